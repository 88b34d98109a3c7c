package throughline.cli;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.wording.Counted;

/** Engagements by what was asked for, the newest first. */
final class EngagementList {

    static final List<String> STATUSES =
            List.of("open", "lost", "blocked", "contracted", "active", "cancelled", "person");

    private static final String WHERE =
            """
             where (:status::text is null or e.status = :status)
                and (:search::text is null
                    or concat_ws(' ', e.id, e.name, e.customer_name, e.customer) ilike :search)
            """;
    private static final String LIST =
            """
            select e.*, (select count(*) from exception_item x
                where x.engagement = e.id and x.closed is null) as exceptions
            from engagement e
            """
                    + WHERE
                    + " order by e.created_at desc, e.id limit :limit";

    private EngagementList() {}

    static Answer of(
            DataSource database, Optional<String> status, Optional<String> search, int limit) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("status", status.orElse(null));
        given.put("search", search.map(text -> "%" + text + "%").orElse(null));
        given.put("limit", limit);
        JdbcClient client = JdbcClient.create(database);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        client.sql(LIST)
                .params(given)
                .query(
                        found -> {
                            rows.add(row(found));
                        });
        long total =
                client.sql("select count(*) from engagement e" + WHERE)
                        .params(given)
                        .query(Long.class)
                        .single();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("total", total);
        json.put("engagements", rows);
        return new Answer(
                json, rows, List.of(rows.size() + " of " + Counted.of(total, "engagement")));
    }

    private static Map<String, @Nullable Object> row(ResultSet found) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", found.getString("id"));
        row.put("name", found.getString("name"));
        row.put(
                "customer",
                Optional.ofNullable(found.getString("customer_name"))
                        .orElse(found.getString("customer")));
        row.put("status", found.getString("status"));
        row.put("unit", found.getString("unit"));
        row.put("entity", found.getString("legal_entity"));
        row.put("currency", found.getString("currency"));
        row.put("price", Amounts.text(found, "price_minor", "currency"));
        row.put("bookedOn", found.getString("booked_on"));
        row.put("exceptions", found.getLong("exceptions"));
        return row;
    }
}
