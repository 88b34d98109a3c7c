package throughline.journal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into an append-only table by PostgreSQL's binary COPY: one round trip and one
 * pass through the executor for any number of rows.
 *
 * <p><b>Source</b>: PostgreSQL's manual, COPY, "Binary Format"; the send functions of each type.
 */
final class CopyRows {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long EPOCH_DAY_2000 = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long EPOCH_SECOND_2000 = EPOCH_DAY_2000 * 86_400;
    private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);

    private final String copy;
    private final int columns;
    private ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).put(HEADER);
    private int rows;

    /** Rows for a table's columns, in this order. */
    CopyRows(String table, String... columns) {
        this.copy =
                "copy throughline.%s (%s) from stdin (format binary)"
                        .formatted(table, String.join(", ", columns));
        this.columns = columns.length;
    }

    CopyRows row() {
        room(2).putShort((short) columns);
        rows++;
        return this;
    }

    CopyRows text(@Nullable String value) {
        return value == null ? none() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytes(byte[] value) {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    CopyRows int8(long value) {
        room(12).putInt(8).putLong(value);
        return this;
    }

    CopyRows int2(int value) {
        room(6).putInt(2).putShort((short) value);
        return this;
    }

    CopyRows date(LocalDate value) {
        room(8).putInt(4).putInt(Math.toIntExact(value.toEpochDay() - EPOCH_DAY_2000));
        return this;
    }

    CopyRows instant(Instant value) {
        return int8(
                (value.getEpochSecond() - EPOCH_SECOND_2000) * 1_000_000 + value.getNano() / 1_000);
    }

    CopyRows none() {
        room(4).putInt(-1);
        return this;
    }

    /** A decimal as groups of four digits, with the weight of the first group. */
    CopyRows numeric(BigDecimal value) {
        int fraction = Math.max(value.scale(), 0);
        int groupsAfter = (fraction + 3) / 4;
        BigInteger digits = value.abs().setScale(groupsAfter * 4).unscaledValue();
        short[] groups = new short[digits.bitLength() / 13 + 1];
        int count = 0;
        for (BigInteger left = digits; left.signum() > 0; ) {
            BigInteger[] parts = left.divideAndRemainder(TEN_THOUSAND);
            groups[count++] = parts[1].shortValue();
            left = parts[0];
        }
        room(12 + 2 * count).putInt(8 + 2 * count).putShort((short) count);
        buffer.putShort((short) (count - groupsAfter - 1));
        buffer.putShort(value.signum() < 0 ? (short) 0x4000 : 0).putShort((short) fraction);
        for (int i = count - 1; i >= 0; i--) {
            buffer.putShort(groups[i]);
        }
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
        room(2).putShort((short) -1);
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        try {
            in.writeToCopy(buffer.array(), 0, buffer.position());
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int size = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer =
                    ByteBuffer.wrap(Arrays.copyOf(buffer.array(), size))
                            .position(buffer.position());
        }
        return buffer;
    }
}
