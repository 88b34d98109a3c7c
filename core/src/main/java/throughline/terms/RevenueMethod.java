package throughline.terms;

/** How an obligation's revenue is recognized. Further methods are further constants. */
public enum RevenueMethod {
    /** Approved hours at contract rate (606-10-55-18; IFRS 15.B16). */
    RIGHT_TO_INVOICE,
    /** The accepted share of the price (606-10-55-17; IFRS 15.B15). */
    OUTPUT_MILESTONES,
    /** By days over the service period, half-open (606-10-25-31; IFRS 15.39). */
    STRAIGHT_LINE,
    /** All at acceptance (606-10-25-30; IFRS 15.38). */
    POINT_IN_TIME,
    /** Nothing to recognize: internal work. */
    NONE
}
