package throughline.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import throughline.rehearsal.Rehearsals;

/**
 * A rehearsal that ends when its process is asked to end: it is told as cancelled, with what it
 * found until then, before the database is closed.
 */
final class Cancelling {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean cancelled;

    Rehearsals.Watcher watching(ProgressLine line) {
        return new Rehearsals.Watcher(
                now -> line.show(now.phase(), now.done(), now.total()), () -> cancelled);
    }

    /** Cancels it, and waits until it has ended. */
    void cancel() {
        cancelled = true;
        try {
            // One that does not end in time is told as ended with its process.
            boolean _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void ended() {
        ended.countDown();
    }
}
