package throughline.rehearsal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;

/** What a rehearsal found, cut as somebody wants to see it. */
public final class Findings {

    private static final String AMOUNTS =
            """
            select part, account, currency, before_minor, after_minor from (
                select %s as part, l.account, a.currency,
                    sum(l.side * a.before_minor)::int8 as before_minor,
                    sum(l.side * a.after_minor)::int8 as after_minor
                from rehearsed_amount a
                join rehearsed_engagement e using (rehearsal, engagement)
                join happening_leg l on l.happening = a.happening
                where a.rehearsal = ?
                group by 1, l.account, a.currency) cell
            where before_minor <> after_minor and (part, account, currency) > (?, ?, ?)
            order by part, account, currency limit ?
            """;
    private static final String WAYS =
            """
            select a.happening, a.currency, sum(a.before_minor)::int8, sum(a.after_minor)::int8
            from rehearsed_amount a where a.rehearsal = ? group by 1, 2 order by 1, 2
            """;
    private static final String ATTENTION =
            """
            select change, code, count(*), coalesce(max(currency), ''),
                coalesce(sum(minor), 0)::int8, min(sentence)
            from rehearsed_attention where rehearsal = ?
            group by change, code, currency order by change, code
            """;
    private static final String WRITES =
            """
            select fate, kind, system, coalesce(currency, ''), count(*),
                coalesce(sum(before_minor), 0)::int8, coalesce(sum(after_minor), 0)::int8, min(says)
            from rehearsed_write where rehearsal = ?
            group by fate, kind, system, currency order by fate, kind, system, currency
            """;
    private static final String EACH_WRITE =
            """
            select engagement, purpose, fate, kind, system, currency, before_minor, after_minor,
                says
            from rehearsed_write where rehearsal = ? and (engagement, purpose) > (?, ?)
            order by engagement, purpose limit ?
            """;

    private static final String MOVED =
            """
            select a.engagement, e.name, e.unit, e.legal_entity, a.happening, a.period, a.currency,
                a.before_minor, a.after_minor
            from rehearsed_amount a
            join rehearsed_engagement e using (rehearsal, engagement)
            where a.rehearsal = ?
            order by max(abs(a.after_minor - a.before_minor)) over (partition by a.engagement) desc,
                a.engagement, a.happening, a.period, a.currency
            limit ?
            """;
    private static final String WITHOUT_AMOUNTS =
            """
            select e.engagement, e.name, e.unit, e.legal_entity from rehearsed_engagement e
            where e.rehearsal = ? and e.engagement <> '' and not exists (
                select from rehearsed_amount a
                where a.rehearsal = e.rehearsal and a.engagement = e.engagement)
            order by e.engagement limit ?
            """;
    private static final String ONWARD =
            """
            select engagement from rehearsed_engagement where rehearsal = ? and onward
            order by engagement limit ?
            """;
    private static final String EACH_ATTENTION =
            """
            select engagement, change, key, code, sentence, currency, minor
            from rehearsed_attention where rehearsal = ?
            order by minor desc nulls last, engagement, key limit ?
            """;

    private final JdbcClient database;
    private final long rehearsal;

    /** Those of one rehearsal. */
    public Findings(DataSource database, long rehearsal) {
        this.database = JdbcClient.create(database);
        this.rehearsal = rehearsal;
    }

    /** By what amounts are told apart. */
    public enum By {
        ENGAGEMENT("a.engagement"),
        ACCOUNT("''"),
        PERIOD("a.period"),
        ENTITY("e.legal_entity"),
        UNIT("e.unit"),
        CURRENCY("''");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /** What one account holds of a part, in minor units, debits positive. */
    public record Cell(String part, String account, String currency, long before, long after) {
        /** What it would hold more. */
        public Money difference() {
            return Money.ofMinor(currency, after - before);
        }
    }

    /** Accounts that would hold something else. */
    public List<Cell> amounts(By by) {
        return amounts(by, new Cell("", "", "", 0, 0), Integer.MAX_VALUE);
    }

    /** Those that come after one of them, at most so many. */
    public List<Cell> amounts(By by, Cell after, int most) {
        // One of six fixed names, never what somebody typed.
        return database.sql(AMOUNTS.formatted(by.column))
                .params(rehearsal, after.part(), after.account(), after.currency(), most)
                .query(
                        (row, number) ->
                                new Cell(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getLong(5)))
                .list();
    }

    /** What moves the books otherwise: each kind of happening once. */
    public List<Cell> happenings() {
        return database.sql(WAYS)
                .param(rehearsal)
                .query(
                        (row, number) ->
                                new Cell(
                                        "",
                                        row.getString(1),
                                        row.getString(2),
                                        row.getLong(3),
                                        row.getLong(4)))
                .list();
    }

    /** Exceptions of one code that change in one way. */
    public record Attentions(
            Difference.Change change,
            String code,
            long count,
            Optional<Money> money,
            String like) {}

    /** What people would have to look at, or need not any more. */
    public List<Attentions> attention() {
        return database.sql(ATTENTION)
                .param(rehearsal)
                .query(
                        (row, number) ->
                                new Attentions(
                                        change(row.getString(1)),
                                        row.getString(2),
                                        row.getLong(3),
                                        money(row.getString(4), row.getLong(5)),
                                        row.getString(6)))
                .list();
    }

    /** Writes of one kind that share their fate. */
    public record Writes(
            Difference.Fate fate,
            String kind,
            String system,
            long count,
            Optional<Money> before,
            Optional<Money> after,
            String like) {}

    /** What outside systems would be asked. */
    public List<Writes> writes() {
        return database.sql(WRITES)
                .param(rehearsal)
                .query(
                        (row, number) ->
                                new Writes(
                                        fate(row.getString(1)),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(5),
                                        money(row.getString(4), row.getLong(6)),
                                        money(row.getString(4), row.getLong(7)),
                                        row.getString(8)))
                .list();
    }

    /** Each of these writes, of at most so many. */
    public List<OneWrite> eachWrite(int most) {
        return eachWrite("", "", most);
    }

    /** Those that come after one of an engagement, of at most so many. */
    public List<OneWrite> eachWrite(String engagement, String purpose, int most) {
        return database.sql(EACH_WRITE)
                .params(rehearsal, engagement, purpose, most)
                .query(
                        (row, number) ->
                                new OneWrite(
                                        row.getString(1),
                                        new Difference.Write(
                                                fate(row.getString(3)),
                                                row.getString(2),
                                                row.getString(4),
                                                row.getString(5),
                                                money(row.getString(6), row.getObject(7)),
                                                money(row.getString(6), row.getObject(8)),
                                                row.getString(9))))
                .list();
    }

    /** A write of an engagement. */
    public record OneWrite(String engagement, Difference.Write write) {}

    /** An amount of an engagement. */
    public record OneAmount(
            String engagement,
            String name,
            String unit,
            String legalEntity,
            Difference.Amount amount) {}

    /** Amounts that differ, those of the engagement that moves most first, at most so many. */
    public List<OneAmount> eachAmount(int most) {
        return database.sql(MOVED)
                .params(rehearsal, most)
                .query(
                        (row, number) ->
                                new OneAmount(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        new Difference.Amount(
                                                row.getString(5),
                                                row.getString(6),
                                                row.getString(7),
                                                row.getLong(8),
                                                row.getLong(9))))
                .list();
    }

    /** An engagement that differs, be it in an exception or a document only. */
    public record OneEngagement(String id, String name, String unit, String legalEntity) {}

    /** Engagements that differ in no amount, at most so many. */
    public List<OneEngagement> withoutAmounts(int most) {
        return database.sql(WITHOUT_AMOUNTS)
                .params(rehearsal, most)
                .query(
                        (row, number) ->
                                new OneEngagement(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                .list();
    }

    /** Engagements that are told of going on from where they stand, at most so many. */
    public List<String> onward(int most) {
        return database.sql(ONWARD)
                .params(rehearsal, most)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** An exception of an engagement; of nobody when its id is empty. */
    public record OneAttention(String engagement, Difference.Attention attention) {}

    /** Exceptions that differ, the dearest first, at most so many. */
    public List<OneAttention> eachAttention(int most) {
        return database.sql(EACH_ATTENTION)
                .params(rehearsal, most)
                .query(
                        (row, number) ->
                                new OneAttention(
                                        row.getString(1),
                                        new Difference.Attention(
                                                change(row.getString(2)),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getString(5),
                                                money(row.getString(6), row.getObject(7)))))
                .list();
    }

    private static Difference.Change change(String stored) {
        return Difference.Change.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** How many engagements differ. */
    public long engagements() {
        return database.sql(
                        "select count(*) from rehearsed_engagement where rehearsal = ?"
                                + " and engagement <> ''")
                .param(rehearsal)
                .query(Long.class)
                .single();
    }

    private static Difference.Fate fate(String stored) {
        return Difference.Fate.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    private static Optional<Money> money(@Nullable String currency, @Nullable Object minor) {
        return currency == null || currency.isEmpty() || !(minor instanceof Number number)
                ? Optional.empty()
                : Optional.of(Money.ofMinor(currency, number.longValue()));
    }
}
