package throughline.dispatch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling, bounded, and spread so that what failed
 * together does not come back together.
 *
 * @param first the wait after the first failure
 * @param longest no wait is longer
 */
public record Backoff(Duration first, Duration longest) {

    /** A second, then two, four, ... up to five minutes. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private static final int DOUBLINGS = 30;

    /**
     * The wait after so many failures: between half and the whole of the doubled time.
     *
     * @param failures at least 1
     */
    public Duration after(int failures, RandomGenerator random) {
        long factor = 1L << Math.min(Math.max(failures, 1) - 1, DOUBLINGS);
        long millis = Math.min(longest.toMillis(), Math.multiplyExact(first.toMillis(), factor));
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }
}
