package throughline.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import throughline.align.ActionKey;

/**
 * What one lane holds in memory: what may go now by urgency, what waits for its time, and what
 * waits behind another write of the same record. Bounded: what does not fit stays in the database,
 * where the lane looks again.
 */
final class LaneQueue {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Pending> ready = new PriorityQueue<>(Pending.URGENCY);
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparingLong(Later::at));
    private final Map<String, Deque<Pending>> records = new HashMap<>();
    private final Set<ActionKey> held = new HashSet<>();

    LaneQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Takes it in, unless there is no room. */
    boolean offer(Pending pending) {
        lock.lock();
        try {
            if (held.size() >= capacity || !held.add(pending.action().key())) {
                return false;
            }
            Deque<Pending> behind = records.get(pending.record());
            if (behind == null) {
                records.put(pending.record(), new ArrayDeque<>(1));
                ready.add(pending);
                changed.signal();
            } else {
                behind.add(pending);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The most urgent ones that may go now; waits a little when there are none. */
    List<Pending> take(int most, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            wake();
            if (ready.isEmpty()) {
                changed.awaitNanos(Math.min(patience.toNanos(), untilNext()));
                wake();
            }
            List<Pending> taken = new ArrayList<>(Math.min(most, ready.size()));
            while (taken.size() < most) {
                @Nullable Pending next = ready.poll();
                if (next == null) {
                    break;
                }
                taken.add(next);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** It was taken and could not go yet. */
    void putBack(Pending pending) {
        lock.lock();
        try {
            ready.add(pending);
        } finally {
            lock.unlock();
        }
    }

    /** It was taken and goes on after a while; its record waits with it. */
    void later(Pending pending, Duration after) {
        lock.lock();
        try {
            later.add(new Later(pending, System.nanoTime() + after.toNanos()));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** It is out of our hands; the next write of its record may go. */
    void done(Pending pending) {
        lock.lock();
        try {
            if (!held.remove(pending.action().key())) {
                return;
            }
            Deque<Pending> behind = records.get(pending.record());
            Pending next = behind == null ? null : behind.poll();
            if (next == null) {
                records.remove(pending.record());
            } else {
                ready.add(next);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return held.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits a while, or until something is to be looked at. */
    void rest(Duration howLong) throws InterruptedException {
        lock.lock();
        try {
            changed.awaitNanos(howLong.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** Makes the lane look now instead of waiting out its patience. */
    void nudge() {
        lock.lock();
        try {
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        long now = System.nanoTime();
        for (Later next = later.peek(); next != null && next.at() - now <= 0; next = later.peek()) {
            later.poll();
            ready.add(next.pending());
        }
    }

    private long untilNext() {
        Later next = later.peek();
        return next == null
                ? TimeUnit.SECONDS.toNanos(1)
                : Math.max(next.at() - System.nanoTime(), 1);
    }

    private record Later(Pending pending, long at) {}
}
