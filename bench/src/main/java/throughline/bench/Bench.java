package throughline.bench;

/** What all measurements share. */
final class Bench {

    private Bench() {}

    /** Seconds since a {@link System#nanoTime()}. */
    static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
