package throughline.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.correlation.Trace;
import throughline.money.Money;
import throughline.people.Scope;

/** Writes to outside systems as they stand, for whoever may see their engagements. */
public final class Writes {

    /** Everything that a write can stand as, from its planning to its end. */
    public static final List<String> STATUSES =
            List.of(
                    "planned",
                    "held",
                    "sent",
                    "ambiguous",
                    "rejected",
                    "cancelled",
                    "confirmed",
                    "withdrawn");

    private static final Set<String> DONE = Set.of("confirmed", "withdrawn");

    private static final String ROWS =
            """
            select a.*, coalesce(e.name, a.engagement) as engagement_name, array(
                select d.key from unnest(a.depends_on) d(key)
                left join action p on p.key = d.key
                where p.status is distinct from 'confirmed') as waits_for
            from action a join engagement e on e.id = a.engagement
            where a.key = any(:keys) and in_scope(e.unit, e.legal_entity, :units, :entities)
            """;
    private static final String WANTED =
            """
            (:engagement::text is null or a.engagement = :engagement)
            and (:system::text is null or a.system = :system)
            and (a.status = :status or :status::text is null
                and (:all or a.status not in ('confirmed', 'withdrawn')))
            and in_scope(e.unit, e.legal_entity, :units, :entities)
            """;
    private static final String BEYOND =
            """
            (:after = '' or (coalesce(w.due, 'infinity'),
                    coalesce(-w.at_stake_minor, 9223372036854775807), w.ordinal) > (
                select coalesce(b.due, 'infinity'),
                    coalesce(-b.at_stake_minor, 9223372036854775807), b.ordinal
                from action b where b.key = :after))
            """;

    /** As the indexes of what is not done have it. */
    private static final String IN_ORDER =
            "order by w.due, w.at_stake_minor desc nulls last, w.ordinal";

    private static final String ANY = from("true");
    private static final String OF_ENGAGEMENT = from("a.engagement = :engagement");

    /**
     * Under way, or with a code for a person: few beside all of history, and of them only as many
     * are read as are wanted.
     */
    private static final String UNDONE =
            "select key from ((%s) union (%s)) w %s offset :from limit :limit"
                    .formatted(
                            first("under_way w", "true"),
                            first("action w", "w.code is not null"),
                            IN_ORDER);

    private static final String COUNTS =
            """
            select a.status, count(*) from action a join engagement e on e.id = a.engagement
            where (:system::text is null or a.system = :system)
            and in_scope(e.unit, e.legal_entity, :units, :entities) group by a.status
            """;

    private final JdbcClient database;
    private final Remembered<Map<String, Long>> counted;
    private final Remembered<List<String>> done;

    /** The writes of a database. */
    public Writes(DataSource database) {
        this.database = JdbcClient.create(database);
        this.counted = new Remembered<>(database);
        this.done = new Remembered<>(database);
    }

    /**
     * What is asked for.
     *
     * @param status without it, all that are not done
     * @param all also what is done
     * @param after the key of the last one of the page before; empty for the first page
     */
    public record Wanted(
            Optional<String> engagement,
            Optional<String> system,
            Optional<String> status,
            boolean all,
            String after,
            long from,
            int limit) {

        /** From a number of rows on. */
        public Wanted(
                Optional<String> engagement,
                Optional<String> system,
                Optional<String> status,
                boolean all,
                long from,
                int limit) {
            this(engagement, system, status, all, "", from, limit);
        }

        /** Whether it asks, without an engagement, for writes that came to their end long ago. */
        boolean isOfHistory() {
            return engagement.isEmpty() && status.map(DONE::contains).orElse(all);
        }
    }

    /** Those that are wanted: the first due and those with the most money behind them first. */
    public List<Write> list(Wanted wanted, Scope scope) {
        // What is done is all of history: its order is remembered, and each row read as it stands.
        List<String> keys =
                wanted.isOfHistory()
                        ? done.of(List.of(wanted, scope), () -> keys(ANY, wanted, scope))
                        : keys(
                                wanted.engagement().isPresent() ? OF_ENGAGEMENT : UNDONE,
                                wanted,
                                scope);
        Map<String, Write> byKey = new LinkedHashMap<>();
        rows(keys, scope).forEach(write -> byKey.put(write.key(), write));
        return keys.stream().filter(byKey::containsKey).map(byKey::get).toList();
    }

    private static String from(String which) {
        return """
        select w.key from action a join engagement e on e.id = a.engagement
        cross join lateral (select a.key, a.due, a.at_stake_minor, a.ordinal) w
        where %s and %s and %s %s offset :from limit :limit
        """
                .formatted(which, WANTED, BEYOND, IN_ORDER);
    }

    /** As many of a place as may stand before the end of the page that is wanted. */
    private static String first(String place, String which) {
        return """
        select w.key, w.due, w.at_stake_minor, w.ordinal from %s
        cross join lateral (select from action a join engagement e on e.id = a.engagement
            where a.key = w.key and %s limit 1) a
        where %s and %s %s limit :from + :limit
        """
                .formatted(place, WANTED, which, BEYOND, IN_ORDER);
    }

    /** The write of a key; empty when there is none or it is not to be seen. */
    public Optional<Write> one(String key, Scope scope) {
        // The database takes no zero character, so nothing is called so.
        return key.indexOf(0) >= 0
                ? Optional.empty()
                : rows(List.of(key), scope).stream().findFirst();
    }

    private List<String> keys(String which, Wanted wanted, Scope scope) {
        return database.sql(which)
                .param("engagement", wanted.engagement().orElse(null))
                .param("system", wanted.system().orElse(null))
                .param("status", wanted.status().orElse(null))
                .param("all", wanted.all())
                .param("after", wanted.after())
                .param("from", wanted.from())
                .param("limit", wanted.limit())
                .param("units", scope.units().toArray(String[]::new))
                .param("entities", scope.entities().toArray(String[]::new))
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<Write> rows(List<String> keys, Scope scope) {
        return database.sql(ROWS)
                .param("keys", keys.toArray(String[]::new))
                .param("units", scope.units().toArray(String[]::new))
                .param("entities", scope.entities().toArray(String[]::new))
                .query((row, number) -> write(row))
                .list();
    }

    /**
     * How many stand as what; every status, in the order of {@link #STATUSES}.
     *
     * @param system to which they go; all systems without one
     */
    public Map<String, Long> counts(Optional<String> system, Scope scope) {
        return counted.of(List.of(system, scope), () -> counted(system, scope));
    }

    private Map<String, Long> counted(Optional<String> system, Scope scope) {
        Map<String, Long> counts = new LinkedHashMap<>();
        STATUSES.forEach(status -> counts.put(status, 0L));
        database.sql(COUNTS)
                .param("system", system.orElse(null))
                .param("units", scope.units().toArray(String[]::new))
                .param("entities", scope.entities().toArray(String[]::new))
                .query(
                        row -> {
                            counts.put(row.getString(1), row.getLong(2));
                        });
        return counts;
    }

    /** What is to be written, as JSON in canonical words. */
    public String body(Write write) {
        return database.sql("select body from action where key = ?")
                .param(write.key())
                .query(String.class)
                .single();
    }

    /** Its newest attempts that did not simply succeed, the first of them first. */
    public List<Write.Attempt> attempts(Write write) {
        return database.sql(
                        """
                        select number, at, ended, sentence, next from attempt
                        where key = ? order by number
                        """)
                .param(write.key())
                .query(
                        (row, number) ->
                                new Write.Attempt(
                                        row.getInt("number"),
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("ended"),
                                        row.getString("sentence"),
                                        row.getTimestamp("next").toInstant()))
                .list();
    }

    private static Write write(ResultSet row) throws SQLException {
        return new Write(
                row.getString("key"),
                row.getString("engagement"),
                row.getString("engagement_name"),
                row.getString("system"),
                row.getString("kind"),
                row.getString("status"),
                row.getString("natural_key"),
                row.getInt("attempts"),
                money(
                        row.getString("at_stake_currency"),
                        row.getObject("at_stake_minor", Long.class)),
                instant(row, "due"),
                instant(row, "next_attempt"),
                instant(row, "concluded_at"),
                Optional.ofNullable(row.getString("external_id")),
                List.of((String[]) row.getArray("waits_for").getArray()),
                Optional.ofNullable(row.getString("code")).filter(code -> !STATUSES.contains(code)),
                Optional.ofNullable(row.getString("sentence")),
                Optional.ofNullable(row.getObject("trace", UUID.class)).map(Trace::new));
    }

    private static Optional<Money> money(@Nullable String currency, @Nullable Long minor) {
        return currency == null || minor == null
                ? Optional.empty()
                : Optional.of(new Money(minor, CurrencyUnit.of(currency)));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
