package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.books.Happening;
import throughline.books.Origin;
import throughline.books.RestatementCause;
import throughline.totals.BooksView;
import throughline.totals.Total;
import throughline.wording.Kebab;

/** Postings with what made the books move. */
final class Movements {

    private static final String FROM =
            """
            from posting p
            cross join (select ?::date as a, ?::date as b, ?::timestamptz as l,
                ?::timestamptz as k, ?::text[] as kinds, ?::text as grain) asked
            where p.effective >= a and p.effective < b and p.known > l and p.known <= k
                and p.happening = any(kinds)
            """;
    private static final String SUMS =
            """
            select p.engagement, p.line, p.happening, p.currency,
                date_trunc(grain, p.effective::timestamp)::date,
                coalesce(sum(p.minor) filter (where p.minor > 0), 0),
                coalesce(sum(p.minor) filter (where p.minor < 0), 0), p.origin
            """
                    + FROM
                    + "group by 1, 2, 3, 4, 5, 8";
    private static final String TOTALS =
            """
            select '', '', p.happening, p.currency,
                date_trunc(grain, p.effective::timestamp)::date,
                coalesce(sum(p.minor) filter (where p.minor > 0), 0),
                coalesce(sum(p.minor) filter (where p.minor < 0), 0), p.origin
            """
                    + FROM
                    + "group by 3, 4, 5, 8";
    private static final String ROWS =
            """
            select p.engagement, p.line, p.happening, p.currency, p.effective,
                greatest(p.minor, 0)::numeric, least(p.minor, 0)::numeric,
                p.origin, p.sequence, p.cause, p.document, p.known,
                coalesce((select e.type from event e
                    where e.engagement = p.engagement and e.sequence = p.sequence), '')
            """
                    + FROM
                    + "order by p.effective, p.engagement, p.sequence, p.ordinal";

    private Movements() {}

    /**
     * Which postings.
     *
     * @param from the first effective day
     * @param until the day after the last
     * @param after those that were known later than this
     * @param known and not later than this
     */
    record Wanted(
            Collection<String> kinds,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            Optional<Instant> after,
            Optional<Instant> known) {}

    /**
     * One posting.
     *
     * @param event the stored type of its event
     */
    record Row(
            Fact fact,
            Origin origin,
            long sequence,
            RestatementCause cause,
            String document,
            Instant known,
            String event) {}

    /** What takes postings added up. */
    @FunctionalInterface
    interface SumTaker {
        void take(Fact fact, Origin origin);
    }

    /** What takes postings one by one. */
    @FunctionalInterface
    interface RowTaker {
        void take(Row row);
    }

    /** A reader of postings that are added up, to a grain of days. */
    @FunctionalInterface
    interface Sums {
        void read(Wanted wanted, String grain, SumTaker taker) throws SQLException;
    }

    /**
     * Postings added up.
     *
     * @param together all engagements, as they are known now; else each engagement and line apart
     */
    static Sums sums(BooksView view, boolean together) {
        return together
                ? (wanted, _, taker) -> ahead(view, wanted, taker)
                : (wanted, grain, taker) -> added(view.connection(), SUMS, wanted, grain, taker);
    }

    private static void ahead(BooksView view, Wanted wanted, SumTaker taker) throws SQLException {
        for (Total total : view.totals()) {
            if (wanted.kinds().contains(total.happening())
                    && BookFacts.isWithin(total.effective(), wanted.from(), wanted.until())) {
                Fact fact = BookFacts.fact(total);
                taker.take(fact, origin(total.origin(), fact));
            }
        }
    }

    /** The same of all engagements together, read once for all that ask by month. */
    static Sums totals(Connection connection) throws SQLException {
        record Total(Fact fact, Origin origin) {}
        List<Total> totals = new ArrayList<>();
        Wanted all =
                new Wanted(
                        Arrays.stream(Happening.values()).map(Kebab::of).toList(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        added(
                connection,
                TOTALS,
                all,
                "month",
                (fact, origin) -> totals.add(new Total(fact, origin)));
        return (wanted, grain, taker) -> {
            for (Total total : totals) {
                if (wanted.kinds().contains(total.fact().kind())) {
                    taker.take(total.fact(), total.origin());
                }
            }
        };
    }

    private static void added(
            Connection connection, String sql, Wanted wanted, String grain, SumTaker taker)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, wanted, grain);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                taker.take(fact(rows), origin(rows));
            }
        }
    }

    /** Postings one by one, by their day. */
    static void rows(Connection connection, Wanted wanted, RowTaker taker) throws SQLException {
        try (PreparedStatement statement = prepared(connection, ROWS, wanted, "day");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                taker.take(
                        new Row(
                                fact(rows),
                                origin(rows),
                                rows.getLong(9),
                                RestatementCause.named(rows.getString(10)),
                                rows.getString(11),
                                rows.getTimestamp(12).toInstant(),
                                rows.getString(13)));
            }
        }
    }

    static Happening happening(Fact fact) {
        return Happening.valueOf(fact.kind().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static PreparedStatement prepared(
            Connection connection, String sql, Wanted wanted, String grain) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, wanted.from().map(LocalDate::toString).orElse("-infinity"));
        statement.setString(2, wanted.until().map(LocalDate::toString).orElse("infinity"));
        statement.setString(3, wanted.after().map(Instant::toString).orElse("-infinity"));
        statement.setString(4, wanted.known().map(Instant::toString).orElse("infinity"));
        statement.setArray(5, connection.createArrayOf("text", wanted.kinds().toArray()));
        statement.setString(6, grain);
        statement.setFetchSize(10_000);
        return statement;
    }

    /** The happening tells what no event can: a posting that stands without one. */
    private static Origin origin(ResultSet row) throws SQLException {
        return origin(row.getString(8), fact(row));
    }

    private static Origin origin(String kept, Fact fact) {
        return Origin.named(kept).orElseGet(() -> usual(happening(fact)));
    }

    private static Origin usual(Happening happening) {
        return switch (happening) {
            case BOOKED, ALLOCATED -> Origin.SIGNED;
            case SOFT_BOOKED, ENTITLEMENT, WORK_COST, WORK_STANDARD -> Origin.DELIVERED;
            case AT_RISK -> Origin.AT_RISK;
            case WRITE_OFF -> Origin.GIVEN_UP;
            case INVOICE_POSTED -> Origin.INVOICED;
            case CREDIT_POSTED -> Origin.CREDITED;
            case REVENUE_RECOGNIZED -> Origin.EARNED;
            case PAYMENT -> Origin.PAID;
            case LOSS_PROVIDED -> Origin.PROVIDED;
        };
    }

    private static Fact fact(ResultSet row) throws SQLException {
        String currency = row.getString(4);
        int digits = CurrencyUnit.of(currency).getDecimalPlaces();
        return new Fact(
                row.getString(1),
                row.getString(2),
                "",
                row.getString(3),
                currency,
                row.getObject(5, LocalDate.class),
                scaled(row.getBigDecimal(6), digits),
                scaled(row.getBigDecimal(7), digits));
    }

    private static BigDecimal scaled(BigDecimal sum, int digits) {
        return sum.movePointLeft(digits);
    }
}
