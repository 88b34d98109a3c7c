package throughline.rehearsal;

/** How what a rehearsal found is cut. */
public enum Cut {
    ENGAGEMENT,
    ACCOUNT,
    PERIOD,
    ENTITY,
    UNIT,
    CURRENCY,
    EXCEPTIONS,
    WRITES,
    COMPENSATION
}
