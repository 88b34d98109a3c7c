package throughline.server;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.exposure.ExposureDesk;
import throughline.landscape.Release;

/**
 * Looks from time to time for what will miss the next billing cutoff. A look takes at most a
 * twentieth of the time between looks.
 *
 * <p><b>Threads</b>: one of its own.
 */
final class ExposureWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExposureWatch.class);
    private static final long SHORTEST_MILLIS = 10_000;
    private static final long FIRST_MILLIS = 3_000;
    private static final int REST = 20;

    private final ExposureDesk desk;
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final BooleanSupplier busy;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A watch that does not run yet.
     *
     * @param busy while this holds, nobody looks
     */
    ExposureWatch(
            DataSource database,
            Supplier<Release> release,
            InstantSource clock,
            BooleanSupplier busy) {
        this.desk = new ExposureDesk(database);
        this.release = release;
        this.clock = clock;
        this.busy = busy;
    }

    void start() {
        Thread.ofPlatform().name("exposure-watch").daemon().start(this::watch);
    }

    private void watch() {
        long rest = FIRST_MILLIS;
        try {
            while (!closed.await(rest, TimeUnit.MILLISECONDS)) {
                long began = System.nanoTime();
                try {
                    if (!busy.getAsBoolean()) {
                        desk.look(release.get(), clock.instant());
                    }
                } catch (RuntimeException e) {
                    LOG.warn("cutoffs are looked at again soon: {}", e.toString());
                }
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                rest = Math.max(SHORTEST_MILLIS, took * REST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
