package throughline.insight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;

/** A real database of its own whose books a test writes by hand. */
final class Ledger implements AutoCloseable {

    private final Path folder;
    private final Database database;
    private long sequence = 100;

    Ledger() {
        try {
            folder = Files.createTempDirectory("throughline-books");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database = Databases.open(new Home(folder), Optional.empty());
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    void empty() {
        run(
                "truncate posting, measure, engagement, exception_item, clock, parked, action,"
                        + " under_way, event, exchange_rate");
    }

    void engagement(String id, String unit, String attributes) {
        run(
                """
                insert into engagement (id, partition, kind, sequence, name, customer_name, status,
                    unit, legal_entity, attributes, release, created_at, updated_at)
                values (?, 0, 'deal', 1, ?, 'Acme', 'active', ?, 'US01', ?::jsonb, 'r', now(),
                    now())
                """,
                id,
                id,
                unit,
                attributes);
    }

    /** A posting of {@code "EUR 12.50"} in minor units; its sequence. */
    long post(String engagement, String happening, String currency, long minor, String day) {
        return postKnown(engagement, happening, currency, minor, day + " " + day + "T12:00:00Z");
    }

    /** The same, {@code "2026-03-01 2026-04-02T00:00:00Z"}: counting then, known then. */
    long postKnown(String engagement, String happening, String currency, long minor, String when) {
        String[] days = when.split(" ", 2);
        run(
                "insert into posting values (?, ?::int8, 0, ?, '1', ?, ?::int8, ?::date, '',"
                        + " ?::timestamptz)",
                engagement,
                Long.toString(++sequence),
                happening,
                currency,
                Long.toString(minor),
                days[0],
                days[1]);
        return sequence;
    }

    /**
     * What made it move, and why figures are others than before: {@code "changed change-order"}.
     */
    void told(String engagement, long posted, String originAndCause) {
        String[] words = originAndCause.split(" ", 2);
        run(
                "update posting set origin = ?, cause = ? where engagement = ?"
                        + " and sequence = ?::int8",
                words[0],
                words[1],
                engagement,
                Long.toString(posted));
    }

    /** A rate of one euro, {@code "2026-03-31 2026-04-01T00:00:00Z"}: of that day, known then. */
    void rate(String currency, String rate, String when) {
        String[] days = when.split(" ", 2);
        run(
                "insert into exchange_rate (system, type, currency, day, known, base, rate,"
                        + " message_id) values ('bank', 'rates', ?, ?::date, ?::timestamptz,"
                        + " 'EUR', nullif(?, '')::numeric, 0)",
                currency,
                days[0],
                days[1],
                rate);
    }

    void measure(String kind, String hours, String day, String person) {
        run(
                "insert into measure values ('e1', ?::int8, 0, ?, '1', ?::numeric, ?::date, ?,"
                        + " now())",
                Long.toString(++sequence),
                kind,
                hours,
                day,
                person);
    }

    /** The first column of every row. */
    List<String> texts(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    void run(String sql, String... values) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
