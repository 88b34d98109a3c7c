package throughline.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.totals.AddingUp;

/**
 * Adds up the books ahead of questions, all the time. It takes a quarter of one processor at most,
 * and a twentieth while messages rush in: what is not added up yet is told all the same.
 *
 * <p><b>Threads</b>: one of its own.
 */
final class TotalsWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TotalsWatch.class);
    private static final long SHORTEST_MILLIS = 2_000;
    private static final int REST = 3;
    private static final int LONG_REST = 19;

    private final AddingUp adding;
    private final BooleanSupplier busy;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A watch that does not run yet.
     *
     * @param busy while this holds, it rests longer
     */
    TotalsWatch(DataSource database, BooleanSupplier busy) {
        this.adding = new AddingUp(database);
        this.busy = busy;
    }

    TotalsWatch started() {
        Thread.ofPlatform().name("totals-watch").daemon().start(this::watch);
        return this;
    }

    private void watch() {
        long rest = SHORTEST_MILLIS;
        try {
            while (!closed.await(rest, TimeUnit.MILLISECONDS)) {
                long began = System.nanoTime();
                boolean more = false;
                try {
                    more = adding.step();
                } catch (RuntimeException e) {
                    LOG.warn("the books are added up again soon: {}", e.toString());
                }
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                long due = took * (busy.getAsBoolean() ? LONG_REST : REST);
                rest = more ? due : Math.max(SHORTEST_MILLIS, due);
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
