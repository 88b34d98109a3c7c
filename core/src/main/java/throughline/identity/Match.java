package throughline.identity;

/**
 * How two customers compare.
 *
 * @param score 0 to 100
 * @param reason what it rests on, for the steward who is asked
 */
public record Match(Verdict verdict, int score, String reason) {

    /** What follows. */
    public enum Verdict {
        /** Linked without asking. */
        SAME,
        /** A steward decides. */
        PERHAPS,
        /** Two customers. */
        DIFFERENT
    }
}
