package throughline.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * A rehearsal that runs. The database holds a lock in its name for as long as the process lives
 * that runs it, so one that was killed is told as failed and not as running for ever.
 */
final class Underway implements AutoCloseable {

    /** A name for locks of rehearsals; {@code RehearsalStore} looks for it. */
    private static final int OURS = 7365;

    private final Connection connection;
    private final long number;

    private Underway(Connection connection, long number) {
        this.connection = connection;
        this.number = number;
    }

    /** One that is noted by an insert; nobody sees the row before its lock is held. */
    static Underway from(DataSource database, ToLongFunction<Connection> insert) {
        try {
            Connection connection = database.getConnection();
            try {
                connection.setAutoCommit(false);
                Underway begun = new Underway(connection, insert.applyAsLong(connection));
                begun.lock("select pg_advisory_lock(?, ?)");
                connection.commit();
                connection.setAutoCommit(true);
                return begun;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.close();
                throw failed;
            }
        } catch (SQLException failed) {
            throw new DataAccessResourceFailureException("the rehearsal cannot begin", failed);
        }
    }

    long number() {
        return number;
    }

    private void lock(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, OURS);
            statement.setInt(2, Math.toIntExact(number));
            statement.execute();
        }
    }

    /** It ended, however it did. */
    @Override
    public void close() {
        try (connection) {
            lock("select pg_advisory_unlock(?, ?)");
        } catch (SQLException gone) {
            throw new DataAccessResourceFailureException("the rehearsal cannot end", gone);
        }
    }
}
