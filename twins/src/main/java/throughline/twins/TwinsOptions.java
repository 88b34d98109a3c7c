package throughline.twins;

/**
 * How twins are started.
 *
 * @param crmPort 0 takes a free one, as for the others
 * @param seed everything random follows from it
 */
public record TwinsOptions(int crmPort, int psaPort, int erpPort, long seed) {

    /** On free ports, with seed 1. */
    public static TwinsOptions defaults() {
        return new TwinsOptions(0, 0, 0, 1);
    }
}
