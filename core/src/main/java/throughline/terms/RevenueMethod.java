package throughline.terms;

import throughline.wording.Kebab;

/** How an obligation's revenue is recognized. Further methods are further constants. */
public enum RevenueMethod {
    /** Approved hours at contract rate. */
    RIGHT_TO_INVOICE("606-10-55-18; IFRS 15.B16"),
    /** Hours to date over all hours estimated. */
    INPUT_HOURS("606-10-55-20; IFRS 15.B18"),
    /** Cost to date over all cost estimated. */
    INPUT_COST("606-10-55-20; IFRS 15.B18"),
    /** The accepted share of the price. */
    OUTPUT_MILESTONES("606-10-55-17; IFRS 15.B15"),
    /** The measured percent complete. */
    OUTPUT_PROGRESS("606-10-55-17; IFRS 15.B15"),
    /**
     * What was used of what was bought; what is expected never to be used goes along in proportion,
     * and what is left goes when it expires.
     */
    USAGE("606-10-55-46 to 49; IFRS 15.B44 to B47"),
    /**
     * A variable part of another line's consideration: as far as it is not constrained, with the
     * progress of that line.
     */
    VARIABLE("606-10-32-5 to 14; IFRS 15.50 to 59"),
    /** By days over the service period, half-open. */
    STRAIGHT_LINE("606-10-25-31; IFRS 15.39"),
    /** All at acceptance. */
    POINT_IN_TIME("606-10-25-30; IFRS 15.38"),
    /** Nothing to recognize: internal work. */
    NONE("606-10-25-16; IFRS 15.24");

    private final String paragraph;
    private final String word = Kebab.of(this);

    RevenueMethod(String paragraph) {
        this.paragraph = paragraph;
    }

    /** The name that deals, tables and documents use. */
    public String word() {
        return word;
    }

    /** The paragraphs of both standards that say so. */
    public String paragraph() {
        return paragraph;
    }
}
