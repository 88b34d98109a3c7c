package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.access.Sight;
import throughline.console.EngagementsView.Choice;
import throughline.console.EngagementsView.Column;
import throughline.console.EngagementsView.Row;
import throughline.insight.EngagementOrder;
import throughline.insight.EngagementSearch;
import throughline.insight.Remembered;

/** The list of engagements: searched, filtered, sorted and cut into pages by the database. */
final class EngagementList {

    private static final int PAGE = 50;
    private static final List<String> STATUSES =
            List.of("blocked", "contracted", "active", "cancelled", "open", "lost");
    private static final String ROWS =
            """
            select e.id, e.name, e.customer_name, e.unit, e.status, e.currency, e.price_minor,
              coalesce(m.value, e.price_minor) as value, m.billed, m.recognized,
              (select count(*) from exception_item x
                where x.engagement = e.id and x.closed is null) as exceptions
            from engagement e
            left join lateral (
              select (sum(minor) filter (where happening in ('booked', 'soft-booked')))::bigint \
              as value,
                sum(case happening when 'invoice-posted' then minor when 'credit-posted' then -minor
                  end)::bigint as billed,
                (sum(minor) filter (where happening = 'revenue-recognized'))::bigint as recognized
              from posting p where p.engagement = e.id) m on true
            where e.id = any(:ids)
            """;

    private final JdbcClient database;
    private final Remembered<List<String>> remembered;
    private final Remembered<Long> counted;

    EngagementList(DataSource source) {
        this.database = JdbcClient.create(source);
        this.remembered = new Remembered<>(source);
        this.counted = new Remembered<>(source);
    }

    /** Where an engagement's page is. */
    static String href(String engagement) {
        return "/engagements/" + URLEncoder.encode(engagement, StandardCharsets.UTF_8);
    }

    EngagementsView view(Page page, Search search) {
        Map<String, Object> filter = new LinkedHashMap<>(Sight.parameters(Sight.current()));
        filter.putAll(new EngagementSearch(search.query(), search.stage()).parameters());
        Found found = found(search, filter);
        List<Row> rows = rows(found.ids());
        long from = found.from();
        long total = found.total();
        return new EngagementsView(
                page,
                search.query(),
                stages(search.stage()),
                columns(search),
                rows,
                total == 0 ? "" : (from + 1) + " to " + (from + rows.size()) + " of " + total,
                from > 0 ? search.at(Math.max(0, from - PAGE)).href() : null,
                from + PAGE < total ? search.at(from + PAGE).href() : null);
    }

    /**
     * One page of what is looked for.
     *
     * @param from its first one, counted from 0
     * @param total how many there are on all pages
     */
    private record Found(List<String> ids, long from, long total) {}

    private Found found(Search search, Map<String, Object> filter) {
        List<String> ids = listed(search, filter, search.from());
        if (ids.isEmpty() && search.from() > 0) {
            // A page behind the last one, as when there were more of them a while ago.
            long from = Math.clamp(counted(search, filter) - 1, 0, search.from());
            ids = listed(search, filter, from);
            return new Found(ids, from, from + ids.size());
        }
        long seen = search.from() + ids.size();
        // How many there are in large books is a moment old; the list is not.
        return new Found(
                ids,
                search.from(),
                ids.size() < PAGE ? seen : Math.max(seen, counted(search, filter)));
    }

    /** An order by what the books say reads all of them: it is remembered. */
    private List<String> listed(Search search, Map<String, Object> filter, long from) {
        return search.query().isEmpty() && search.order().readsBooks()
                ? remembered.of(
                        List.of(search, from, Sight.current()), () -> ids(search, filter, from))
                : ids(search, filter, from);
    }

    private long counted(Search search, Map<String, Object> filter) {
        return counted.of(
                List.of(search.query(), search.stage(), Sight.current()), () -> count(filter));
    }

    private long count(Map<String, Object> filter) {
        return database.sql("select count(*) " + EngagementSearch.MATCHES)
                .params(filter)
                .query(Long.class)
                .single();
    }

    private List<String> ids(Search search, Map<String, Object> filter, long from) {
        return database.sql(SortedIds.of(search.order()))
                .params(filter)
                .param("from", from)
                .param("page", PAGE)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<Row> rows(List<String> ids) {
        Map<String, Row> byId = new LinkedHashMap<>();
        database.sql(ROWS)
                .param("ids", ids.toArray(String[]::new))
                .query((row, number) -> row(row))
                .list()
                .forEach(row -> byId.put(row.id(), row));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        String id = row.getString("id");
        String currency = row.getString("currency");
        String status = row.getString("status");
        return new Row(
                id,
                href(id),
                row.getString("name"),
                text(row.getString("customer_name")),
                text(row.getString("unit")),
                Wording.words(status),
                tone(status),
                Wording.amount(currency, row.getObject("value", Long.class)),
                Wording.amount(currency, row.getObject("billed", Long.class)),
                Wording.amount(currency, row.getObject("recognized", Long.class)),
                row.getLong("exceptions"));
    }

    private static String text(@Nullable String text) {
        return text == null ? "–" : text;
    }

    /** The colour that a status has everywhere. */
    static String tone(String status) {
        return switch (status) {
            case "active" -> "good";
            case "contracted" -> "accent";
            case "blocked" -> "bad";
            case "cancelled" -> "warn";
            default -> "";
        };
    }

    private static List<Choice> stages(String chosen) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", "All", chosen.isEmpty()));
        STATUSES.forEach(
                status ->
                        choices.add(
                                new Choice(status, Wording.words(status), status.equals(chosen))));
        return choices;
    }

    private static List<Column> columns(Search search) {
        return List.of(
                column(search, "name", "Engagement", false),
                column(search, "customer", "Customer", false),
                column(search, "unit", "Unit", false),
                column(search, "stage", "Status", false),
                column(search, "value", "Contract value", true),
                column(search, "billed", "Billed", true),
                column(search, "recognized", "Recognized", true),
                column(search, "exceptions", "Exceptions", true));
    }

    private static Column column(Search search, String name, String text, boolean number) {
        EngagementOrder order = search.order();
        boolean here = order.name().equals(name);
        String next = here && !order.descending() ? "-" + name : name;
        String sort = !here ? "none" : order.descending() ? "descending" : "ascending";
        return new Column(
                text, new Search(search.query(), search.stage(), next, 0).href(), sort, number);
    }

    /** What is looked for, as it stands in the address. */
    record Search(String query, String stage, String sort, long from) {

        EngagementOrder order() {
            return EngagementOrder.parse(sort).orElse(EngagementOrder.newest());
        }

        Search at(long row) {
            return new Search(query, stage, sort, row);
        }

        String href() {
            return "/engagements?q=%s&stage=%s&sort=%s&from=%d"
                    .formatted(encoded(query), encoded(stage), encoded(sort), from);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
