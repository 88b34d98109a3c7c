package throughline.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.postgresql.core.Oid;

/** The types that a column of rows may have, each with how one value of it is written. */
enum ColumnType {
    TEXT(Oid.TEXT, Oid.TEXT_ARRAY, (to, value) -> to.text(plain(value))),
    INT8(Oid.INT8, Oid.INT8_ARRAY, (to, value) -> to.int8(((Number) value).longValue())),
    INT4(Oid.INT4, Oid.INT4_ARRAY, (to, value) -> to.int4(((Number) value).intValue())),
    INT2(Oid.INT2, Oid.INT2_ARRAY, (to, value) -> to.int2(((Number) value).intValue())),
    BOOL(Oid.BOOL, Oid.BOOL_ARRAY, (to, value) -> to.bool((Boolean) value)),
    BYTEA(Oid.BYTEA, Oid.BYTEA_ARRAY, (to, value) -> to.bytes((byte[]) value)),
    DATE(Oid.DATE, Oid.DATE_ARRAY, (to, value) -> to.date((LocalDate) value)),
    TIMESTAMPTZ(Oid.TIMESTAMPTZ, Oid.TIMESTAMPTZ_ARRAY, (to, value) -> to.instant(instant(value))),
    JSONB(Oid.JSONB, Oid.JSONB_ARRAY, (to, value) -> to.jsonb((String) value)),
    UUID(Oid.UUID, Oid.UUID_ARRAY, (to, value) -> to.uuid((java.util.UUID) value));

    private final int oid;
    private final int arrayOid;
    private final BiConsumer<BinaryFields, Object> writing;

    ColumnType(int oid, int arrayOid, BiConsumer<BinaryFields, Object> writing) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.writing = writing;
    }

    /** The type of one of PostgreSQL's names, in small letters. */
    static ColumnType of(String name) {
        return Stream.of(values())
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column can be " + name));
    }

    int oid() {
        return oid;
    }

    int arrayOid() {
        return arrayOid;
    }

    void write(BinaryFields to, Object value) {
        writing.accept(to, value);
    }

    private static String plain(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static Instant instant(Object value) {
        return value instanceof OffsetDateTime at ? at.toInstant() : (Instant) value;
    }
}
