package throughline.rehearsal;

/** What a rehearsal holds the history against that it has decided again. */
public enum Baseline {
    /** The books, since the release in force made all of them, or is to be gone back from. */
    BOOKS,
    /**
     * What the release in force would have made of the history from its beginning, and besides what
     * stands now, since earlier releases made a part of the books.
     */
    BEGINNING;

    /**
     * What whoever reads the figures must know of it; empty when there is nothing to say.
     *
     * @param against the release that was in force
     */
    public String told(String against) {
        return switch (this) {
            case BOOKS -> "";
            case BEGINNING ->
                    ("Earlier releases made a part of the books, so both releases decided the whole"
                         + " history from its beginning: what is said to be in force is what %s"
                         + " would have come to. Of an engagement that moves more when it goes on"
                         + " from where it stands now, that is told, each currency by itself.")
                            .formatted(against);
        };
    }
}
