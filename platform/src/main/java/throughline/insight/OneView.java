package throughline.insight;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Reads several things of one database as it stood at one moment, so that figures and what they
 * rest on agree while others go on writing.
 */
final class OneView {

    private OneView() {}

    /** What is read. */
    interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    /**
     * The result of a reading; nothing is written.
     *
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    static <T> T of(DataSource database, Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return reading.read(connection);
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    "The books cannot be read: " + e.getMessage(), e);
        }
    }
}
