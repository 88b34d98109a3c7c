package throughline.totals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The books of one moment, added up.
 *
 * @param totals by kind, currency, day and origin
 * @param booked how many engagements have contract value, by currency
 */
public record BooksNow(List<Total> totals, Map<String, Long> booked) {

    public BooksNow {
        totals = List.copyOf(totals);
        booked = Map.copyOf(booked);
    }

    /**
     * Those of a database.
     *
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    public static BooksNow of(DataSource database) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                BooksView view = new BooksView(connection);
                return new BooksNow(view.totals(), view.booked());
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
