package throughline.exposure;

/** How far an amount is on its way into the financial system, the farthest from it first. */
public enum Stage {
    /** Somebody worked and has not handed the time in. */
    UNSUBMITTED("unsubmitted"),
    /** Handed in, and nobody has approved it. */
    UNAPPROVED("unapproved"),
    /** It may be billed, and no invoice was sent. */
    APPROVED("approved, not sent"),
    /** An invoice was sent, and nobody knows yet that it is there. */
    SENT("sent, not confirmed"),
    /** The financial system refused the invoice. */
    REJECTED("rejected");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** The stage of these words. */
    public static Stage of(String words) {
        for (Stage each : values()) {
            if (each.words.equals(words)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no stage is called " + words);
    }
}
