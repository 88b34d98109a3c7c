package throughline.closing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.calendar.DateRange;
import throughline.journal.StateCodec;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;

/** What a month's end asks the database. */
final class ClosingStore {

    private static final String LATE_DAYS =
            """
            select id, name, next_wake from engagement
            where next_wake <= :day and legal_entity = :entity order by next_wake, id
            """;
    private static final String BEHIND_TERMS =
            """
            select a.engagement, e.name, a.system, a.kind, max(v.known) as changed
            from event v
            join action a on a.engagement = v.engagement and a.status = 'confirmed'
                and a.kind in ('CREATE_CONTRACT', 'CREATE_PROJECT') and a.planned_at < v.known
            join engagement e on e.id = a.engagement and e.legal_entity = :entity
            where v.type in ('contract-amended/v1', 'amendment-revoked/v1')
            group by 1, 2, 3, 4 order by 5, 1, 3, 4
            """;
    private static final String EXCEPTIONS =
            """
            select x.code, x.owner, count(*) as cases, x.at_stake_currency as currency,
                sum(x.at_stake_minor)::bigint as minor
            from exception_item x join engagement e on e.id = x.engagement
            where x.closed is null and e.legal_entity = :entity
            group by 1, 2, 4
            """;
    private static final String WRITES =
            """
            select a.key, a.system, a.kind, a.status, a.at_stake_currency as currency,
                a.at_stake_minor as minor, e.name, coalesce(a.sentence, '') as sentence
            from action a join engagement e on e.id = a.engagement
            where e.legal_entity = :entity and (a.concluded_at is null and a.status <> 'withdrawn'
                or a.status in ('rejected', 'ambiguous'))
              and a.key in (select key from under_way union
                select key from action where code is not null)
            order by a.status in ('rejected', 'ambiguous') desc, a.kind like 'POST_%' desc,
                a.at_stake_minor desc nulls last, a.key
            """;

    /** What a period posted: the books are read once for both sides that they are held against. */
    private static final String POSTED =
            """
            select p.happening = 'revenue-recognized' as recognized, p.engagement,
                case p.happening when 'revenue-recognized' then '' else p.document end as document,
                p.currency,
                sum(case p.happening when 'credit-posted' then -p.minor else p.minor end)::bigint
                as minor
            from posting p join engagement e on e.id = p.engagement
            where p.happening in ('revenue-recognized', 'invoice-posted', 'credit-posted')
                and e.legal_entity = :entity
                and p.effective >= :from and p.effective < :until
            group by 1, 2, 3, 4
            """;

    private static final String JOURNALED =
            """
            select a.engagement, a.body::jsonb ->> 'currency' as currency,
                sum((l ->> 'amount')::numeric) as amount
            from action a join engagement e on e.id = a.engagement,
                jsonb_array_elements(a.body::jsonb -> 'lines') l
            where a.kind = 'POST_JOURNAL' and a.status = 'confirmed' and e.legal_entity = :entity
                and (a.body::jsonb ->> 'date') collate "C" >= :from::text
                and (a.body::jsonb ->> 'date') collate "C" < :until::text
            group by 1, 2
            """;
    private static final String RECORDS =
            """
            select r.canonical, r.engagement from record r join engagement e on e.id = r.engagement
            where r.system = :system and r.type = :type and e.legal_entity = :entity
            """;
    private static final String BY_HAND =
            """
            select count(*) from ignored i join message m on m.id = i.message_id
            where m.system = :system and m.type = :type
            """;

    private final JdbcClient database;

    ClosingStore(DataSource source) {
        this.database = JdbcClient.create(source);
    }

    record Late(String engagement, String name, LocalDate day) {}

    record Behind(String engagement, String name, String system, String kind) {}

    record Excepted(String code, String owner, long cases, List<Money> atStake) {}

    record Troubled(
            String key,
            String system,
            String kind,
            String status,
            String name,
            String sentence,
            List<Money> atStake) {}

    record Recorded(CanonicalRecord record, String engagement) {}

    record Billed(String engagement, String document, Money amount) {}

    /** Engagements that a day should have moved and has not. */
    List<Late> lateDays(String entity, LocalDate upTo) {
        return database.sql(LATE_DAYS)
                .params(Map.of("entity", entity, "day", upTo))
                .query(
                        (row, number) ->
                                new Late(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getObject(3, LocalDate.class)))
                .list();
    }

    /** What systems were told of engagements before their terms changed. */
    List<Behind> behindTerms(String entity) {
        return database.sql(BEHIND_TERMS)
                .param("entity", entity)
                .query(
                        (row, number) ->
                                new Behind(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                .list();
    }

    List<Excepted> exceptions(String entity) {
        return database.sql(EXCEPTIONS)
                .param("entity", entity)
                .query(
                        (row, number) ->
                                new Excepted(
                                        row.getString("code"),
                                        row.getString("owner"),
                                        row.getLong("cases"),
                                        money(row)))
                .list();
    }

    /**
     * Open exceptions of engagements that have no legal entity yet, as deals that wait at a gate.
     */
    long exceptionsOfNobody() {
        return database.sql(
                        """
                        select count(*) from exception_item x
                        join engagement e on e.id = x.engagement
                        where x.closed is null and e.legal_entity is null
                        """)
                .query(Long.class)
                .single();
    }

    /** Writes that have not come to a good end. */
    List<Troubled> writes(String entity) {
        return database.sql(WRITES)
                .param("entity", entity)
                .query(
                        (row, number) ->
                                new Troubled(
                                        row.getString("key"),
                                        row.getString("system"),
                                        row.getString("kind"),
                                        row.getString("status"),
                                        row.getString("name"),
                                        row.getString("sentence"),
                                        money(row)))
                .list();
    }

    private static List<Money> money(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        long minor = row.getLong("minor");
        return currency == null || row.wasNull()
                ? List.of()
                : List.of(Money.ofMinor(currency, minor));
    }

    /**
     * What the books say of days of a period.
     *
     * @param recognized by engagement
     * @param billed by document
     */
    record Posted(Sums recognized, List<Billed> billed) {}

    /** What was recognized and billed on days of a period. */
    Posted posted(String entity, DateRange range) {
        Posted posted = new Posted(new Sums(), new ArrayList<>());
        database.sql(POSTED)
                .params(days(entity, range))
                .query(
                        row -> {
                            String engagement = row.getString("engagement");
                            Money amount =
                                    Money.ofMinor(row.getString("currency"), row.getLong("minor"));
                            if (row.getBoolean("recognized")) {
                                posted.recognized().add(engagement, amount);
                            } else {
                                String document = row.getString("document");
                                posted.billed().add(new Billed(engagement, document, amount));
                            }
                        });
        return posted;
    }

    /** What confirmed journals of a period say, by engagement. */
    Sums journaled(String entity, DateRange range) {
        Sums sums = new Sums();
        database.sql(JOURNALED)
                .params(days(entity, range))
                .query(
                        row -> {
                            sums.add(
                                    row.getString(1),
                                    Money.parse(
                                            row.getString(2)
                                                    + " "
                                                    + row.getBigDecimal(3).toPlainString()));
                        });
        return sums;
    }

    /** Records of a type that belong to engagements of an entity, as they were seen last. */
    List<Recorded> records(String system, String type, String entity) {
        return database.sql(RECORDS)
                .params(Map.of("system", system, "type", type, "entity", entity))
                .query(
                        (row, number) ->
                                new Recorded(StateCodec.record(row.getBytes(1)), row.getString(2)))
                .list();
    }

    /** Documents of a type that a mapping left aside. */
    long madeByHand(String system, String type) {
        return database.sql(BY_HAND)
                .params(Map.of("system", system, "type", type))
                .query(Long.class)
                .single();
    }

    /** What engagements are called, by their ids. */
    Map<String, String> names(List<String> engagements) {
        Map<String, String> names = new HashMap<>();
        database.sql("select id, name from engagement where id = any(?)")
                .param(engagements.toArray(String[]::new))
                .query(
                        row -> {
                            names.put(row.getString(1), row.getString(2));
                        });
        return names;
    }

    private static Map<String, Object> days(String entity, DateRange range) {
        return Map.of("entity", entity, "from", range.from(), "until", range.until());
    }
}
