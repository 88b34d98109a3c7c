package throughline.journal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values one after another, each after its length, as PostgreSQL's binary protocol has them in rows
 * and in arrays.
 *
 * <p><b>Source</b>: the receive functions of each type in PostgreSQL's source.
 */
final class BinaryFields {

    private static final long EPOCH_DAY_2000 = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long EPOCH_SECOND_2000 = EPOCH_DAY_2000 * 86_400;
    private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);
    private static final byte JSONB_VERSION = 1;

    private ByteBuffer buffer;

    /** Room for so many bytes before it grows. */
    BinaryFields(int bytes) {
        buffer = ByteBuffer.allocate(bytes);
    }

    /** Bytes as they are, without a length before them. */
    BinaryFields raw(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    /** Two bytes without a length before them. */
    BinaryFields rawInt2(int value) {
        room(2).putShort((short) value);
        return this;
    }

    /** Four bytes without a length before them. */
    BinaryFields rawInt4(int value) {
        room(4).putInt(value);
        return this;
    }

    BinaryFields text(@Nullable String value) {
        return value == null ? none() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    BinaryFields bytes(byte[] value) {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    BinaryFields jsonb(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        room(5 + text.length).putInt(1 + text.length).put(JSONB_VERSION).put(text);
        return this;
    }

    BinaryFields bool(boolean value) {
        room(5).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    BinaryFields int8(long value) {
        room(12).putInt(8).putLong(value);
        return this;
    }

    BinaryFields int4(int value) {
        room(8).putInt(4).putInt(value);
        return this;
    }

    BinaryFields int2(int value) {
        room(6).putInt(2).putShort((short) value);
        return this;
    }

    BinaryFields uuid(UUID value) {
        room(20).putInt(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    BinaryFields date(LocalDate value) {
        return int4(Math.toIntExact(value.toEpochDay() - EPOCH_DAY_2000));
    }

    /** To the microsecond; what is finer is cut off. */
    BinaryFields instant(Instant value) {
        return int8(
                (value.getEpochSecond() - EPOCH_SECOND_2000) * 1_000_000 + value.getNano() / 1_000);
    }

    BinaryFields none() {
        return rawInt4(-1);
    }

    /** A decimal as groups of four digits, with the weight of the first group. */
    BinaryFields numeric(BigDecimal value) {
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

    /** What was written so far, in an array that may have room behind it. */
    byte[] array() {
        return buffer.array();
    }

    /** How many bytes were written so far. */
    int length() {
        return buffer.position();
    }

    /** What was written so far, and nothing else. */
    byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
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
