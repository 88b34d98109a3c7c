package throughline.insight;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Figures of one database that are being added up anew behind people's back: one at a time, with a
 * rest after each, until the database is about to be closed.
 *
 * <p><b>Threads</b>: safe for any number.
 */
final class Renewals {

    private static final Map<DataSource, Renewals> ALL = new WeakHashMap<>();

    /** Longer than adding up the largest books takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReentrantLock turn = new ReentrantLock(true);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<Thread> under = ConcurrentHashMap.newKeySet();

    private Renewals() {}

    /** Those of a database. */
    static Renewals of(DataSource database) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(database, _ -> new Renewals());
        }
    }

    /**
     * Does this when it is its turn, and rests then; nothing happens once they have ended.
     *
     * @param rest as a multiple of what it took
     */
    void start(Runnable renewal, int rest) {
        Thread thread = Thread.ofVirtual().name("figures").unstarted(() -> inTurn(renewal, rest));
        // First known, then asked whether it may: whoever ends them misses none.
        under.add(thread);
        if (ended.getCount() == 0) {
            under.remove(thread);
        } else {
            thread.start();
        }
    }

    private void inTurn(Runnable renewal, int rest) {
        turn.lock();
        try {
            if (ended.getCount() > 0) {
                long began = System.nanoTime();
                renewal.run();
                long rests = rest * (System.nanoTime() - began);
                if (ended.await(rests, TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.unlock();
            under.remove(Thread.currentThread());
        }
    }

    /** Lets the one under way come to its end, and none begin after it. */
    void end() {
        ended.countDown();
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread each : under) {
                // One that was not started yet will see that they ended, and is not waited for.
                boolean gone =
                        each.getState() == Thread.State.NEW
                                || each.join(
                                        Duration.ofNanos(Math.max(1, until - System.nanoTime())));
                if (!gone) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
