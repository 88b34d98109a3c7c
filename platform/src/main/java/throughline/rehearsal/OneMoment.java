package throughline.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;

/** Reads that all see the database as it is at one moment. */
final class OneMoment {

    private OneMoment() {}

    /** What is read. */
    @FunctionalInterface
    interface Reads<T> {
        T from(Connection connection) throws SQLException;
    }

    static <T> T of(Connection connection, Reads<T> reads) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        try {
            return reads.from(connection);
        } finally {
            connection.rollback();
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }
}
