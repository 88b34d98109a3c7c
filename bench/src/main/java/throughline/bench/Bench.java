package throughline.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import throughline.intake.Intake;
import throughline.intake.RawMessage;

/** What all measurements share. */
final class Bench {

    private static final int CHUNK = 500;

    private Bench() {}

    /** Seconds since a {@link System#nanoTime()}. */
    static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Makes messages durable, in chunks. */
    static void accept(Intake intake, List<RawMessage> messages) {
        for (int from = 0; from < messages.size(); from += CHUNK) {
            intake.accept(messages.subList(from, Math.min(messages.size(), from + CHUNK)));
        }
    }

    /** The one number that a query gives. */
    static long number(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Empties tables, so that a measurement begins as if it were the first. */
    static void emptied(DataSource database, String... tables) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                statement.execute("truncate throughline." + table + " cascade");
            }
        }
    }

    /** Lets the database settle, so that one measurement does not pay for the one before. */
    static void settle(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    static void say(String line, Object... values) {
        System.out.println(line.formatted(values));
    }
}
