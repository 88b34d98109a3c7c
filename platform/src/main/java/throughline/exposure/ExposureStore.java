package throughline.exposure;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;

/** What was seen on its way at the last look, and what was said of cutoffs day by day. */
final class ExposureStore {

    private static final String KEEP =
            """
            insert into exposure_item (entity, engagement, stage, cause, currency, minor, since,
                in_time, basis, missing_minor)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SAY =
            """
            insert into exposure_forecast (entity, period, currency, day, deadline, said_at,
                exposed_minor, missing_minor)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (entity, period, currency, day) do nothing
            """;
    private static final String MISSED =
            """
            select p.currency, sum(p.left)::bigint as minor from (
                select p.engagement, p.line, p.currency,
                    coalesce(sum(p.minor) filter (where p.happening = 'entitlement'
                        and p.effective < :until), 0)
                    - coalesce(sum(case p.happening when 'invoice-posted' then p.minor
                        when 'credit-posted' then -p.minor when 'write-off' then p.minor end)
                        filter (where p.known <= :deadline), 0) as left
                from posting p join engagement e on e.id = p.engagement
                where e.legal_entity = :entity and p.happening in
                    ('entitlement', 'invoice-posted', 'credit-posted', 'write-off')
                group by 1, 2, 3) p
            where p.left > 0 group by 1
            """;
    private static final String CAUSES =
            """
            select entity, stage, cause, currency, count(distinct engagement) as engagements,
                sum(minor)::bigint as minor, sum(missing_minor)::bigint as missing,
                min(since) as oldest, min(basis) as basis
            from exposure_item
            group by 1, 2, 3, 4 order by minor desc, 1, 2, 3, 4
            """;
    private static final String ITEMS =
            """
            select i.*, e.name from exposure_item i join engagement e on e.id = i.engagement
            where (:entity = '' or i.entity = :entity) and (:stage = '' or i.stage = :stage)
                and (:cause = '' or i.cause = :cause)
            order by i.minor desc, i.engagement, i.stage, i.cause limit :most
            """;

    private static final int BATCH = 500;

    private final JdbcClient database;
    private final JdbcTemplate batches;

    /**
     * A look.
     *
     * @param transaction in which it was kept: no other look has the same
     */
    record Look(Instant at, String transaction) {}

    ExposureStore(DataSource source) {
        this.database = JdbcClient.create(source);
        this.batches = new JdbcTemplate(source);
    }

    /** Replaces what was seen; called in one transaction. */
    void keep(List<Item> items, Instant now) {
        // First, so that two who look at once replace each other whole.
        database.sql(
                        """
                        insert into exposure_look (only_one, at) values (true, :at)
                        on conflict (only_one) do update set at = excluded.at
                        """)
                .param("at", Timestamp.from(now))
                .update();
        database.sql("delete from exposure_item").update();
        batches.batchUpdate(KEEP, items, BATCH, ExposureStore::write);
    }

    private static void write(PreparedStatement row, Item item) throws SQLException {
        row.setString(1, item.entity());
        row.setString(2, item.engagement());
        row.setString(3, item.stage().words());
        row.setString(4, item.cause());
        row.setString(5, item.amount().currency().getCode());
        row.setLong(6, item.amount().minor());
        row.setTimestamp(7, Timestamp.from(item.since()));
        row.setBigDecimal(8, item.inTime());
        row.setInt(9, item.basis());
        row.setLong(10, item.missing().minor());
    }

    /** The last look; empty before the first. */
    Optional<Look> look() {
        return database.sql("select at, xmin::text from exposure_look")
                .query((row, number) -> new Look(row.getTimestamp(1).toInstant(), row.getString(2)))
                .optional();
    }

    /** Says once for each day what is exposed and what is expected to miss. */
    void say(Cutoff cutoff, LocalDate day, Money exposed, Money missing, Instant now) {
        database.sql(SAY)
                .params(
                        cutoff.entity(),
                        cutoff.period().id(),
                        exposed.currency().getCode(),
                        day,
                        Timestamp.from(cutoff.deadline()),
                        Timestamp.from(now),
                        exposed.minor(),
                        missing.minor())
                .update();
    }

    /** Whether something was said of a cutoff, and nobody has seen yet what came of it. */
    boolean isOwed(Cutoff cutoff) {
        return database.sql(
                        """
                        select exists (select from exposure_forecast f
                            where f.entity = :entity and f.period = :period and not exists (
                                select from exposure_outcome o where o.entity = f.entity
                                    and o.period = f.period and o.currency = f.currency))
                        """)
                .params(Map.of("entity", cutoff.entity(), "period", cutoff.period().id()))
                .query(Boolean.class)
                .single();
    }

    /** Keeps what missed a cutoff that has passed: by what was in the ledger at its deadline. */
    void measure(Cutoff cutoff, Instant now) {
        Map<String, Long> missed = new java.util.HashMap<>();
        database.sql(MISSED)
                .params(
                        Map.of(
                                "until",
                                cutoff.period().range().until(),
                                "deadline",
                                Timestamp.from(cutoff.deadline()),
                                "entity",
                                cutoff.entity()))
                .query(
                        row -> {
                            missed.put(row.getString(1), row.getLong(2));
                        });
        database.sql(
                        """
                        select distinct currency from exposure_forecast
                        where entity = :entity and period = :period
                        """)
                .params(Map.of("entity", cutoff.entity(), "period", cutoff.period().id()))
                .query(String.class)
                .list()
                .forEach(
                        currency ->
                                database.sql(
                                                """
                                                insert into exposure_outcome (entity, period,
                                                    currency, missed_minor, measured_at)
                                                values (?, ?, ?, ?, ?)
                                                on conflict do nothing
                                                """)
                                        .params(
                                                cutoff.entity(),
                                                cutoff.period().id(),
                                                currency,
                                                missed.getOrDefault(currency, 0L),
                                                Timestamp.from(now))
                                        .update());
    }

    List<Exposure.Cause> causes() {
        return database.sql(CAUSES)
                .query(
                        (row, number) ->
                                new Exposure.Cause(
                                        row.getString("entity"),
                                        Stage.of(row.getString("stage")),
                                        row.getString("cause"),
                                        row.getLong("engagements"),
                                        Money.ofMinor(
                                                row.getString("currency"), row.getLong("minor")),
                                        Money.ofMinor(
                                                row.getString("currency"), row.getLong("missing")),
                                        row.getTimestamp("oldest").toInstant(),
                                        row.getInt("basis")))
                .list();
    }

    List<Exposure.Named> items(String entity, String stage, String cause, int most) {
        return database.sql(ITEMS)
                .params(Map.of("entity", entity, "stage", stage, "cause", cause, "most", most))
                .query(
                        (row, number) ->
                                new Exposure.Named(
                                        row.getString("name"),
                                        new Item(
                                                row.getString("entity"),
                                                row.getString("engagement"),
                                                Stage.of(row.getString("stage")),
                                                row.getString("cause"),
                                                Money.ofMinor(
                                                        row.getString("currency"),
                                                        row.getLong("minor")),
                                                row.getTimestamp("since").toInstant(),
                                                row.getBigDecimal("in_time"),
                                                row.getInt("basis"))))
                .list();
    }

    /** What was said of cutoffs that have passed, beside what came of it; the newest first. */
    List<Exposure.Said> said(int most) {
        return database.sql(
                        """
                        select f.*, o.missed_minor from exposure_forecast f
                        join exposure_outcome o using (entity, period, currency)
                        order by f.deadline desc, f.entity, f.currency, f.day desc limit :most
                        """)
                .param("most", most)
                .query(
                        (row, number) ->
                                new Exposure.Said(
                                        row.getString("entity"),
                                        row.getString("period"),
                                        row.getObject("day", LocalDate.class),
                                        row.getTimestamp("deadline").toInstant(),
                                        Money.ofMinor(
                                                row.getString("currency"),
                                                row.getLong("exposed_minor")),
                                        Money.ofMinor(
                                                row.getString("currency"),
                                                row.getLong("missing_minor")),
                                        Money.ofMinor(
                                                row.getString("currency"),
                                                row.getLong("missed_minor"))))
                .list();
    }
}
