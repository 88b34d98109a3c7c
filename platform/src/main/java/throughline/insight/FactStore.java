package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;

/** Reads facts from append-only rows, as they were known at an instant. */
final class FactStore {

    /** Nothing is added up: every posting is a fact. */
    static final String EACH = "each";

    // Every statement: from day, until day, known, kinds, grain, what is told apart.
    private static final String POSTINGS =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement)
            select case when by_engagement then engagement else '' end,
                case when by_line then line else '' end, '' as detail, happening, currency,
                date_trunc(grain, effective::timestamp)::date as day,
                coalesce(sum(minor) filter (where minor > 0), 0),
                coalesce(sum(minor) filter (where minor < 0), 0)
            from posting, asked
            where effective >= a and effective < b and known <= k and happening = any(kinds)
            group by 1, 2, 3, 4, 5, 6
            """;
    private static final String OWN_POSTINGS =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement)
            select engagement, line, '' as detail, happening, currency,
                date_trunc(grain, effective::timestamp)::date as day,
                coalesce(sum(minor) filter (where minor > 0), 0),
                coalesce(sum(minor) filter (where minor < 0), 0)
            from posting, asked
            where engagement = ? and effective >= a and effective < b and known <= k
                and happening = any(kinds)
            group by 1, 2, 3, 4, 5, 6
            """;
    private static final String EACH_POSTING =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement)
            select engagement, line, '' as detail, happening, currency, effective,
                greatest(minor, 0)::numeric, least(minor, 0)::numeric
            from posting, asked
            where effective >= a and effective < b and known <= k and happening = any(kinds)
            """;
    private static final String HOURS =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement)
            select case when by_engagement then engagement else '' end,
                case when by_line then line else '' end,
                case when by_line then person else '' end, kind, '',
                date_trunc(grain, effective::timestamp)::date as day,
                coalesce(sum(hours) filter (where hours > 0), 0),
                coalesce(sum(hours) filter (where hours < 0), 0)
            from measure, asked
            where effective >= a and effective < b and known <= k and kind = any(kinds)
            group by 1, 2, 3, 4, 5, 6
            """;
    private static final String OWN_HOURS =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement)
            select engagement, line, person, kind, '',
                date_trunc(grain, effective::timestamp)::date as day,
                coalesce(sum(hours) filter (where hours > 0), 0),
                coalesce(sum(hours) filter (where hours < 0), 0)
            from measure, asked
            where engagement = ? and effective >= a and effective < b and known <= k
                and kind = any(kinds)
            group by 1, 2, 3, 4, 5, 6
            """;
    private static final String EXCEPTIONS =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement), change as (
                select engagement, code, owner, at_stake_currency as currency, opened as at,
                    at_stake_minor as minor
                from exception_item
                union all
                select engagement, code, owner, at_stake_currency, closed, -at_stake_minor
                from exception_item where closed is not null)
            select engagement, code, owner, '*', currency, (at at time zone 'UTC')::date,
                greatest(minor, 0), least(minor, 0)
            from change, asked
            where minor is not null and at <= k
                and (at at time zone 'UTC')::date >= a and (at at time zone 'UTC')::date < b
            """;
    private static final String CLOCKS =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement), ended as (
                select engagement, split_part(clock, ':', 1) as clock, coalesce(met, false) as met,
                    coalesce(stopped, due) as at
                from clock
                where stopped is not null or due <= now() and paused_since is null)
            select engagement, clock, '', kind, '', (at at time zone 'UTC')::date, 1, 0
            from ended, asked, unnest(array['due', 'met']) as kind
            where at <= k and kind = any(kinds) and (kind = 'due' or met)
                and (at at time zone 'UTC')::date >= a and (at at time zone 'UTC')::date < b
            """;
    private static final String CLOCK_MONEY =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement), ended as (
                select engagement, split_part(clock, ':', 1) as clock, coalesce(met, false) as met,
                    coalesce(stopped, due) as at, at_stake_currency, at_stake_minor
                from clock
                where stopped is not null or due <= now() and paused_since is null)
            select engagement, clock, '', kind, at_stake_currency, (at at time zone 'UTC')::date,
                at_stake_minor, 0
            from ended, asked, unnest(array['due', 'met']) as kind
            where at <= k and kind = any(kinds) and (kind = 'due' or met)
                and at_stake_minor is not null
                and (at at time zone 'UTC')::date >= a and (at at time zone 'UTC')::date < b
            """;
    private static final String PARKED =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement)
            select '', p.code, m.system, '*', '', (p.since at time zone 'UTC')::date, count(*), 0
            from parked p join message m on m.id = p.message_id, asked
            where p.since <= k
                and (p.since at time zone 'UTC')::date >= a
                and (p.since at time zone 'UTC')::date < b
            group by 1, 2, 3, 4, 5, 6
            """;
    private static final String WRITES =
            """
            with asked as (select ?::date as a, ?::date as b, ?::timestamptz as k,
                ?::text[] as kinds, ?::text as grain, ?::boolean as by_line,
                ?::boolean as by_engagement), stage as (
                select engagement, 'approved not sent' as stage, currency, effective as day, minor
                from ledger, asked where account = 'unbilled' and known <= k
                union all
                select engagement, s.stage, at_stake_currency, planned_at::date,
                    s.sign * at_stake_minor
                from action, asked, lateral (values ('approved not sent', -1), (case status
                    when 'rejected' then 'rejected' when 'planned' then 'planned, not sent'
                    else 'sent, not confirmed' end, 1)) as s(stage, sign)
                where kind = 'POST_INVOICE' and at_stake_minor is not null and planned_at <= k
                    and status in ('planned', 'sent', 'ambiguous', 'rejected'))
            select engagement, stage, '', '*', currency, day, sum(minor), 0
            from stage, asked where day >= a and day < b
            group by 1, 2, 5, 6
            """;

    private FactStore() {}

    /** What the database tells apart of the books and hours of one kind, currency and day. */
    enum Apart {
        EVERYTHING,
        ENGAGEMENTS,
        NOTHING;

        /** What tells apart all that either of two does. */
        Apart and(Apart other) {
            return compareTo(other) < 0 ? this : other;
        }
    }

    /**
     * How far the database may add up.
     *
     * @param days {@code day} or {@code month}, or {@link #EACH}
     */
    record Grain(String days, Apart apart) {}

    /**
     * What is wanted.
     *
     * @param from included; empty for the beginning
     * @param until excluded; empty for the end of time
     * @param engagement of which alone facts of the books and hours are read; empty for all
     */
    record Wanted(
            Computation.Source source,
            Collection<String> kinds,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            Optional<Instant> known,
            Grain grain,
            Optional<String> engagement) {

        /** Of all engagements, everything told apart but days. */
        Wanted(
                Computation.Source source,
                Collection<String> kinds,
                Optional<LocalDate> from,
                Optional<LocalDate> until,
                Optional<Instant> known,
                String days) {
            this(
                    source,
                    kinds,
                    from,
                    until,
                    known,
                    new Grain(days, Apart.EVERYTHING),
                    Optional.empty());
        }

        /** The same with less told apart. */
        Wanted telling(Apart apart) {
            return new Wanted(
                    source, kinds, from, until, known, new Grain(grain.days(), apart), engagement);
        }

        /** Of one engagement, found by the key of its rows and not by reading all of them. */
        Wanted of(Optional<String> one) {
            return new Wanted(source, kinds, from, until, known, grain, one);
        }

        boolean isOfEach() {
            return grain.days().equals(EACH);
        }

        boolean isOfOne() {
            return engagement.isPresent()
                    && !isOfEach()
                    && (source == Computation.Source.POSTINGS
                            || source == Computation.Source.HOURS);
        }
    }

    static void read(Connection connection, Wanted wanted, Consumer<Fact> taker)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(wanted))) {
            statement.setString(1, wanted.from().map(LocalDate::toString).orElse("-infinity"));
            statement.setString(2, wanted.until().map(LocalDate::toString).orElse("infinity"));
            statement.setString(3, wanted.known().map(Instant::toString).orElse("infinity"));
            statement.setArray(4, connection.createArrayOf("text", wanted.kinds().toArray()));
            statement.setString(5, wanted.grain().days());
            statement.setBoolean(6, wanted.grain().apart() == Apart.EVERYTHING);
            statement.setBoolean(7, wanted.grain().apart() != Apart.NOTHING);
            if (wanted.isOfOne()) {
                statement.setString(8, wanted.engagement().orElseThrow());
            }
            statement.setFetchSize(10_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.accept(fact(rows));
                }
            }
        }
    }

    private static Fact fact(ResultSet row) throws SQLException {
        String currency = row.getString(5);
        int digits = currency.isEmpty() ? 0 : CurrencyUnit.of(currency).getDecimalPlaces();
        return new Fact(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                currency,
                row.getObject(6, LocalDate.class),
                scaled(row.getBigDecimal(7), digits),
                scaled(row.getBigDecimal(8), digits));
    }

    private static BigDecimal scaled(BigDecimal sum, int digits) {
        return digits == 0 ? sum : sum.movePointLeft(digits);
    }

    private static String sql(Wanted wanted) {
        if (wanted.isOfOne()) {
            return wanted.source() == Computation.Source.POSTINGS ? OWN_POSTINGS : OWN_HOURS;
        }
        return switch (wanted.source()) {
            case POSTINGS -> wanted.isOfEach() ? EACH_POSTING : POSTINGS;
            case HOURS -> HOURS;
            case EXCEPTIONS -> EXCEPTIONS;
            case CLOCKS -> CLOCKS;
            case CLOCK_MONEY -> CLOCK_MONEY;
            case PARKED -> PARKED;
            case WRITES -> WRITES;
        };
    }
}
