package throughline.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets those through who wait for an acknowledgement: while they rush in, a worker rests after each
 * batch for as long as would leave it a quarter of its time. It never stops altogether, and a rest
 * ends with the rush.
 */
final class GivingWay {

    private static final int RESTS = 3;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_AGAIN_MILLIS = 20;

    private volatile BooleanSupplier rush = () -> false;

    /** Gives way while this holds. */
    void during(BooleanSupplier rushing) {
        rush = rushing;
    }

    /**
     * Rests after a batch, if there is a rush.
     *
     * @param workedNanos how long the batch took
     */
    void after(long workedNanos) throws InterruptedException {
        long rest = Math.min(RESTS * workedNanos, LONGEST_NANOS);
        long began = System.nanoTime();
        while (System.nanoTime() - began < rest && rush.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }
}
