package throughline.api;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.access.Sight;
import throughline.insight.EngagementOrder;
import throughline.insight.EngagementSearch;
import throughline.insight.Remembered;
import throughline.money.Money;

/** Pages of engagements as programs read them: by id, or in one of the orders of the console. */
final class ListedEngagements {

    private static final String ROWS =
            """
            select e.id, e.name, coalesce(e.customer_name, e.customer) as customer, e.unit,
                e.legal_entity, e.stage, e.status, e.currency, e.price_minor, e.booked_on,
                coalesce(m.value, e.price_minor) as value, m.billed, m.recognized,
                (select count(*) from exception_item x
                    where x.engagement = e.id and x.closed is null) as exceptions
            from engagement e
            left join lateral (
                select (sum(minor) filter (where happening in ('booked', 'soft-booked')))::bigint
                        as value,
                    sum(case happening when 'invoice-posted' then minor
                        when 'credit-posted' then -minor end)::bigint as billed,
                    (sum(minor) filter (where happening = 'revenue-recognized'))::bigint
                        as recognized
                from posting p where p.engagement = e.id) m on true
            where e.id = any(:ids) and in_scope(e.unit, e.legal_entity, :units, :entities)
            """;

    /** An order by what the books say reads all of them. */
    private final Remembered<List<Place>> remembered;

    private final JdbcClient database;

    ListedEngagements(DataSource database) {
        this.database = JdbcClient.create(database);
        this.remembered = new Remembered<>(database);
    }

    /**
     * What is asked for.
     *
     * @param sort as {@link EngagementOrder#parse} reads it; empty for the order of ids
     * @param after {@code next} of the page before
     */
    record Wanted(EngagementSearch search, String sort, String after, int limit) {}

    /** Where an engagement stands in an order: what decides, as a text; null when it has none. */
    private record Place(String id, @Nullable String key) {}

    /** One page, and where the next one goes on. */
    Map<String, @Nullable Object> page(Wanted wanted) {
        Optional<EngagementOrder> order =
                wanted.sort().isEmpty() ? Optional.empty() : Optional.of(order(wanted.sort()));
        List<Place> places =
                order.filter(EngagementOrder::readsBooks).isPresent()
                        ? remembered.of(
                                List.of(wanted, Sight.current()), () -> places(wanted, order))
                        : places(wanted, order);
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("engagements", rows(places.stream().map(Place::id).toList()));
        page.put(
                "next",
                places.size() < wanted.limit() ? null : next(wanted.sort(), places.getLast()));
        return page;
    }

    /** One of them, if it is there for whoever asks. */
    Optional<Map<String, @Nullable Object>> one(String id) {
        return rows(List.of(id)).stream().findFirst();
    }

    private static EngagementOrder order(String sort) {
        return EngagementOrder.parse(sort)
                .orElseThrow(
                        () ->
                                new ApiProblem(
                                        HttpStatus.BAD_REQUEST,
                                        "bad-parameter",
                                        "Cannot sort engagements by that: sort by one of known,"
                                                + " with - before it for the largest first, or"
                                                + " leave sort out.",
                                        Map.of(
                                                "parameter",
                                                "sort",
                                                "known",
                                                EngagementOrder.names())));
    }

    private List<Place> places(Wanted wanted, Optional<EngagementOrder> order) {
        Map<String, Object> parameters = new HashMap<>(wanted.search().parameters());
        parameters.putAll(Sight.parameters(Sight.current()));
        parameters.put("limit", wanted.limit());
        String key = order.map(EngagementOrder::key).orElse("null::text");
        String beyond = wanted.after().isEmpty() ? "" : beyond(wanted, order, parameters);
        String by = order.map(EngagementOrder::clause).orElse("e.id");
        return database.sql(
                        "select e.id, "
                                + key
                                + " as key "
                                + EngagementSearch.MATCHES
                                + beyond
                                + " order by "
                                + by
                                + " limit :limit")
                .params(parameters)
                .query((row, number) -> new Place(row.getString(1), told(row.getObject(2))))
                .list();
    }

    /** What stands after the last one of the page before; puts what it is held against. */
    private static String beyond(
            Wanted wanted, Optional<EngagementOrder> order, Map<String, Object> parameters) {
        List<String> last = PageCursor.read(wanted.after(), 4);
        if (!last.get(0).equals(wanted.sort())) {
            throw PageCursor.bad();
        }
        parameters.put("last_id", last.get(3));
        if (order.isEmpty()) {
            return " and e.id > :last_id";
        }
        String key = order.get().key();
        if (last.get(1).isEmpty()) {
            return " and " + key + " is null and e.id > :last_id";
        }
        parameters.put("last_key", read(order.get(), last.get(2)));
        String beyond = order.get().descending() ? " < " : " > ";
        return " and (%1$s %2$s :last_key or %1$s = :last_key and e.id > :last_id or %1$s is null)"
                .formatted(key, beyond);
    }

    private static String next(String sort, Place last) {
        String key = last.key();
        return PageCursor.of(
                List.of(sort, key == null ? "" : "1", key == null ? "" : key, last.id()));
    }

    private static @Nullable String told(@Nullable Object key) {
        return key instanceof Timestamp at
                ? at.toInstant().toString()
                : key == null ? null : key.toString();
    }

    private static Object read(EngagementOrder order, String key) {
        return switch (order.kind()) {
            case TEXT -> key;
            case NUMBER -> PageCursor.number(key);
            case INSTANT -> Timestamp.from(PageCursor.instant(key));
        };
    }

    private List<Map<String, @Nullable Object>> rows(List<String> ids) {
        Map<String, Map<String, @Nullable Object>> byId = new HashMap<>();
        database.sql(ROWS)
                .param("ids", ids.toArray(String[]::new))
                .params(Sight.parameters(Sight.current()))
                .query((row, number) -> row(row))
                .list()
                .forEach(row -> byId.put(String.valueOf(row.get("id")), row));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        ids.forEach(id -> Optional.ofNullable(byId.get(id)).ifPresent(rows::add));
        return rows;
    }

    private static Map<String, @Nullable Object> row(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name : List.of("id", "name", "customer", "unit")) {
            map.put(name, row.getString(name));
        }
        map.put("entity", row.getString("legal_entity"));
        map.put("stage", row.getString("stage"));
        map.put("status", row.getString("status"));
        map.put("currency", row.getString("currency"));
        map.put("price", amount(row, "price_minor"));
        map.put("value", amount(row, "value"));
        map.put("billed", amount(row, "billed"));
        map.put("recognized", amount(row, "recognized"));
        map.put("booked-on", row.getString("booked_on"));
        map.put("exceptions", row.getLong("exceptions"));
        return map;
    }

    private static @Nullable String amount(ResultSet row, String minor) throws SQLException {
        String currency = row.getString("currency");
        @Nullable BigDecimal value = row.getBigDecimal(minor);
        return currency == null || value == null
                ? null
                : Money.ofMinor(currency, value.longValueExact()).decimal().toPlainString();
    }
}
