package throughline.engine;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.journal.Partitions;
import throughline.journal.RawJson;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.landscape.build.Flattened;
import throughline.observed.RecordKey;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import tools.jackson.core.JacksonException;

/**
 * Messages that were put aside: why, as they came, as they would be translated now, and taking them
 * up again.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class Parked {

    private static final String ALL =
            """
            select p.message_id, p.code, p.sentence, p.waits_for, p.incident, p.attempts, p.since,
                m.system, m.type, m.external_id, m.origin, m.received_at
            from parked p join message m on m.id = p.message_id
            """;

    private final JdbcClient database;
    private final DataSource source;
    private final Supplier<Release> release;
    private final AuditLog audit;

    /** What a database put aside, under the release in force. */
    public Parked(DataSource database, Supplier<Release> release) {
        this.database = JdbcClient.create(database);
        this.source = database;
        this.release = release;
        this.audit = new AuditLog(database);
    }

    /** One of them. */
    public record Message(
            long id,
            RecordKey record,
            String code,
            String sentence,
            List<String> waitsFor,
            boolean incident,
            int attempts,
            Instant since,
            String origin,
            Instant received) {}

    /**
     * One of them in full.
     *
     * @param raw as it came
     * @param translated by path as it would be understood now; empty when it would not
     * @param why it would not be understood, or what else became of it
     */
    public record Story(Message message, String raw, Map<String, String> translated, String why) {}

    /** The oldest of them. */
    public List<Message> list(String code, int most) {
        return database.sql(
                        ALL
                                + " where (:code = '' or p.code = :code)"
                                + " order by p.incident desc, p.since, p.message_id limit :most")
                .param("code", code)
                .param("most", most)
                .query((row, number) -> message(row))
                .list();
    }

    /** By their numbers, which is the order in which they came, after one of them. */
    public List<Message> after(String code, long last, int most) {
        return database.sql(
                        ALL
                                + " where (:code = '' or p.code = :code) and p.message_id > :after"
                                + " order by p.message_id limit :most")
                .param("code", code)
                .param("after", last)
                .param("most", most)
                .query((row, number) -> message(row))
                .list();
    }

    /** How many there are, by reason. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        database.sql("select code, count(*) from parked group by code order by 2 desc, 1")
                .query(
                        row -> {
                            counts.put(row.getString(1), row.getLong(2));
                        });
        return counts;
    }

    /**
     * One of them in full.
     *
     * @throws RefusedToPersonException when it is not parked any more
     */
    public Story story(long id) {
        Message message =
                database.sql(ALL + " where p.message_id = ?")
                        .param(id)
                        .query((row, number) -> message(row))
                        .optional()
                        .orElseThrow(() -> gone(id));
        byte[] body =
                database.sql("select body from message where id = ?")
                        .param(id)
                        .query((row, number) -> row.getBytes(1))
                        .single();
        String raw = new String(body, StandardCharsets.UTF_8);
        try {
            return translated(message, raw, RawJson.object(body));
        } catch (JacksonException | RawJson.NoObjectException unreadable) {
            return new Story(message, raw, Map.of(), "It is no JSON object.");
        }
    }

    private Story translated(Message message, String raw, Map<String, Object> content) {
        Optional<Mapping> mapping =
                release.get().mapping(message.record().system(), message.record().type());
        if (mapping.isEmpty()) {
            return new Story(message, raw, Map.of(), "The landscape has no mapping for it.");
        }
        return switch (mapping.get().translate(content, new NewestRecords(source, Map.of()))) {
            case Translation.Translated found ->
                    new Story(
                            message,
                            raw,
                            Flattened.of(found.record()),
                            "It is understood; it waits for where it belongs.");
            case Translation.Waiting waiting ->
                    new Story(message, raw, Map.of(), waiting.sentence());
            case Translation.Refused refused ->
                    new Story(
                            message,
                            raw,
                            Map.of(),
                            refused.faults().stream()
                                    .map(fault -> fault.path() + ": " + fault.sentence())
                                    .collect(Collectors.joining("\n")));
            case Translation.Ignored ignored -> new Story(message, raw, Map.of(), ignored.reason());
        };
    }

    /**
     * Takes one of them up again; what becomes of it is seen within moments while an engine runs.
     *
     * @throws RefusedToPersonException when it is not parked any more
     */
    public void requeue(Actor by, long id, String reason, Instant at) {
        Message message = story(id).message();
        new OneTransaction(source)
                .of(
                        () -> {
                            database.sql(
                                            """
                                            insert into inbox (message_id, partition)
                                            select message_id, ? from parked where message_id = ?
                                            on conflict do nothing
                                            """)
                                    .params(Partitions.of(message.record().toString()), id)
                                    .update();
                            return audit.add(
                                    by.did(
                                            "requeued",
                                            "message " + id + " " + message.record(),
                                            reason,
                                            message.code() + ": " + message.sentence(),
                                            "back in the inbox"),
                                    at);
                        });
    }

    private static RefusedToPersonException gone(long id) {
        return new RefusedToPersonException(
                Kind.NOT_THERE,
                "not-parked",
                "Message %d is not parked: it was taken in, or there is none.".formatted(id));
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getLong("message_id"),
                new RecordKey(
                        row.getString("system"),
                        row.getString("type"),
                        row.getString("external_id")),
                row.getString("code"),
                row.getString("sentence"),
                List.of((String[]) row.getArray("waits_for").getArray()),
                row.getBoolean("incident"),
                row.getInt("attempts"),
                row.getTimestamp("since").toInstant(),
                row.getString("origin"),
                row.getTimestamp("received_at").toInstant());
    }
}
