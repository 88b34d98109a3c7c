package throughline.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Rows in the order of their keys, read a portion at a time beside other such rows. */
final class Cursor<T> implements AutoCloseable {

    private static final int PORTION = 2_000;

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Reader<T> reader;
    private Optional<T> head = Optional.empty();

    Cursor(Connection connection, String sql, Reader<T> reader) throws SQLException {
        this.reader = reader;
        statement = connection.prepareStatement(sql);
        statement.setFetchSize(PORTION);
        rows = statement.executeQuery();
        advance();
    }

    /** Makes a value of the current row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The row that comes next; empty at the end. */
    Optional<T> head() {
        return head;
    }

    void advance() throws SQLException {
        head = rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        statement.close();
    }
}
