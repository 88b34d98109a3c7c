package throughline.property;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Something that holds for every seed.
 *
 * <p>A run begins at seed 1, so that it is the same everywhere. {@code -Dproperty.seed=N} runs seed
 * N alone; {@code -Dproperty.cases=N} runs N seeds; {@code -Dproperty.percent=N} runs that part of
 * them.
 */
public final class Property {

    private static final int ALL = 100;

    private Property() {}

    /** Runs the claim on that many seeds; a failure says which seed, and how to run it again. */
    public static void holds(int cases, Consumer<RandomGenerator> claim) {
        Long only = Long.getLong("property.seed");
        if (only != null) {
            run(only, claim);
            return;
        }
        int seeds = Integer.getInteger("property.cases", part(cases));
        for (long seed = 1; seed <= seeds; seed++) {
            run(seed, claim);
        }
    }

    /** Whether all of its seeds are run, so that how often something happened means something. */
    public static boolean isWhole() {
        return Long.getLong("property.seed") == null
                && Integer.getInteger("property.cases") == null
                && part(ALL) == ALL;
    }

    /** How many of so many seeds are run in this build, one at least. */
    public static int part(int cases) {
        return Math.max(1, cases * Integer.getInteger("property.percent", ALL) / ALL);
    }

    private static void run(long seed, Consumer<RandomGenerator> claim) {
        try {
            claim.accept(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError(
                    "fails with seed "
                            + seed
                            + "; run it again with -Dproperty.seed="
                            + seed
                            + ": "
                            + failed.getMessage(),
                    failed);
        }
    }
}
