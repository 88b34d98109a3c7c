package throughline.console;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that many people look at and that take a while to add up: added up once for all of them.
 * Who asks gets the last ones at once; they are added up anew behind their back when they are older
 * than a second, or than twenty times what adding them up takes.
 *
 * <p><b>Threads</b>: safe for any number.
 *
 * @param <V> what is remembered, which says of what instant it is
 */
final class Remembered<V> {

    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int REST = 20;
    private static final int MOST = 200;

    private final Map<String, Entry<V>> entries = new ConcurrentHashMap<>();

    private record Entry<V>(V value, long at, long took, AtomicBoolean renewing) {
        boolean isOld(long now) {
            return now - at > Math.max(FRESH_NANOS, took * REST);
        }
    }

    /** What is remembered under a key, or what is added up when nothing is. */
    V of(String key, Supplier<V> addUp) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return renewed(key, addUp).value();
        }
        if (entry.isOld(System.nanoTime()) && entry.renewing().compareAndSet(false, true)) {
            Thread.ofVirtual().name("figures").start(() -> renewQuietly(key, addUp, entry));
        }
        return entry.value();
    }

    private void renewQuietly(String key, Supplier<V> addUp, Entry<V> old) {
        try {
            renewed(key, addUp);
        } catch (RuntimeException e) {
            LOG.warn("figures are added up again soon: {}", e.toString());
            old.renewing().set(false);
        }
    }

    private Entry<V> renewed(String key, Supplier<V> addUp) {
        long began = System.nanoTime();
        V value = addUp.get();
        long now = System.nanoTime();
        Entry<V> entry = new Entry<>(value, now, now - began, new AtomicBoolean());
        if (entries.size() > MOST) {
            entries.clear();
        }
        entries.put(key, entry);
        return entry;
    }
}
