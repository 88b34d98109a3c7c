package throughline.dispatch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where calls are made, as many at once as the limits allow. A few writes are claimed before there
 * is room for them, so that no slot stands empty while the next claim is on its way to the disk.
 *
 * <p><b>Threads</b>: safe for any number.
 */
final class Slots {

    /** For so many calls at once, one more write is claimed ahead. */
    private static final int AHEAD_SHARE = 8;

    private final Concurrency concurrency;
    private final Pauses pauses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Claimed> ready = new ArrayDeque<>();
    private boolean closed;

    Slots(Concurrency concurrency, Pauses pauses) {
        this.concurrency = concurrency;
        this.pauses = pauses;
    }

    /** A write that is claimed and whose call has not begun. */
    record Claimed(Pending pending, Instant at) {

        /** Its call, made for its trace. */
        Runnable traced(BiConsumer<Pending, Instant> call) {
            return () -> pending.trace().during(() -> call.accept(pending, at));
        }
    }

    /** How many more writes may be claimed now. */
    int room() {
        lock.lock();
        try {
            int ahead = concurrency.limit() / AHEAD_SHARE;
            return concurrency.free() + ahead - ready.size();
        } finally {
            lock.unlock();
        }
    }

    void add(Claimed claimed) {
        lock.lock();
        try {
            ready.add(claimed);
        } finally {
            lock.unlock();
        }
    }

    /** Begins calls for what is claimed, the first one first, unless nothing may be sent. */
    void begin(Consumer<Claimed> call) {
        lock.lock();
        try {
            while (!closed && concurrency.free() > 0 && !pauses.left().isPositive()) {
                @Nullable Claimed next = ready.poll();
                if (next == null) {
                    return;
                }
                concurrency.begun();
                call.accept(next);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins nothing any more; what was claimed and not begun was never sent. */
    List<Claimed> close() {
        lock.lock();
        try {
            closed = true;
            List<Claimed> left = List.copyOf(ready);
            ready.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }
}
