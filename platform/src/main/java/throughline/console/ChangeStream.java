package throughline.console;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that something changed, so that they read it again. Looks at the database only
 * while somebody listens; which node made the change does not matter.
 */
final class ChangeStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
    private static final long SHORTEST_MILLIS = 600;
    private static final long LONGEST_MILLIS = 2_000;

    /**
     * For each open page, which is read anew after each look; up to fifty see a fact within 1 s.
     */
    private static final long MILLIS_EACH = 12;

    private static final int MOST_NAMED = 50;
    private static final int MOST_LOOKED_AT = 500;

    /** So long a transaction may take to commit after the moment that it says. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final String CHANGED_SINCE =
            """
            select id, updated_at from engagement where updated_at > ?
            order by updated_at desc limit ?
            """;

    private final JdbcClient database;
    private final List<SseEmitter> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Instant newest = Instant.EPOCH;
    private Map<String, Instant> seen = Map.of();

    ChangeStream(JdbcClient database) {
        this.database = database;
        Thread.ofVirtual().name("console-changes").start(this::watch);
    }

    /** The event's name for one engagement's page. */
    static String topic(String engagement) {
        return "engagement-" + Integer.toHexString(engagement.hashCode());
    }

    SseEmitter listen() {
        SseEmitter listener = new SseEmitter(0L);
        listener.onCompletion(() -> listeners.remove(listener));
        listener.onError(_ -> listeners.remove(listener));
        listeners.add(listener);
        send(listener, Set.of("hello"));
        return listener;
    }

    private void watch() {
        try {
            while (!closed.await(rest(), TimeUnit.MILLISECONDS)) {
                if (!listeners.isEmpty()) {
                    tell();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long rest() {
        return Math.clamp(MILLIS_EACH * listeners.size(), SHORTEST_MILLIS, LONGEST_MILLIS);
    }

    private void tell() {
        try {
            Set<String> topics = changed();
            if (!topics.isEmpty()) {
                listeners.forEach(listener -> send(listener, topics));
            }
        } catch (org.springframework.dao.DataAccessException e) {
            LOG.warn("cannot look for changes: {}", e.getMessage());
        }
    }

    /**
     * The topics of what changed since the last look. Whoever commits late says a moment that is
     * past already, so the last moments are looked at again, and what was told is left out.
     */
    Set<String> changed() {
        Map<String, Instant> found = new LinkedHashMap<>();
        database.sql(CHANGED_SINCE)
                .param(Timestamp.from(newest.minus(LATE)))
                .param(MOST_LOOKED_AT)
                .query(
                        row -> {
                            found.put(row.getString(1), row.getTimestamp(2).toInstant());
                        });
        List<String> changed =
                found.entrySet().stream()
                        .filter(each -> !each.getValue().equals(seen.get(each.getKey())))
                        .map(Map.Entry::getKey)
                        .toList();
        newest = found.values().stream().findFirst().orElse(newest);
        seen = found;
        if (changed.isEmpty()) {
            return Set.of();
        }
        Set<String> topics = new LinkedHashSet<>(List.of("changed"));
        if (changed.size() > MOST_NAMED) {
            topics.add("many");
        } else {
            changed.forEach(id -> topics.add(topic(id)));
        }
        return topics;
    }

    private void send(SseEmitter listener, Set<String> topics) {
        try {
            for (String topic : topics) {
                listener.send(SseEmitter.event().name(topic).data(topic));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a page went away", e);
            listeners.remove(listener);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        listeners.forEach(ChangeStream::end);
    }

    /** A page that has just gone away cannot be told, and need not be. */
    private static void end(SseEmitter listener) {
        try {
            listener.complete();
        } catch (IllegalStateException e) {
            LOG.debug("a page was already gone", e);
        }
    }
}
