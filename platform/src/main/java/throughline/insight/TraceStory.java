package throughline.insight;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.correlation.Trace;
import throughline.people.Scope;

/**
 * Everything that is known under one trace: what came in, what was written to other systems for it
 * and which milestones were told.
 */
public final class TraceStory {

    private static final int MOST = 500;

    // By two indexes, which one condition with "or" would use neither of.
    private static final String MESSAGES =
            """
            select m.id, m.system, m.type, m.external_id, m.source, m.origin, m.received_at,
                case when i.message_id is not null then 'waiting'
                    when p.message_id is not null then 'parked'
                    when g.message_id is not null then 'ignored' else 'decided' end as state,
                p.sentence, r.engagement
            from (select id from message where dedupe = :trace
                union select id from message where trace = :trace) t
            join message m using (id)
            left join inbox i on i.message_id = m.id
            left join parked p on p.message_id = m.id
            left join ignored g on g.message_id = m.id
            left join record r on r.system = m.system and r.type = m.type
                and r.external_id = m.external_id
            where m.trace is null or m.trace = :trace
            order by m.id limit :most
            """;
    private static final String ACTIONS =
            "select key from action where trace = :trace order by ordinal limit :most";
    private static final String MILESTONES =
            """
            select id, type, subject, time from publication where trace = :trace
            order by position limit :most
            """;

    private final JdbcClient database;
    private final Writes writes;

    /** The traces of a database. */
    public TraceStory(DataSource database) {
        this.database = JdbcClient.create(database);
        this.writes = new Writes(database);
    }

    /**
     * What a person or a program calls a trace: its 32 digits, or the {@code traceparent} that
     * carried it; empty when it is neither.
     */
    public static Optional<Trace> asked(String text) {
        return Trace.parsed(text).or(() -> Trace.parsed("00-" + text + "-ffffffffffffffff-00"));
    }

    /** Why a text names none, and what would. */
    public static String unlike(String text) {
        return "%s is no trace. Give its 32 hexadecimal digits, or the traceparent that carried it."
                .formatted(text);
    }

    /** What is known of one, by its documented names; empty when nothing is. */
    public Optional<Map<String, @Nullable Object>> of(Trace trace) {
        List<Map<String, @Nullable Object>> messages = rows(MESSAGES, trace);
        List<Map<String, @Nullable Object>> actions = actions(trace);
        List<Map<String, @Nullable Object>> milestones = rows(MILESTONES, trace);
        if (messages.isEmpty() && actions.isEmpty() && milestones.isEmpty()) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> story = new LinkedHashMap<>();
        story.put("trace", trace.toString());
        story.put("messages", messages);
        story.put("actions", actions);
        story.put("milestones", milestones);
        return Optional.of(story);
    }

    private List<Map<String, @Nullable Object>> actions(Trace trace) {
        List<Map<String, @Nullable Object>> actions = new ArrayList<>();
        database.sql(ACTIONS)
                .param("trace", trace.id())
                .param("most", MOST)
                .query(String.class)
                .list()
                .forEach(
                        key ->
                                writes.one(key, Scope.WHOLE)
                                        .ifPresent(write -> actions.add(write.values())));
        return actions;
    }

    private List<Map<String, @Nullable Object>> rows(String sql, Trace trace) {
        return database.sql(sql)
                .param("trace", trace.id())
                .param("most", MOST)
                .query(
                        (row, number) -> {
                            Map<String, @Nullable Object> values = new LinkedHashMap<>();
                            var columns = row.getMetaData();
                            for (int i = 1; i <= columns.getColumnCount(); i++) {
                                Object value = row.getObject(i);
                                values.put(
                                        NAMES.getOrDefault(
                                                columns.getColumnLabel(i),
                                                columns.getColumnLabel(i)),
                                        columns.getColumnTypeName(i).equals("timestamptz")
                                                ? row.getObject(i, OffsetDateTime.class).toInstant()
                                                : value);
                            }
                            return values;
                        })
                .list();
    }

    private static final Map<String, String> NAMES =
            Map.of("external_id", "externalId", "received_at", "received");
}
