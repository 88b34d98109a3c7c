package throughline.journal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into an append-only table by PostgreSQL's binary COPY: one round trip and one
 * pass through the executor for any number of rows.
 *
 * <p><b>Source</b>: PostgreSQL's manual, COPY, "Binary Format".
 */
final class CopyRows {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private final String copy;
    private final int columns;
    private final BinaryFields fields = new BinaryFields(64 * 1024).raw(HEADER);
    private int rows;

    /** Rows for a table's columns, in this order. */
    CopyRows(String table, String... columns) {
        this.copy =
                "copy throughline.%s (%s) from stdin (format binary)"
                        .formatted(table, String.join(", ", columns));
        this.columns = columns.length;
    }

    CopyRows row() {
        fields.rawInt2(columns);
        rows++;
        return this;
    }

    CopyRows text(@Nullable String value) {
        fields.text(value);
        return this;
    }

    CopyRows bytes(byte[] value) {
        fields.bytes(value);
        return this;
    }

    CopyRows int8(long value) {
        fields.int8(value);
        return this;
    }

    CopyRows int2(int value) {
        fields.int2(value);
        return this;
    }

    CopyRows date(LocalDate value) {
        fields.date(value);
        return this;
    }

    CopyRows instant(Instant value) {
        fields.instant(value);
        return this;
    }

    CopyRows none() {
        fields.none();
        return this;
    }

    CopyRows numeric(BigDecimal value) {
        fields.numeric(value);
        return this;
    }

    int size() {
        return rows;
    }

    /** Sends the rows, when there are any. */
    void send(Connection connection) throws SQLException {
        if (rows == 0) {
            return;
        }
        fields.rawInt2(-1);
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        try {
            in.writeToCopy(fields.array(), 0, fields.length());
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }
}
