package throughline.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.correlation.Trace;
import throughline.journal.Columns;
import throughline.journal.Partitions;
import throughline.observed.RecordKey;

/**
 * Makes messages durable, each once. Callers that come at the same time share one transaction,
 * which is what makes it fast: throughput comes from batching, never from weaker durability.
 *
 * <p><b>Threads</b>: safe for any number of callers; each waits for its own messages.
 */
public final class Intake implements AutoCloseable {

    private static final String TAKE_IN =
            """
            with given as (
                select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::uuid[], ?::bytea[], ?::uuid[], ?::int4[])
                    as r(system, type, external_id, version, source, origin, dedupe, body, trace,
                        part)
            ), kept as (
                insert into message (system, type, external_id, version, source, origin,
                    received_at, dedupe, body, trace)
                select system, type, external_id, version, source, origin, ?::timestamptz, dedupe,
                    body, trace from given
                on conflict (dedupe) do nothing
                returning id, dedupe
            ), waiting as (
                insert into inbox (message_id, partition)
                select k.id, max(g.part)::smallint from kept k join given g using (dedupe)
                group by k.id
            )
            select id, dedupe from kept
            """;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int COMMITTERS = 2;

    private final DataSource database;
    private final InstantSource clock;
    private final Consumer<List<Arrived>> told;
    private final BlockingQueue<Handed> handed = new LinkedBlockingQueue<>(10_000);
    private final List<Thread> committers = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Begins to take messages in.
     *
     * @param told hears of what became durable, in order; whoever does not listen finds it in the
     *     inbox
     */
    public Intake(DataSource database, InstantSource clock, Consumer<List<Arrived>> told) {
        this.database = database;
        this.clock = clock;
        this.told = told;
        for (int i = 0; i < COMMITTERS; i++) {
            committers.add(Thread.ofPlatform().name("intake-" + i).daemon().start(this::commit));
        }
    }

    /**
     * Makes messages durable before it returns.
     *
     * @throws DataAccessResourceFailureException when the database cannot be reached; nothing was
     *     acknowledged then
     */
    public List<Receipt> accept(List<RawMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        Handed mine = new Handed(messages, new CompletableFuture<>());
        try {
            handed.put(mine);
            if (closed) {
                throw new DataAccessResourceFailureException("the intake is closed");
            }
            return mine.receipts.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataAccessResourceFailureException("interrupted before it was durable", e);
        } catch (CompletionException e) {
            throw new DataAccessResourceFailureException(
                    "the message could not be made durable", e.getCause());
        }
    }

    /** The newest content of a record, whoever brought it; empty when there is none. */
    Optional<byte[]> newest(RecordKey key) {
        return JdbcClient.create(database)
                .sql(
                        """
                        select body from message where system = ? and type = ? and external_id = ?
                        order by id desc limit 1
                        """)
                .params(key.system(), key.type(), key.id())
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    private void commit() {
        List<Handed> batch = new ArrayList<>();
        while (!closed) {
            batch.clear();
            try {
                Handed first = handed.take();
                batch.add(first);
                int size = first.messages.size();
                for (Handed next = handed.peek();
                        next != null && size + next.messages.size() <= MOST_AT_ONCE;
                        next = handed.peek()) {
                    Handed taken = handed.poll();
                    if (taken == null) {
                        break;
                    }
                    batch.add(taken);
                    size += taken.messages.size();
                }
                keep(batch);
            } catch (InterruptedException e) {
                closed = true;
            } catch (SQLException | RuntimeException e) {
                batch.forEach(each -> each.receipts.completeExceptionally(e));
            }
        }
        for (Handed left = handed.poll(); left != null; left = handed.poll()) {
            left.receipts.completeExceptionally(new IllegalStateException("the intake is closed"));
        }
    }

    private void keep(List<Handed> batch) throws SQLException {
        List<RawMessage> messages = new ArrayList<>();
        batch.forEach(each -> each.messages.forEach(one -> messages.add(storable(one))));
        List<UUID> fingerprints = new ArrayList<>(messages.stream().map(Fingerprint::of).toList());
        Map<UUID, Long> ids = insert(messages, fingerprints);
        ids.putAll(returned(messages, fingerprints, ids));
        List<Arrived> arrived = new ArrayList<>(ids.size());
        List<Receipt> receipts = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            // The first of equal messages in a batch is the accepted one.
            Long id = ids.remove(fingerprints.get(i));
            if (id == null) {
                receipts.add(new Receipt(Receipt.Outcome.DUPLICATE, 0));
            } else {
                receipts.add(new Receipt(Receipt.Outcome.ACCEPTED, id));
                arrived.add(arrived(id, messages.get(i), fingerprints.get(i)));
            }
        }
        told.accept(arrived);
        int from = 0;
        for (Handed each : batch) {
            int until = from + each.messages.size();
            each.receipts.complete(List.copyOf(receipts.subList(from, until)));
            from = until;
        }
    }

    /**
     * Takes in what came back to an earlier content, under fingerprints of its own, and notes how
     * far files were read. A crash before this leaves the file unnoted, so that it is read again.
     */
    private Map<UUID, Long> returned(
            List<RawMessage> messages, List<UUID> fingerprints, Map<UUID, Long> ids)
            throws SQLException {
        boolean inFiles = messages.stream().anyMatch(each -> each.delivery().isPresent());
        if (ids.size() == messages.size() && !inFiles) {
            return Map.of();
        }
        Map<Integer, RawMessage> known = new TreeMap<>();
        Map<UUID, Integer> first = new HashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            first.putIfAbsent(fingerprints.get(i), i);
        }
        for (int place : Returning.last(messages).values()) {
            UUID fingerprint = fingerprints.get(place);
            boolean isNew =
                    ids.containsKey(fingerprint) && first.getOrDefault(fingerprint, -1) == place;
            // A version that was taken in never returns.
            if (!isNew && messages.get(place).version().isEmpty()) {
                known.put(place, messages.get(place));
            }
        }
        Map<UUID, Long> more = Map.of();
        try (Connection connection = database.getConnection()) {
            Returning returning = new Returning(connection);
            Map<Integer, UUID> news = returning.news(known);
            if (!news.isEmpty()) {
                news.forEach(fingerprints::set);
                more =
                        insert(
                                news.keySet().stream().map(messages::get).toList(),
                                List.copyOf(news.values()));
            }
            returning.took(messages);
        }
        return more;
    }

    private Map<UUID, Long> insert(List<RawMessage> messages, List<UUID> fingerprints)
            throws SQLException {
        Columns rows =
                new Columns(
                        "text", "text", "text", "text", "text", "text", "uuid", "bytea", "uuid",
                        "int4");
        for (int i = 0; i < messages.size(); i++) {
            RawMessage message = messages.get(i);
            rows.row(
                    message.system(),
                    message.type(),
                    message.externalId(),
                    message.version().orElse(null),
                    message.source().name().toLowerCase(Locale.ROOT),
                    storable(message.origin()),
                    fingerprints.get(i),
                    message.body(),
                    message.trace().map(Trace::id).orElse(null),
                    Partitions.of(key(message).toString()));
        }
        Instant now = clock.instant();
        Map<UUID, Long> ids = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(TAKE_IN)) {
            rows.bind(statement);
            statement.setString(11, now.toString());
            try (ResultSet kept = statement.executeQuery()) {
                while (kept.next()) {
                    ids.put(kept.getObject(2, UUID.class), kept.getLong(1));
                }
            }
        }
        return ids;
    }

    /**
     * PostgreSQL keeps every character but NUL, and looks up names only; one sender must not stop
     * the others of its batch.
     */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    private static RawMessage storable(RawMessage message) {
        return (message.system() + message.type() + message.externalId() + message.version())
                                        .indexOf('\u0000')
                                < 0
                        && !Names.isTooLong(key(message))
                ? message
                : new RawMessage(
                        storable(message.system()),
                        Names.kept(storable(message.type())),
                        Names.kept(storable(message.externalId())),
                        message.version().map(Intake::storable),
                        message.source(),
                        message.origin(),
                        message.body(),
                        message.delivery(),
                        message.trace());
    }

    private static Arrived arrived(long id, RawMessage message, UUID fingerprint) {
        return new Arrived(
                id,
                key(message),
                message.origin(),
                false,
                message.body(),
                message.trace().orElseGet(() -> new Trace(fingerprint)));
    }

    private static RecordKey key(RawMessage message) {
        return new RecordKey(message.system(), message.type(), message.externalId());
    }

    @Override
    public void close() {
        closed = true;
        committers.forEach(Thread::interrupt);
    }

    private record Handed(List<RawMessage> messages, CompletableFuture<List<Receipt>> receipts) {}
}
