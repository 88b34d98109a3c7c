package throughline.intake;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Whether notifications come in so fast that whoever can wait should let them through: their
 * senders wait for an acknowledgement, and give up when it takes long.
 *
 * <p><b>Threads</b>: safe for any number of them.
 */
public final class Rush {

    /** Fewer leave the machine room enough for everything else. */
    private static final long PER_SECOND = 500;

    private static final long LOOK_NANOS = 100_000_000;

    private final LongAdder notifications = new LongAdder();
    private final LongSupplier nanos;
    private long lookedAt;
    private long counted;
    private boolean on;

    /** None yet. */
    public Rush() {
        this(System::nanoTime);
    }

    /** By a clock of its own. */
    Rush(LongSupplier nanos) {
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong();
    }

    /** One more was taken in. */
    void notified() {
        notifications.increment();
    }

    /** How many were taken in since the start. */
    public long notifications() {
        return notifications.sum();
    }

    /** Whether there is one now, as counted over the last tenth of a second or longer. */
    public synchronized boolean isOn() {
        long now = nanos.getAsLong();
        long since = now - lookedAt;
        if (since >= LOOK_NANOS) {
            long count = notifications.sum();
            on = (count - counted) * 1_000_000_000L >= PER_SECOND * since;
            counted = count;
            lookedAt = now;
        }
        return on;
    }
}
