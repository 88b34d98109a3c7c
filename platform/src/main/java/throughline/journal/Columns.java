package throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;
import throughline.wording.Counted;

/**
 * Rows that are given to one statement column by column, for {@code unnest}. Each column goes as
 * one array in binary form, so that neither side writes or reads text for it.
 *
 * <p><b>Source</b>: array_recv in PostgreSQL's source.
 */
public final class Columns {

    private static final int DIMENSIONS = 1;
    private static final int FIRST_INDEX = 1;
    private static final int BYTES_PER_VALUE = 16;

    private final List<ColumnType> types;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /**
     * No rows yet.
     *
     * @param types PostgreSQL's names: text, int8, int4, int2, bool, bytea, date, timestamptz,
     *     jsonb, uuid
     */
    public Columns(String... types) {
        this.types = Stream.of(types).map(ColumnType::of).toList();
    }

    /** Adds a row; instants, dates, UUIDs and numbers as themselves. */
    public void row(@Nullable Object... values) {
        if (values.length != types.size()) {
            throw new IllegalArgumentException(
                    "a row has " + Counted.of(types.size(), "value") + ", not " + values.length);
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
        BaseConnection connection = statement.getConnection().unwrap(BaseConnection.class);
        for (int column = 0; column < types.size(); column++) {
            int array = types.get(column).arrayOid();
            statement.setArray(column + 1, new PgArray(connection, array, binary(column)));
        }
    }

    private byte[] binary(int column) {
        ColumnType type = types.get(column);
        boolean gaps = rows.stream().anyMatch(row -> row[column] == null);
        BinaryFields array = new BinaryFields(BYTES_PER_VALUE * (rows.size() + 2));
        array.rawInt4(rows.isEmpty() ? 0 : DIMENSIONS).rawInt4(gaps ? 1 : 0).rawInt4(type.oid());
        if (!rows.isEmpty()) {
            array.rawInt4(rows.size()).rawInt4(FIRST_INDEX);
        }
        for (@Nullable Object[] row : rows) {
            Object value = row[column];
            if (value == null) {
                array.none();
            } else {
                type.write(array, value);
            }
        }
        return array.toBytes();
    }
}
