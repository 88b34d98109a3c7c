package throughline.cli;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.console.Telling;
import throughline.engagement.Event;
import throughline.insight.Promise;
import throughline.journal.EventCodec;

/** One engagement: where it stands, what happened to it, what was sent, what waits. */
final class EngagementStory {

    private static final String MOMENTS =
            """
            select e.sequence, e.known, e.type, e.payload, e.release, e.cause,
                m.id as message, m.origin
            from event e left join message m on m.id = e.cause_message
            where e.engagement = :id order by e.sequence desc limit :limit
            """;
    private static final String ACTIONS =
            "select * from action where engagement = :id order by ordinal";
    private static final String BALANCES =
            """
            select account, currency, sum(minor)::bigint as minor from ledger
            where engagement = :id group by 1, 2 having sum(minor) <> 0 order by 2, 1
            """;
    private static final String LINKS =
            """
            select system || ':' || type || ':' || external_id from identity
            where engagement = :id and type not in ('time-card', 'time-entry') order by 1 limit 100
            """;
    private static final String WAITING =
            """
            select code, sentence, at_stake_currency, at_stake_minor, owner from exception_item
            where engagement = :id and closed is null order by opened, key
            """;

    private final JdbcClient database;

    EngagementStory(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    Answer of(String name, int limit) {
        String id = EngagementNames.find(database, name);
        List<Map<String, @Nullable Object>> moments =
                new ArrayList<>(
                        database.sql(MOMENTS)
                                .param("id", id)
                                .param("limit", limit)
                                .query((row, number) -> moment(row))
                                .list());
        Collections.reverse(moments);
        Map<String, @Nullable Object> story = new LinkedHashMap<>(standing(id));
        story.put("balances", rows(BALANCES, id, (row, number) -> balance(row)));
        story.put("records", database.sql(LINKS).param("id", id).query(String.class).list());
        story.put("actions", rows(ACTIONS, id, (row, number) -> action(row)));
        story.put("clocks", clocks(id));
        story.put("exceptions", rows(WAITING, id, (row, number) -> waiting(row)));
        story.put("timeline", moments);
        return new Answer(story, worthReading(moments), remarks(story));
    }

    private List<Map<String, @Nullable Object>> clocks(String id) {
        Instant now = Instant.now();
        List<Map<String, @Nullable Object>> clocks = new ArrayList<>();
        for (Promise promise : Promise.of(database, id)) {
            Map<String, @Nullable Object> clock = new LinkedHashMap<>();
            clock.put("clock", promise.clock());
            clock.put("about", promise.about());
            clock.put("state", promise.state(now).word());
            clock.put("due", promise.due());
            clock.put("pausedSince", promise.pausedSince().orElse(null));
            clock.put("pausedFor", promise.pausedFor());
            clocks.add(clock);
        }
        return clocks;
    }

    private List<Map<String, @Nullable Object>> rows(
            String sql, String id, RowMapper<Map<String, @Nullable Object>> mapper) {
        return database.sql(sql).param("id", id).query(mapper).list();
    }

    private Map<String, @Nullable Object> standing(String id) {
        return database.sql("select * from engagement where id = ?")
                .param(id)
                .query((row, number) -> standing(row))
                .single();
    }

    private static Map<String, @Nullable Object> standing(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> standing = new LinkedHashMap<>();
        standing.put("id", row.getString("id"));
        standing.put("name", row.getString("name"));
        standing.put("customer", row.getString("customer_name"));
        standing.put("status", row.getString("status"));
        standing.put("unit", row.getString("unit"));
        standing.put("entity", row.getString("legal_entity"));
        standing.put("currency", row.getString("currency"));
        standing.put("price", Amounts.text(row, "price_minor", "currency"));
        standing.put("bookedOn", row.getString("booked_on"));
        standing.put("nextWake", row.getString("next_wake"));
        standing.put("events", row.getLong("sequence"));
        return standing;
    }

    private static Map<String, @Nullable Object> moment(ResultSet row) throws SQLException {
        Event event = EventCodec.read(row.getString("type"), row.getBytes("payload"));
        Telling telling = Telling.of(event);
        Map<String, @Nullable Object> moment = new LinkedHashMap<>();
        moment.put("sequence", row.getLong("sequence"));
        moment.put("at", row.getTimestamp("known").toInstant());
        moment.put("system", telling.system());
        moment.put("text", telling.text());
        moment.put("type", row.getString("type"));
        moment.put("release", row.getString("release"));
        String origin = row.getString("origin");
        moment.put("origin", origin == null ? row.getString("cause") : origin);
        moment.put("message", row.getObject("message"));
        moment.put("dull", Telling.isDull(event));
        return moment;
    }

    private static List<Map<String, @Nullable Object>> worthReading(
            List<Map<String, @Nullable Object>> moments) {
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (Map<String, @Nullable Object> moment : moments) {
            if (!Boolean.TRUE.equals(moment.get("dull"))) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (String name : List.of("sequence", "at", "system", "text", "origin")) {
                    row.put(name, moment.get(name));
                }
                shown.add(row);
            }
        }
        return shown;
    }

    private static Map<String, @Nullable Object> balance(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> balance = new LinkedHashMap<>();
        balance.put("account", row.getString("account"));
        balance.put("currency", row.getString("currency"));
        balance.put("debitsLessCredits", Amounts.text(row, "minor", "currency"));
        return balance;
    }

    private static Map<String, @Nullable Object> action(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> action = new LinkedHashMap<>();
        for (String name : List.of("kind", "system", "status", "key", "natural_key")) {
            action.put(name.equals("natural_key") ? "naturalKey" : name, row.getString(name));
        }
        action.put("externalId", row.getString("external_id"));
        action.put("attempts", row.getInt("attempts"));
        action.put("code", row.getString("code"));
        action.put("sentence", row.getString("sentence"));
        return action;
    }

    private static Map<String, @Nullable Object> waiting(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> waiting = new LinkedHashMap<>();
        waiting.put("code", row.getString("code"));
        waiting.put("sentence", row.getString("sentence"));
        waiting.put("currency", row.getString("at_stake_currency"));
        waiting.put("amount", Amounts.text(row, "at_stake_minor", "at_stake_currency"));
        waiting.put("owner", row.getString("owner"));
        return waiting;
    }

    private static List<String> remarks(Map<String, @Nullable Object> story) {
        List<String> remarks = new ArrayList<>();
        remarks.add("");
        StringBuilder standing = new StringBuilder();
        for (String name : List.of("id", "name", "customer", "status", "price", "currency")) {
            if (story.get(name) != null) {
                standing.append(standing.isEmpty() ? "" : " · ").append(story.get(name));
            }
        }
        remarks.add(standing.toString());
        add(remarks, story, "balances", List.of("account", "currency", "debitsLessCredits"));
        add(remarks, story, "actions", List.of("system", "kind", "status", "externalId"));
        add(
                remarks,
                story,
                "clocks",
                List.of("clock", "about", "state", "due", "pausedSince", "pausedFor"));
        add(remarks, story, "exceptions", List.of("code", "sentence", "owner"));
        return remarks;
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case Collection<?> all ->
                    all.isEmpty()
                            ? "-"
                            : all.stream().map(Object::toString).collect(Collectors.joining(", "));
            case Object each -> each.toString().isEmpty() ? "-" : each.toString();
        };
    }

    private static void add(
            List<String> remarks,
            Map<String, @Nullable Object> story,
            String name,
            List<String> columns) {
        if (!(story.get(name) instanceof List<?> rows) || rows.isEmpty()) {
            return;
        }
        remarks.add(name + ":");
        for (Object row : rows) {
            if (row instanceof Map<?, ?> map) {
                List<String> cells = new ArrayList<>();
                columns.forEach(column -> cells.add(cell(map.get(column))));
                remarks.add("  " + String.join("  ", cells));
            }
        }
    }
}
