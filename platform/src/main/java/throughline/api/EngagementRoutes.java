package throughline.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.insight.EngagementSearch;
import throughline.insight.Promise;
import throughline.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Engagements, what happened to them over all systems, and what waits for a person. */
@RestController
public final class EngagementRoutes {

    private static final int MOST = 500;
    private static final String EVENTS =
            """
            select e.sequence, e.type, e.known, e.release, coalesce(m.origin, e.cause) as origin,
                e.payload
            from event e left join message m on m.id = e.cause_message
            where e.engagement = :id and e.sequence > :after order by e.sequence limit :limit
            """;
    private static final String WRITES =
            """
            select key, system, kind, status, natural_key, external_id, attempts, sentence
            from action where engagement = :id order by ordinal
            """;
    private static final String EXCEPTIONS =
            """
            select x.engagement, x.key, x.opened_sequence, x.code, x.sentence, x.owner,
                x.at_stake_currency, x.at_stake_minor, x.opened,
                %s as due
            from exception_item x join engagement e on e.id = x.engagement
            left join exception_care c on c.engagement = x.engagement and c.key = x.key
            where x.closed is null and (:engagement = '' or x.engagement = :engagement)
                and (:code = '' or x.code = :code)
                and (:cause = '' or x.fingerprint = :cause)
                and (:entity = '' or e.legal_entity = :entity)
                and (:snoozed = '' or :snoozed = coalesce(c.snoozed_until > current_date
                    or c.snoozed_sequence >= e.sequence, false)::text)
                and in_scope(e.unit, e.legal_entity, :units, :entities)
                and (:after = '' or (coalesce(-x.at_stake_minor, 9223372036854775807),
                        x.engagement, x.key, x.opened_sequence) > (
                    select coalesce(-a.at_stake_minor, 9223372036854775807), a.engagement, a.key,
                        a.opened_sequence
                    from exception_item a where a.engagement = :after_engagement
                        and a.key = :after_key and a.opened_sequence = :after_sequence))
            order by coalesce(-x.at_stake_minor, 9223372036854775807), x.engagement, x.key,
                x.opened_sequence
            offset :from limit :limit
            """
                    .formatted(Promise.DEADLINE);

    private final JdbcClient database;
    private final ListedEngagements listed;
    private final Sight sight;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.shared();

    /** Routes over a database. */
    public EngagementRoutes(DataSource database, InstantSource clock) {
        this.clock = clock;
        this.database = JdbcClient.create(database);
        this.listed = new ListedEngagements(database);
        this.sight = new Sight(this.database);
    }

    /**
     * Engagements by id, or in an order of the console's.
     *
     * @param sort {@code value}, {@code -value} for the largest first, and the like
     * @param after {@code next} of the page before, in the same order
     */
    @GetMapping(path = "/api/v1/engagements", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> engagements(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        return listed.page(
                new ListedEngagements.Wanted(
                        new EngagementSearch(q.strip(), status),
                        sort,
                        after,
                        Math.clamp(limit, 1, MOST)));
    }

    /** One engagement with its writes and open exceptions. */
    @GetMapping(path = "/api/v1/engagements/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> one(@PathVariable String id) {
        Map<String, @Nullable Object> found =
                listed.one(id).orElseThrow(() -> ApiProblem.notFound("engagement", id));
        found.put("clocks", Promise.of(database, id).stream().map(this::promise).toList());
        found.put("writes", database.sql(WRITES).param("id", id).query().listOfRows());
        found.put(
                "open-exceptions",
                open(new Wanted(id, Filter.NONE, "", 0, MOST)).get("exceptions"));
        return found;
    }

    /**
     * What happened to an engagement, oldest first.
     *
     * @param after the last sequence of the page before
     */
    @GetMapping(
            path = "/api/v1/engagements/{id}/events",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> events(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "200") int limit) {
        int size = Math.clamp(limit, 1, MOST);
        sight.require(Sight.current(), id);
        List<Map<String, @Nullable Object>> rows =
                database.sql(EVENTS)
                        .param("id", id)
                        .param("after", after)
                        .param("limit", size)
                        .query((row, number) -> event(row))
                        .list();
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("events", rows);
        page.put("next", rows.size() < size ? null : rows.getLast().get("sequence"));
        return page;
    }

    /**
     * What waits for a person in the business, the most money first.
     *
     * @param named code, cause (its fingerprint) and entity; without one, all
     * @param snoozed whether those that rest or the others; without a word, both
     * @param after {@code next} of the page before
     */
    @GetMapping(path = "/api/v1/exceptions", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> exceptions(
            @RequestParam Map<String, String> named,
            @RequestParam(required = false) @Nullable Boolean snoozed,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "100") int limit) {
        return open(
                new Wanted(
                        "",
                        new Filter(
                                named.getOrDefault("code", ""),
                                named.getOrDefault("cause", ""),
                                named.getOrDefault("entity", ""),
                                snoozed == null ? "" : snoozed.toString()),
                        after,
                        Math.max(0, from),
                        Math.clamp(limit, 1, MOST)));
    }

    /** Which exceptions; an empty text asks for all. */
    private record Filter(String code, String cause, String entity, String snoozed) {
        static final Filter NONE = new Filter("", "", "", "");
    }

    private record Wanted(String engagement, Filter filter, String after, long from, int limit) {}

    private Map<String, @Nullable Object> open(Wanted wanted) {
        List<String> after = PageCursor.read(wanted.after(), 3);
        List<String> last = new ArrayList<>();
        List<Map<String, @Nullable Object>> rows =
                database.sql(EXCEPTIONS)
                        .param("engagement", wanted.engagement())
                        .param("code", wanted.filter().code())
                        .param("cause", wanted.filter().cause())
                        .param("entity", wanted.filter().entity())
                        .param("snoozed", wanted.filter().snoozed())
                        .param("after", wanted.after())
                        .param("after_engagement", after.get(0))
                        .param("after_key", after.get(1))
                        .param("after_sequence", PageCursor.number(after.get(2)))
                        .param("from", wanted.from())
                        .params(Sight.parameters(Sight.current()))
                        .param("limit", wanted.limit())
                        .query(
                                (row, number) -> {
                                    last.clear();
                                    last.add(row.getString("engagement"));
                                    last.add(row.getString("key"));
                                    last.add(row.getString("opened_sequence"));
                                    return exception(row);
                                })
                        .list();
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("exceptions", rows);
        page.put("next", rows.size() < wanted.limit() ? null : PageCursor.of(last));
        return page;
    }

    private Map<String, @Nullable Object> promise(Promise promise) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("clock", promise.clock());
        map.put("about", promise.about());
        map.put("state", promise.state(clock.instant()).word());
        map.put("started", promise.started().toString());
        map.put("due", promise.due().toString());
        map.put("paused-since", promise.pausedSince().map(Object::toString).orElse(null));
        map.put("paused-for", promise.pausedFor());
        map.put("currency", promise.atStake().map(each -> each.currency().getCode()).orElse(null));
        map.put(
                "at-stake",
                promise.atStake().map(each -> each.decimal().toPlainString()).orElse(null));
        return map;
    }

    private Map<String, @Nullable Object> event(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("sequence", row.getLong("sequence"));
        map.put("type", row.getString("type"));
        map.put("known", row.getTimestamp("known").toInstant().toString());
        map.put("release", row.getString("release"));
        map.put("origin", row.getString("origin"));
        JsonNode content = json.readTree(row.getBytes("payload"));
        map.put("content", content);
        return map;
    }

    private static Map<String, @Nullable Object> exception(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name : List.of("engagement", "key", "code", "sentence", "owner")) {
            map.put(name, row.getString(name));
        }
        map.put("currency", row.getString("at_stake_currency"));
        map.put("at-stake", amount(row, "at_stake_currency", "at_stake_minor"));
        map.put("opened", row.getTimestamp("opened").toInstant().toString());
        java.sql.@Nullable Timestamp due = row.getTimestamp("due");
        map.put("due", due == null ? null : due.toInstant().toString());
        return map;
    }

    private static @Nullable String amount(ResultSet row, String currency, String minor)
            throws SQLException {
        @Nullable String code = row.getString(currency);
        long value = row.getLong(minor);
        return code == null || row.wasNull()
                ? null
                : Money.ofMinor(code, value).decimal().toPlainString();
    }
}
