package throughline.server;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.connectors.Incidents;
import throughline.insight.CheckResult;
import throughline.insight.KeptChecks;
import throughline.wording.Counted;

/**
 * Holds the books to their identities all the time. A look takes at most a twentieth of the time
 * between looks, however large the books are; books that do not hold are an incident.
 *
 * <p><b>Threads</b>: one of its own.
 */
final class BooksWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BooksWatch.class);
    private static final long SHORTEST_MILLIS = 20_000;
    private static final int REST = 20;

    private final KeptChecks checks;
    private final Incidents incidents;
    private final InstantSource clock;
    private final BooleanSupplier busy;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A watch that does not run yet.
     *
     * @param busy while this holds, nobody looks
     */
    BooksWatch(DataSource database, InstantSource clock, BooleanSupplier busy) {
        this.checks = new KeptChecks(database);
        this.incidents = Incidents.of(database, "books");
        this.clock = clock;
        this.busy = busy;
    }

    void start() {
        Thread.ofPlatform().name("books-watch").daemon().start(this::watch);
    }

    private void watch() {
        long rest = SHORTEST_MILLIS;
        try {
            while (!closed.await(rest, TimeUnit.MILLISECONDS)) {
                long began = System.nanoTime();
                try {
                    if (!busy.getAsBoolean() && checks.due()) {
                        tell(checks.look(clock.instant()));
                    }
                } catch (RuntimeException e) {
                    LOG.warn("the books are looked at again soon: {}", e.toString());
                }
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                rest = Math.max(SHORTEST_MILLIS, took * REST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(KeptChecks.Kept kept) {
        for (CheckResult each : kept.results()) {
            if (each.holds()) {
                incidents.close(each.name(), "identity-broken");
            } else {
                incidents.raise(
                        each.name(),
                        "identity-broken",
                        "The books do not hold: %s, in %s. %s"
                                .formatted(
                                        each.formula(),
                                        Counted.of(each.failures(), "place"),
                                        String.join(" ", each.examples())));
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
