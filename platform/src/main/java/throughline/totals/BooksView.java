package throughline.totals;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sums of all postings that one connection sees: what is added up already, and what is not yet.
 * What was read once is kept, so the connection has to see the same until nobody asks any more.
 *
 * <p><b>Threads</b>: one at a time, as its connection.
 */
public final class BooksView {

    /** Events that are not added up: reading more of them one by one takes longer than all rows. */
    private static final long MANY = 100_000;

    private static final String BEHIND =
            "select coalesce(sum(sequence - added), 0) from totals_behind";
    private static final String TOTALS =
            """
            select happening, currency, effective, origin, sum(increases), sum(decreases) from (
                select happening, currency, effective, origin, increases, decreases from totals
                union all
                select p.happening, p.currency, p.effective, p.origin, p.increases, p.decreases
                from totals_behind b cross join lateral (
                    select happening, currency, effective, origin,
                        greatest(minor, 0)::numeric as increases,
                        least(minor, 0)::numeric as decreases
                    from posting p where p.engagement = b.engagement and p.sequence > b.added
                    offset 0) p) a
            group by 1, 2, 3, 4
            """;
    private static final String POSTINGS =
            """
            select happening, currency, effective, origin,
                sum(greatest(minor, 0)), sum(least(minor, 0))
            from posting group by 1, 2, 3, 4
            """;
    private static final String LOTS =
            """
            with asked as (select ?::date as until), lots as (
                select engagement, line, currency, effective, entitled, consumed
                from totals_lot, asked where effective < until
                union all
                select p.* from asked cross join totals_behind b cross join lateral (
                    select engagement, line, currency, effective,
                        case when happening = 'entitlement' then greatest(minor, 0) end::numeric,
                        case happening when 'entitlement' then greatest(-minor, 0)
                            when 'credit-posted' then -minor else minor end::numeric
                    from posting p where p.engagement = b.engagement and p.sequence > b.added
                        and p.effective < until and p.happening in
                            ('entitlement', 'write-off', 'invoice-posted', 'credit-posted')
                    offset 0) p),
            summed as (
                select lots.*, sum(coalesce(entitled, 0) - consumed)
                    over (partition by engagement, line, currency) as open
                from lots)
            select engagement, line, currency, effective, sum(entitled), sum(consumed)
            from summed where open > 0 group by 1, 2, 3, 4
            """;
    private static final String SEVERAL =
            """
            select engagement from totals_place where cardinality(currencies) > 1
            union
            select b.engagement
            from totals_behind b left join totals_place t on t.engagement = b.engagement
            cross join lateral (
                select array_agg(distinct p.currency) as currencies
                from posting p where p.engagement = b.engagement and p.sequence > b.added
                offset 0) p
            where (select count(distinct each) from unnest(t.currencies || p.currencies) each) > 1
            limit ?
            """;
    private static final String BOOKED =
            """
            select currency, count(distinct engagement) from (
                select engagement, unnest(booked) as currency from totals_place
                union all
                select b.engagement, p.currency from totals_behind b cross join lateral (
                    select p.currency from posting p
                    where p.engagement = b.engagement and p.sequence > b.added
                        and p.happening in ('booked', 'soft-booked') offset 0) p) c
            group by 1
            """;
    private static final String BOOKED_POSTINGS =
            """
            select currency, count(distinct engagement) from posting
            where happening in ('booked', 'soft-booked') group by 1
            """;

    private final Connection connection;
    private @Nullable Boolean ahead;
    private @Nullable List<Total> totals;
    private final Map<LocalDate, List<Lot>> lots = new HashMap<>();

    /** What a connection sees. */
    public BooksView(Connection connection) {
        this.connection = connection;
    }

    /** Through which it is seen. */
    public Connection connection() {
        return connection;
    }

    /** Whether so much is added up that asking here takes less than reading every posting. */
    public boolean isAhead() throws SQLException {
        if (ahead == null) {
            try (PreparedStatement statement = connection.prepareStatement(BEHIND);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                ahead = row.getLong(1) <= MANY;
            }
        }
        return ahead;
    }

    /** All postings, added up by their kind, currency, day and origin; in no order. */
    public List<Total> totals() throws SQLException {
        if (totals == null) {
            List<Total> found = new ArrayList<>();
            try (PreparedStatement statement =
                            connection.prepareStatement(isAhead() ? TOTALS : POSTINGS);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new Total(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getObject(3, LocalDate.class),
                                    row.getString(4),
                                    row.getBigDecimal(5),
                                    row.getBigDecimal(6)));
                }
            }
            totals = List.copyOf(found);
        }
        return totals;
    }

    /**
     * Of lines that have something open: all lots before a day, and what consumed them. Ask only
     * when {@link #isAhead}.
     */
    public List<Lot> lots(LocalDate until) throws SQLException {
        List<Lot> known = lots.get(until);
        if (known == null) {
            known = List.copyOf(readLots(until));
            lots.put(until, known);
        }
        return known;
    }

    private List<Lot> readLots(LocalDate until) throws SQLException {
        List<Lot> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LOTS)) {
            statement.setObject(1, until);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new Lot(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getObject(4, LocalDate.class),
                                    Optional.ofNullable(row.getBigDecimal(5)),
                                    row.getBigDecimal(6)));
                }
            }
        }
        return found;
    }

    /**
     * Engagements whose postings are in several currencies, whatever their kind and day. Ask only
     * when {@link #isAhead}.
     *
     * @param most to be told
     */
    public List<String> inSeveralCurrencies(int most) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SEVERAL)) {
            statement.setInt(1, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }

    /** How many engagements have contract value, by currency. */
    public Map<String, Long> booked() throws SQLException {
        Map<String, Long> found = new TreeMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(isAhead() ? BOOKED : BOOKED_POSTINGS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.put(row.getString(1), row.getLong(2));
            }
        }
        return found;
    }
}
