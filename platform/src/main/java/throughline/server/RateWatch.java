package throughline.server;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.insight.MissingRates;
import throughline.landscape.Release;

/**
 * Looks from time to time for contracts that nobody can tell in the currency of their legal entity.
 *
 * <p><b>Threads</b>: one of its own.
 */
final class RateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RateWatch.class);
    private static final long EVERY_SECONDS = 30;

    private final DataSource database;
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    RateWatch(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.database = database;
        this.release = release;
        this.clock = clock;
    }

    void start() {
        Thread.ofPlatform().name("rate-watch").daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (!closed.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                try {
                    MissingRates.look(database, release.get(), clock.instant());
                } catch (RuntimeException e) {
                    LOG.warn("missing rates are looked for again soon: {}", e.toString());
                }
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
