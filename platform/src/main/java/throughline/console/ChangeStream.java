package throughline.console;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
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
    private static final long LOOK_MILLIS = 700;
    private static final int MOST_NAMED = 50;

    private final JdbcClient database;
    private final List<SseEmitter> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Instant seen = Instant.EPOCH;

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
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!listeners.isEmpty()) {
                    tell();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private Set<String> changed() {
        Instant newest =
                database.sql("select coalesce(max(updated_at), '-infinity') from engagement")
                        .query((row, number) -> row.getTimestamp(1).toInstant())
                        .single();
        if (!newest.isAfter(seen)) {
            return Set.of();
        }
        Set<String> topics = new LinkedHashSet<>();
        topics.add("changed");
        database.sql(
                        "select id from engagement where updated_at > ? order by updated_at desc"
                                + " limit ?")
                .param(java.sql.Timestamp.from(seen))
                .param(MOST_NAMED)
                .query(String.class)
                .list()
                .forEach(id -> topics.add(topic(id)));
        seen = newest;
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
