package throughline.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private static final String WRITES =
            """
            select a.*, coalesce(e.name, a.engagement) as engagement_name, array(
                select d.key from unnest(a.depends_on) d(key)
                left join action p on p.key = d.key
                where p.status is distinct from 'confirmed') as waits_for
            from action a join engagement e on e.id = a.engagement
            where (:key::text is null or a.key = :key)
              and (:engagement::text is null or a.engagement = :engagement)
              and (:system::text is null or a.system = :system)
              and (:key::text is not null or a.status = :status
                   or :status::text is null
                      and (:all or a.status not in ('confirmed', 'withdrawn')))
              and in_scope(e.unit, e.legal_entity, :units, :entities)
              and (:after = '' or (coalesce(a.due, 'infinity'),
                      coalesce(-a.at_stake_minor, 9223372036854775807), a.ordinal) > (
                  select coalesce(b.due, 'infinity'),
                      coalesce(-b.at_stake_minor, 9223372036854775807), b.ordinal
                  from action b where b.key = :after))
            order by coalesce(a.due, 'infinity'),
                coalesce(-a.at_stake_minor, 9223372036854775807), a.ordinal
            offset :from limit :limit
            """;

    private static final String COUNTS =
            """
            select a.status, count(*) from action a join engagement e on e.id = a.engagement
            where in_scope(e.unit, e.legal_entity, :units, :entities) group by a.status
            """;

    private final JdbcClient database;
    private final Remembered<Map<String, Long>> counted;

    /** The writes of a database. */
    public Writes(DataSource database) {
        this.database = JdbcClient.create(database);
        this.counted = new Remembered<>(database);
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
    }

    /** Those that are wanted: the first due and those with the most money behind them first. */
    public List<Write> list(Wanted wanted, Scope scope) {
        return asked(Optional.empty(), wanted, scope);
    }

    /** The write of a key; empty when there is none or it is not to be seen. */
    public Optional<Write> one(String key, Scope scope) {
        Wanted anything =
                new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), true, 0, 1);
        // The database takes no zero character, so nothing is called so.
        return key.indexOf(0) >= 0
                ? Optional.empty()
                : asked(Optional.of(key), anything, scope).stream().findFirst();
    }

    private List<Write> asked(Optional<String> key, Wanted wanted, Scope scope) {
        return database.sql(WRITES)
                .param("key", key.orElse(null))
                .param("engagement", wanted.engagement().orElse(null))
                .param("system", wanted.system().orElse(null))
                .param("status", wanted.status().orElse(null))
                .param("all", wanted.all())
                .param("after", wanted.after())
                .param("from", wanted.from())
                .param("limit", wanted.limit())
                .param("units", scope.units().toArray(String[]::new))
                .param("entities", scope.entities().toArray(String[]::new))
                .query((row, number) -> write(row))
                .list();
    }

    /** How many stand as what; every status, in the order of {@link #STATUSES}. */
    public Map<String, Long> counts(Scope scope) {
        return counted.of(scope, () -> counted(scope));
    }

    private Map<String, Long> counted(Scope scope) {
        Map<String, Long> counts = new LinkedHashMap<>();
        STATUSES.forEach(status -> counts.put(status, 0L));
        database.sql(COUNTS)
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
                Optional.ofNullable(row.getString("code")),
                Optional.ofNullable(row.getString("sentence")));
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
