package throughline.rehearsal;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.align.ActionKey;
import throughline.correlation.Trace;
import throughline.engagement.EffectEvent;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.engine.Unseen;
import throughline.intake.Arrived;
import throughline.journal.EventCodec;
import throughline.journal.RawJson;
import throughline.journal.StateCodec;
import throughline.money.Money;
import throughline.observed.RecordKey;

/** Reads what is kept of some engagements at a time. */
final class KeptStore {

    private static final String CONCLUDED = "action-concluded/v1";

    private static final String STEPS =
            """
            select engagement, sequence, known, cause_message, cause, release,
                case when type = '%s' then payload end
            from event where engagement = any(?) order by engagement, sequence
            """
                    .formatted(CONCLUDED);
    private static final String MESSAGES =
            """
            select id, system, type, external_id, origin, body, received_at from message
            where id = any(?)
            """;
    private static final String RECORDS =
            "select engagement, message_id from record where engagement = any(?)";
    private static final String DECISIONS =
            "select id, verdict, by from decision where engagement = any(?)";
    private static final String LABELS =
            """
            select id, name, coalesce(unit, ''), coalesce(legal_entity, '') from engagement
            where id = any(?)
            """;
    private static final String REACHED =
            "select id, sequence, next_wake from engagement where id = any(?)";
    private static final String ENTRIES =
            """
            select engagement, happening, line, currency, effective, document, belongs_to, minor
            from posting where engagement = any(?) order by engagement, sequence, ordinal
            """;
    private static final String DOCUMENTS =
            """
            select engagement, key, kind, system, status, body, at_stake_currency, at_stake_minor,
                natural_key
            from action where engagement = any(?) order by ordinal
            """;
    private static final String EXCEPTIONS =
            """
            select engagement, key, code, sentence, at_stake_currency, at_stake_minor, owner
            from exception_item where engagement = any(?) and closed is null
                and code <> 'exchange-rate-missing'
            """;

    private final Connection connection;
    private final List<String> ids;

    private KeptStore(Connection connection, List<String> ids) {
        this.connection = connection;
        this.ids = ids;
    }

    /**
     * What is kept of these engagements.
     *
     * @param further messages that reach them though nothing kept says so; those of their newest
     *     records do, also where they caused nothing
     */
    static List<Kept> read(Connection connection, List<String> ids, Map<String, Set<Long>> further)
            throws SQLException {
        return new KeptStore(connection, ids).read(further);
    }

    private List<Kept> read(Map<String, Set<Long>> further) throws SQLException {
        Map<String, List<Traced>> traced = traced();
        Set<Long> wanted = new LinkedHashSet<>();
        traced.values().forEach(all -> all.forEach(each -> wanted.add(each.origin().message())));
        Map<String, Set<Long>> reaching = records();
        for (String id : ids) {
            reaching.computeIfAbsent(id, _ -> new LinkedHashSet<>())
                    .addAll(further.getOrDefault(id, Set.of()));
        }
        reaching.values().forEach(wanted::addAll);
        Map<Long, Received> messages = messages(wanted);
        List<Unseen> unseen = Unseen.of(connection, wanted, ids);
        Map<Long, Step.Reached.Decision> decisions = decisions();
        Map<String, Kept.Label> labels = labels();
        Map<String, Standing> standings = standings();
        Map<String, Kept.Reached> reached = reached();
        List<Kept> kept = new ArrayList<>(ids.size());
        for (String id : ids) {
            List<Step> steps =
                    new Steps(messages, decisions)
                            .of(
                                    traced.getOrDefault(id, List.of()),
                                    reaching.getOrDefault(id, Set.of()));
            kept.add(
                    new Kept(
                            new EngagementId(id),
                            labels.getOrDefault(id, Kept.Label.NONE),
                            steps,
                            Objects.requireNonNull(standings.get(id)),
                            reached.getOrDefault(id, Kept.Reached.NOTHING),
                            concerning(id, steps, unseen)));
        }
        return kept;
    }

    private static List<Unseen> concerning(String id, List<Step> steps, List<Unseen> unseen) {
        if (unseen.isEmpty()) {
            return unseen;
        }
        Set<Long> messages = new HashSet<>();
        for (Step step : steps) {
            if (step.reached() instanceof Step.Reached.Message(var message)) {
                messages.add(message.id());
            }
        }
        return unseen.stream()
                .filter(
                        each ->
                                each.messageId() == 0
                                        ? each.watcher().equals(id)
                                        : messages.contains(each.messageId()))
                .toList();
    }

    /**
     * What the journal says of the cause of some events.
     *
     * @param first the sequence of the first of them
     * @param ended the writes that ended with them
     */
    record Traced(long first, Origin origin, List<EffectEvent.ActionConcluded> ended) {}

    /** What events of the same cause have in common. */
    record Origin(Instant known, long message, String cause, String release) {}

    /** A message, and when it came. */
    record Received(Arrived message, Instant at) {}

    private Map<String, List<Traced>> traced() throws SQLException {
        Map<String, Map<Origin, Traced>> found = new HashMap<>();
        try (PreparedStatement statement = prepared(STEPS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String cause = rows.getString(5);
                Origin origin =
                        new Origin(
                                instant(rows, 3),
                                rows.getLong(4),
                                cause == null ? "" : cause,
                                rows.getString(6));
                long sequence = rows.getLong(2);
                Traced traced =
                        found.computeIfAbsent(rows.getString(1), id -> new LinkedHashMap<>())
                                .computeIfAbsent(
                                        origin, it -> new Traced(sequence, it, new ArrayList<>(1)));
                byte @Nullable [] ended = rows.getBytes(7);
                if (ended != null
                        && EventCodec.read(CONCLUDED, ended)
                                instanceof EffectEvent.ActionConcluded it) {
                    traced.ended().add(it);
                }
            }
        }
        Map<String, List<Traced>> inOrder = new HashMap<>();
        found.forEach((id, all) -> inOrder.put(id, List.copyOf(all.values())));
        return inOrder;
    }

    /** The messages of their newest records. */
    private Map<String, Set<Long>> records() throws SQLException {
        Map<String, Set<Long>> found = new HashMap<>();
        try (PreparedStatement statement = prepared(RECORDS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getString(1), _ -> new LinkedHashSet<>())
                        .add(rows.getLong(2));
            }
        }
        return found;
    }

    private Map<Long, Received> messages(Collection<Long> wanted) throws SQLException {
        Map<Long, Received> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
            statement.setArray(1, connection.createArrayOf("int8", wanted.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Arrived message = arrived(rows);
                    found.put(message.id(), new Received(message, instant(rows, 7)));
                }
            }
        }
        return found;
    }

    /** The message of a row that begins with its six columns. */
    static Arrived arrived(ResultSet row) throws SQLException {
        return new Arrived(
                row.getLong(1),
                new RecordKey(row.getString(2), row.getString(3), row.getString(4)),
                row.getString(5),
                false,
                row.getBytes(6),
                Trace.named("message " + row.getLong(1)));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private Map<Long, Step.Reached.Decision> decisions() throws SQLException {
        Map<Long, Step.Reached.Decision> found = new HashMap<>();
        try (PreparedStatement statement = prepared(DECISIONS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Signal.Verdict verdict = StateCodec.verdict(rows.getBytes(2));
                found.put(rows.getLong(1), new Step.Reached.Decision(verdict, rows.getString(3)));
            }
        }
        return found;
    }

    private Map<String, Kept.Label> labels() throws SQLException {
        Map<String, Kept.Label> found = new HashMap<>();
        try (PreparedStatement statement = prepared(LABELS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(
                        rows.getString(1),
                        new Kept.Label(rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return found;
    }

    private Map<String, Kept.Reached> reached() throws SQLException {
        Map<String, Kept.Reached> found = new HashMap<>();
        try (PreparedStatement statement = prepared(REACHED);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(
                        rows.getString(1),
                        new Kept.Reached(
                                rows.getLong(2),
                                Optional.ofNullable(rows.getObject(3, LocalDate.class))));
            }
        }
        return found;
    }

    private Map<String, Standing> standings() throws SQLException {
        Map<String, Standing> found = new HashMap<>();
        ids.forEach(
                id ->
                        found.put(
                                id,
                                new Standing(
                                        new Books(),
                                        new LinkedHashMap<>(),
                                        new LinkedHashMap<>())));
        entries(found);
        documents(found);
        exceptions(found);
        return found;
    }

    private void entries(Map<String, Standing> found) throws SQLException {
        try (PreparedStatement statement = prepared(ENTRIES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Entry entry =
                        new Entry(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getObject(5, LocalDate.class),
                                rows.getString(6),
                                rows.getString(7));
                of(found, rows).books().post(entry, rows.getLong(8));
            }
        }
    }

    private void documents(Map<String, Standing> found) throws SQLException {
        try (PreparedStatement statement = prepared(DOCUMENTS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ActionKey key = new ActionKey(rows.getString(2));
                Document document =
                        new Document(
                                key,
                                rows.getString(3),
                                rows.getString(4),
                                Document.Standing.stored(rows.getString(5)),
                                rows.getString(9),
                                RawJson.object(rows.getString(6).getBytes(StandardCharsets.UTF_8)),
                                money(rows.getString(7), rows.getLong(8)));
                of(found, rows)
                        .documents()
                        .merge(
                                key.purpose(),
                                document,
                                (before, now) ->
                                        now.key().attempt() >= before.key().attempt()
                                                ? now.after(before)
                                                : before.after(now));
            }
        }
    }

    private void exceptions(Map<String, Standing> found) throws SQLException {
        try (PreparedStatement statement = prepared(EXCEPTIONS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                of(found, rows)
                        .exceptions()
                        .put(
                                rows.getString(2),
                                new Raised(
                                        rows.getString(3),
                                        rows.getString(4),
                                        money(rows.getString(5), rows.getLong(6)),
                                        rows.getString(7)));
            }
        }
    }

    private static Standing of(Map<String, Standing> found, ResultSet rows) throws SQLException {
        Standing standing = found.get(rows.getString(1));
        if (standing == null) {
            throw new IllegalStateException("nobody asked for " + rows.getString(1));
        }
        return standing;
    }

    private static Optional<Money> money(@Nullable String currency, long minor) {
        return Optional.ofNullable(currency).map(code -> Money.ofMinor(code, minor));
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        Array names = connection.createArrayOf("text", ids.toArray());
        statement.setArray(1, names);
        statement.setFetchSize(5_000);
        return statement;
    }
}
