package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.exchange.Worth;
import throughline.landscape.Release;

/**
 * Shows people the contracts that nobody can tell in the currency of their legal entity, since a
 * rate of exchange is not known, and takes that back once it is. It looks at everything each time,
 * so that it may die at any moment, and be done by any node.
 *
 * <p><b>Threads</b>: safe; of several at once one does it.
 */
public final class MissingRates {

    /** What its exceptions are called. */
    public static final String CODE = "exchange-rate-missing";

    private static final String KEY = "exchange-rate:";
    private static final String FOREIGN =
            """
            select p.engagement, p.line, p.happening, p.currency, p.effective, sum(p.minor)
            from posting p join engagement e on e.id = p.engagement
            join unnest(?::text[], ?::text[]) as f(entity, currency) on f.entity = e.legal_entity
            where p.currency <> f.currency
            group by 1, 2, 3, 4, 5 order by 1, 4, 5
            """;
    private static final String RAISE =
            """
            insert into exception_item (engagement, key, opened_sequence, code, sentence, facts,
                at_stake_currency, at_stake_minor, owner, fingerprint, opened)
            select e.id, ?, e.sequence, ?, ?, jsonb_build_object('currency', ?::text), ?, ?, ?, ?,
                ?::timestamptz
            from engagement e where e.id = ? and not exists (
                select from exception_item i
                where i.engagement = e.id and i.key = ? and i.closed is null and i.sentence = ?)
            on conflict (engagement, key, opened_sequence) do update set closed = null,
                closed_why = null, opened = excluded.opened, sentence = excluded.sentence,
                at_stake_minor = excluded.at_stake_minor
            """;
    private static final String CLOSE =
            """
            update exception_item set closed = ?::timestamptz, closed_why = ?
            where code = ? and closed is null and engagement = ? and key = ? and sentence <> ?
            """;
    private static final String OPEN =
            "select engagement, key from exception_item where code = ? and closed is null";

    private MissingRates() {}

    private record Where(String engagement, String currency) implements Comparable<Where> {
        String key() {
            return KEY + currency;
        }

        @Override
        public int compareTo(Where other) {
            int order = engagement.compareTo(other.engagement);
            return order != 0 ? order : currency.compareTo(other.currency);
        }
    }

    private record Missing(String sentence, BigDecimal booked, BigDecimal other) {
        long atStakeMinor(int digits) {
            return (booked.signum() != 0 ? booked : other).movePointRight(digits).longValueExact();
        }
    }

    /**
     * Looks once.
     *
     * @throws DataAccessResourceFailureException when the database cannot be read or written
     */
    public static void look(DataSource database, Release release, Instant now) {
        if (release.exchange().system().isEmpty()) {
            return;
        }
        Settings settings = Settings.of(release, LocalDate.ofInstant(now, ZoneOffset.UTC));
        String owner = release.ownerOf(release.exchange().system().get());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (mine(connection)) {
                    Map<Where, Missing> missing = missing(database, connection, settings);
                    close(connection, missing, now);
                    for (Map.Entry<Where, Missing> each : missing.entrySet()) {
                        raise(connection, each.getKey(), each.getValue(), owner, now);
                    }
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("rates cannot be looked for", e);
        }
    }

    private static boolean mine(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select pg_try_advisory_xact_lock(hashtext('missing-rates'))");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Map<Where, Missing> missing(
            DataSource database, Connection connection, Settings settings) throws SQLException {
        Question question = Question.of("bookings").in(Reporting.parse("functional").orElseThrow());
        Cut cut = new MetricDesk(database, settings).cut(connection, question);
        Translating translating = Translating.of(connection, question, settings, cut).orElseThrow();
        Map<Where, Missing> missing = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN)) {
            Map<String, String> functional = new TreeMap<>(settings.functionalCurrencies());
            statement.setArray(1, connection.createArrayOf("text", functional.keySet().toArray()));
            statement.setArray(2, connection.createArrayOf("text", functional.values().toArray()));
            statement.setFetchSize(10_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    look(fact(rows), translating, missing);
                }
            }
        }
        return missing;
    }

    private static void look(Fact fact, Translating translating, Map<Where, Missing> missing) {
        if (translating.happened(fact) instanceof Worth.Unknown(var sentence)) {
            BigDecimal amount = fact.increases();
            boolean booked = fact.kind().endsWith("booked");
            missing.merge(
                    new Where(fact.engagement(), fact.currency()),
                    new Missing(
                            sentence + " Figures of this contract are undefined until then.",
                            booked ? amount : BigDecimal.ZERO,
                            booked ? BigDecimal.ZERO : amount.abs()),
                    (one, more) ->
                            new Missing(
                                    one.sentence(),
                                    one.booked().add(more.booked()),
                                    one.other().max(more.other())));
        }
    }

    private static Fact fact(ResultSet row) throws SQLException {
        int digits = org.joda.money.CurrencyUnit.of(row.getString(4)).getDecimalPlaces();
        return new Fact(
                row.getString(1),
                row.getString(2),
                "",
                row.getString(3),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                row.getBigDecimal(6).movePointLeft(digits),
                BigDecimal.ZERO);
    }

    private static void raise(
            Connection connection, Where where, Missing missing, String owner, Instant now)
            throws SQLException {
        int digits = org.joda.money.CurrencyUnit.of(where.currency()).getDecimalPlaces();
        try (PreparedStatement statement = connection.prepareStatement(RAISE)) {
            int i = 1;
            for (String text :
                    new String[] {
                        where.key(), CODE, missing.sentence(), where.currency(), where.currency()
                    }) {
                statement.setString(i++, text);
            }
            statement.setLong(i++, missing.atStakeMinor(digits));
            for (String text :
                    new String[] {
                        owner,
                        CODE + ":" + where.currency(),
                        now.toString(),
                        where.engagement(),
                        where.key(),
                        missing.sentence()
                    }) {
                statement.setString(i++, text);
            }
            statement.executeUpdate();
        }
    }

    private static void close(Connection connection, Map<Where, Missing> missing, Instant now)
            throws SQLException {
        Map<Where, Optional<Missing>> open = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setString(1, CODE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Where where =
                            new Where(rows.getString(1), rows.getString(2).substring(KEY.length()));
                    open.put(where, Optional.ofNullable(missing.get(where)));
                }
            }
        }
        for (Map.Entry<Where, Optional<Missing>> each : open.entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
                statement.setString(1, now.toString());
                statement.setString(
                        2, each.getValue().isPresent() ? "told anew" : "a rate is known");
                statement.setString(3, CODE);
                statement.setString(4, each.getKey().engagement());
                statement.setString(5, each.getKey().key());
                statement.setString(6, each.getValue().map(Missing::sentence).orElse(""));
                statement.executeUpdate();
            }
        }
    }
}
