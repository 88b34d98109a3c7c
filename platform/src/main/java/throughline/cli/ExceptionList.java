package throughline.cli;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.insight.Promise;
import throughline.wording.Counted;

/** Open exceptions and parked messages, the most money first. */
final class ExceptionList {

    private static final String WHERE =
            """
             where x.closed is null and (:code::text is null or x.code = :code)
                and (:owner::text is null or x.owner = :owner)
            """;
    private static final String OPEN =
            """
            select x.*, %s as deadline, e.name
            from exception_item x left join engagement e on e.id = x.engagement
            """
                            .formatted(Promise.DEADLINE)
                    + WHERE
                    + " order by x.at_stake_minor desc nulls last, x.opened, x.key limit :limit";
    private static final String GROUPED =
            """
            select x.code, x.owner, x.at_stake_currency, count(*) as cases,
                sum(x.at_stake_minor) as at_stake_minor, min(x.sentence) as sentence
            from exception_item x
            """
                    + WHERE
                    + " group by 1, 2, 3 order by 5 desc nulls last, 4 desc limit :limit";
    private static final String PARKED =
            """
            select p.*, m.system, m.type, m.external_id, m.origin
            from parked p join message m on m.id = p.message_id
            where (:code::text is null or p.code = :code)
            order by p.incident desc, p.since, p.message_id limit :limit
            """;

    private final JdbcClient database;
    private final Map<String, @Nullable Object> given = new LinkedHashMap<>();

    ExceptionList(DataSource database, Optional<String> code, Optional<String> owner, int limit) {
        this.database = JdbcClient.create(database);
        given.put("code", code.orElse(null));
        given.put("owner", owner.orElse(null));
        given.put("limit", limit);
    }

    Answer open() {
        return answer("exceptions", OPEN, (row, number) -> item(row));
    }

    Answer grouped() {
        return answer("exceptions", GROUPED, (row, number) -> group(row));
    }

    Answer parked() {
        return answer("parked", PARKED, (row, number) -> message(row));
    }

    private Answer answer(
            String name, String sql, RowMapper<Map<String, @Nullable Object>> mapper) {
        List<Map<String, @Nullable Object>> rows =
                new ArrayList<>(database.sql(sql).params(given).query(mapper).list());
        long open = count("select count(*) from exception_item where closed is null");
        long parked = count("select count(*) from parked");
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("open", open);
        json.put("parked", parked);
        json.put(name.equals("parked") ? "messages" : name, rows);
        List<String> remarks = new ArrayList<>();
        long deviating = count("select count(*) from parked where code like 'contract-%'");
        if (deviating > 0) {
            remarks.add(
                    Counted.of(deviating, "of them waits", "of them wait")
                            + " because a vendor sends something else than declared:"
                            + " throughline drift --open");
        }
        remarks.add(
                Counted.of(open, "open exception") + ", " + Counted.of(parked, "parked message"));
        return new Answer(json, rows, remarks);
    }

    private long count(String sql) {
        return database.sql(sql).query(Long.class).single();
    }

    private static Map<String, @Nullable Object> item(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("engagement", row.getString("engagement"));
        item.put("name", row.getString("name"));
        item.put("code", row.getString("code"));
        item.put("sentence", row.getString("sentence"));
        item.put("currency", row.getString("at_stake_currency"));
        item.put("amount", Amounts.text(row, "at_stake_minor", "at_stake_currency"));
        item.put("owner", row.getString("owner"));
        item.put("opened", instant(row, "opened"));
        item.put("due", instant(row, "deadline"));
        return item;
    }

    private static Map<String, @Nullable Object> group(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> group = new LinkedHashMap<>();
        group.put("code", row.getString("code"));
        group.put("owner", row.getString("owner"));
        group.put("cases", row.getLong("cases"));
        group.put("currency", row.getString("at_stake_currency"));
        group.put("amount", Amounts.text(row, "at_stake_minor", "at_stake_currency"));
        group.put("example", row.getString("sentence"));
        return group;
    }

    private static Map<String, @Nullable Object> message(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put(
                "record",
                String.join(
                        ":",
                        row.getString("system"),
                        row.getString("type"),
                        row.getString("external_id")));
        message.put("code", row.getString("code"));
        message.put("sentence", row.getString("sentence"));
        message.put("waitsFor", List.of((String[]) row.getArray("waits_for").getArray()));
        message.put("origin", row.getString("origin"));
        message.put("incident", row.getBoolean("incident"));
        message.put("since", instant(row, "since"));
        return message;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
