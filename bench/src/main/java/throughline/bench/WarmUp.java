package throughline.bench;

/**
 * Does what will be measured until the compiler has come to rest: an installation runs for months,
 * and the plain programs that it is compared with have next to no code that could be cold.
 */
final class WarmUp {

    private static final int MOST_ROUNDS = 16;
    private static final double AT_REST = 0.05;

    private WarmUp() {}

    /** One round after another, each given its number. */
    static void rounds(Round round) throws Exception {
        for (int number = 0; number < MOST_ROUNDS; number++) {
            long start = System.nanoTime();
            double before = Spent.compiling();
            round.run(number);
            double share = (Spent.compiling() - before) / Bench.seconds(start);
            Bench.say("warming up        %.0f %% of a processor compiles", 100 * share);
            if (share < AT_REST) {
                return;
            }
        }
    }

    /** Some of what will be measured. */
    @FunctionalInterface
    interface Round {
        void run(int number) throws Exception;
    }
}
