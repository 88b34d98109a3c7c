package throughline.journal;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are given to one statement column by column, for {@code unnest}. */
public final class Columns {

    private final String[] types;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /**
     * No rows yet.
     *
     * @param types PostgreSQL's names: text, int8, int2, int4, bytea, bool, date, timestamptz
     */
    public Columns(String... types) {
        this.types = types;
    }

    /** Adds a row; instants and dates as themselves, they are sent as text. */
    public void row(@Nullable Object... values) {
        if (values.length != types.length) {
            throw new IllegalArgumentException(
                    "a row has " + types.length + " values, not " + values.length);
        }
        rows.add(values);
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }

    /** Runs a statement with one array for each column, unless there are no rows. */
    public int update(Connection connection, String sql) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement);
            return statement.executeUpdate();
        }
    }

    /** Binds one array for each column. */
    public void bind(PreparedStatement statement) throws SQLException {
        for (int column = 0; column < types.length; column++) {
            statement.setArray(column + 1, array(statement.getConnection(), column));
        }
    }

    private Array array(Connection connection, int column) throws SQLException {
        int size = rows.size();
        String type = types[column];
        // Plain arrays of these types go in binary form; everything else goes as text.
        @Nullable Object[] values =
                switch (type) {
                    case "int8" -> new Long[size];
                    case "int4", "int2" -> new Integer[size];
                    case "bool" -> new Boolean[size];
                    case "bytea" -> new byte[size][];
                    default -> new String[size];
                };
        if (values instanceof String[] texts) {
            texts(texts, column);
        } else {
            for (int row = 0; row < size; row++) {
                values[row] = rows.get(row)[column];
            }
        }
        return connection.createArrayOf(type, values);
    }

    /** One instant stands in most rows of a batch, and is dear to write. */
    @SuppressWarnings("ReferenceEquality")
    private void texts(@Nullable String[] texts, int column) {
        Object before = null;
        for (int row = 0; row < texts.length; row++) {
            Object value = rows.get(row)[column];
            texts[row] = row > 0 && value == before ? texts[row - 1] : text(value);
            before = value;
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal.toPlainString();
            case Object other -> other.toString();
        };
    }
}
