package throughline.journal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.exchange.RateTable;
import throughline.observed.CanonicalRecord.ExchangeRates;

/** Rates of exchange: what was published, and since when it is known. Append-only. */
public final class RateStore {

    // What is no longer published is one more row too, without a rate.
    private static final String KEEP =
            """
            with told as (
                select system, type, currency, day::date, known::timestamptz, base, rate::numeric,
                    message
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::int8[])
                    as t(system, type, currency, day, known, base, rate, message)), days as (
                select distinct system, type, day, known, base, message from told), gone as (
                select d.system, d.type, r.currency, d.day, d.known, d.base, null::numeric,
                    d.message
                from days d
                join exchange_rate r on r.system = d.system and r.type = d.type and r.day = d.day
                where r.currency <> '' and not exists (select from told t where t.system = d.system
                    and t.type = d.type and t.day = d.day and t.currency = r.currency))
            insert into exchange_rate
            select n.* from (select * from told where currency <> '' union select * from gone) n
            left join lateral (
                select r.base, r.rate from exchange_rate r
                where r.system = n.system and r.type = n.type and r.currency = n.currency
                    and r.day = n.day
                order by r.known desc limit 1) last on true
            where last.rate is distinct from n.rate
                or n.rate is not null and last.base is distinct from n.base
            on conflict (system, type, currency, day, known) do update
                set base = excluded.base, rate = excluded.rate, message_id = excluded.message_id
            """;
    private static final String KNOWN =
            """
            select distinct on (currency, day) currency, day, base, rate from exchange_rate
            where system = ? and type = ? and currency = any(?) and known <= ?::timestamptz
            order by currency, day, known desc
            """;
    private static final String BASE =
            """
            select base from exchange_rate where system = ? and type = ? and known <= ?::timestamptz
            limit 1
            """;

    private RateStore() {}

    /**
     * What was published of one day, and when it came to be known.
     *
     * @param message the raw message that says so
     */
    public record Published(ExchangeRates rates, Instant known, long message) {}

    /** Keeps what is new of these, which are all of different days. */
    public static void keep(Connection connection, Collection<Published> all) throws SQLException {
        Columns rows = new Columns("text", "text", "text", "text", "text", "text", "text", "int8");
        for (Published each : all) {
            ExchangeRates rates = each.rates();
            // A row without a currency tells of the day itself, on which nothing may be left.
            Map<String, String> told = new TreeMap<>(Map.of("", "1"));
            rates.rates().forEach((currency, rate) -> told.put(currency, rate.toPlainString()));
            told.forEach(
                    (currency, rate) ->
                            rows.row(
                                    rates.key().system(),
                                    rates.key().type(),
                                    currency,
                                    rates.on().toString(),
                                    each.known().toString(),
                                    rates.base(),
                                    rate,
                                    each.message()));
        }
        rows.update(connection, KEEP);
    }

    /**
     * The rates of some currencies as they were known at an instant.
     *
     * @param known empty for now
     */
    public static RateTable known(
            Connection connection,
            String system,
            String type,
            Set<String> currencies,
            Optional<Instant> known)
            throws SQLException {
        String at = known.map(Instant::toString).orElse("infinity");
        Optional<String> base = base(connection, system, type, at);
        Map<String, NavigableMap<LocalDate, BigDecimal>> published = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setString(1, system);
            statement.setString(2, type);
            statement.setArray(
                    3, connection.createArrayOf("text", new LinkedHashSet<>(currencies).toArray()));
            statement.setString(4, at);
            statement.setFetchSize(10_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    BigDecimal rate = rows.getBigDecimal(4);
                    if (rate != null && base.filter(same(rows.getString(3))).isPresent()) {
                        published
                                .computeIfAbsent(rows.getString(1), code -> new TreeMap<>())
                                .put(rows.getObject(2, LocalDate.class), rate);
                    }
                }
            }
        }
        return new RateTable(base, published);
    }

    private static java.util.function.Predicate<String> same(String base) {
        return base::equals;
    }

    private static Optional<String> base(
            Connection connection, String system, String type, String at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BASE)) {
            statement.setString(1, system);
            statement.setString(2, type);
            statement.setString(3, at);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}
