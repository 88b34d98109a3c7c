package throughline.insight;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Figures of large books that many people look at: added up once for all of them. Who asks gets the
 * last ones at once; they are added up anew behind their back. All of that together takes no more
 * than a third of one processor, so that figures never hold the engine up: the more of them are
 * looked at, the older each may be. Of small books everything is added up whenever it is asked for.
 *
 * <p><b>Threads</b>: safe for any number.
 *
 * @param <V> what is remembered
 */
public final class Remembered<V> {

    /** Some thirty thousand postings: below, adding up is hardly felt. */
    private static final long LARGE_BYTES = 4L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SIZED_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST = 500;

    /** How long others rest, as a multiple of what adding up took. */
    private static final int REST = 2;

    private final DataSource database;
    private final Map<Object, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Map<Object, ReentrantLock> first = new ConcurrentHashMap<>();
    private volatile boolean large;
    private volatile long sizedAt = System.nanoTime() - SIZED_NANOS;

    private record Entry<V>(V value, long at, AtomicBoolean renewing) {
        boolean isOld() {
            return System.nanoTime() - at > FRESH_NANOS;
        }
    }

    /**
     * What was added up.
     *
     * @param age how long ago; nothing when it was added up for whoever asks
     */
    public record Told<V>(V value, Duration age) {}

    /** Remembers of a database, when its books are large. */
    public Remembered(DataSource database) {
        this.database = database;
    }

    /** Adds nothing up anew from now on; returns when nobody reads the database any more. */
    public static void end(DataSource database) {
        Renewals.of(database).end();
    }

    /**
     * What is remembered, or what is added up when nothing is.
     *
     * @param key everything that tells what is asked for, with equality
     */
    public V of(Object key, Supplier<V> addUp) {
        return told(key, addUp).value();
    }

    /** Adds up behind everybody's back what people will ask for, unless that is known. */
    public void ahead(Object key, Supplier<V> addUp) {
        if (isLarge() && !entries.containsKey(key)) {
            Renewals.of(database).start(() -> quietly(key, addUp), REST);
        }
    }

    private void quietly(Object key, Supplier<V> addUp) {
        try {
            once(key, addUp);
        } catch (RuntimeException e) {
            LOG.warn("figures are added up when somebody asks: {}", e.toString());
        }
    }

    /** Added up for whoever asks, whatever is remembered; remembered for the others. */
    public V anew(Object key, Supplier<V> addUp) {
        return isLarge() ? renewed(key, addUp) : addUp.get();
    }

    /** What is remembered, or what is added up when nothing is, with its age. */
    public Told<V> told(Object key, Supplier<V> addUp) {
        if (!isLarge()) {
            return new Told<>(addUp.get(), Duration.ZERO);
        }
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return new Told<>(once(key, addUp), Duration.ZERO);
        }
        if (entry.isOld() && entry.renewing().compareAndSet(false, true)) {
            Renewals.of(database).start(() -> renew(key, addUp, entry), REST);
        }
        return new Told<>(entry.value(), Duration.ofNanos(System.nanoTime() - entry.at()));
    }

    /** Many ask for the same at once: the first of them adds it up, and the others wait for it. */
    private V once(Object key, Supplier<V> addUp) {
        ReentrantLock lock = first.computeIfAbsent(key, _ -> new ReentrantLock());
        lock.lock();
        try {
            Entry<V> entry = entries.get(key);
            return entry == null ? renewed(key, addUp) : entry.value();
        } finally {
            lock.unlock();
            first.remove(key, lock);
        }
    }

    private void renew(Object key, Supplier<V> addUp, Entry<V> old) {
        try {
            renewed(key, addUp);
        } catch (RuntimeException e) {
            LOG.warn("figures are added up again soon: {}", e.toString());
            old.renewing().set(false);
        }
    }

    private V renewed(Object key, Supplier<V> addUp) {
        V value = addUp.get();
        if (entries.size() > MOST) {
            entries.clear();
        }
        entries.put(key, new Entry<>(value, System.nanoTime(), new AtomicBoolean()));
        return value;
    }

    /** By the room that the books take, which is known at once and without counting. */
    private boolean isLarge() {
        if (System.nanoTime() - sizedAt > SIZED_NANOS) {
            sizedAt = System.nanoTime();
            large =
                    JdbcClient.create(database)
                                    .sql("select pg_relation_size('posting')")
                                    .query(Long.class)
                                    .single()
                            > LARGE_BYTES;
        }
        return large;
    }
}
