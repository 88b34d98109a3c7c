package throughline.landscape.build;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Fault;
import throughline.landscape.expression.Words;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** Holds what an expression yielded against what its field holds. */
final class Coercion {

    private Coercion() {}

    /**
     * The value as the field holds it, or a {@link Fault} when it cannot be one; nothing stays
     * nothing.
     *
     * @param path how the source names it
     */
    static @Nullable Object coerce(Kind kind, @Nullable Object value, String path) {
        if (value == null) {
            return null;
        }
        Object result =
                switch (kind) {
                    case TEXT -> value instanceof String text ? nothingWhenBlank(text) : value;
                    case LABEL -> label(value);
                    case KEY -> value instanceof CanonicalRecord record ? record.key() : value;
                    case DECIMAL, QUANTITY ->
                            value instanceof Long whole ? BigDecimal.valueOf(whole) : value;
                    case MONEY, DATE, INSTANT, TRUTH -> value;
                    case STAGE -> constant(CanonicalRecord.Stage.values(), value);
                    case DOCUMENT -> constant(CanonicalRecord.DocumentStatus.values(), value);
                    case CHANGE -> constant(CanonicalRecord.ChangeStatus.values(), value);
                    case TIME -> constant(CanonicalRecord.TimeStatus.values(), value);
                };
        if (result != null && !typeOf(kind).isInstance(result)) {
            return new Fault(
                    path,
                    result instanceof String ? "unknown-value" : "wrong-type",
                    "%s is %s where %s is expected. Correct it at its source or in the mapping."
                            .formatted(path, Words.kindOf(value), kind.words()));
        }
        if (kind == Kind.QUANTITY && result instanceof BigDecimal number && number.signum() < 0) {
            return new Fault(
                    path,
                    "negative",
                    "%s is %s, and must not be negative. Send a correction of the record itself."
                            .formatted(path, number.toPlainString()));
        }
        return result;
    }

    private static @Nullable Object label(Object value) {
        return switch (value) {
            case String text -> nothingWhenBlank(text);
            case BigDecimal number when number.signum() == 0 -> "0";
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case Long _, Integer _, BigInteger _, Boolean _ -> value.toString();
            case Object other -> other;
        };
    }

    private static @Nullable Object nothingWhenBlank(String text) {
        return text.isBlank() ? null : text;
    }

    private static Object constant(Enum<?>[] constants, Object value) {
        String name = value.toString().strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .<Object>map(constant -> constant)
                .orElse(value);
    }

    private static Class<?> typeOf(Kind kind) {
        return switch (kind) {
            case TEXT, LABEL -> String.class;
            case KEY -> RecordKey.class;
            case MONEY -> Money.class;
            case DECIMAL, QUANTITY -> BigDecimal.class;
            case DATE -> LocalDate.class;
            case INSTANT -> Instant.class;
            case TRUTH -> Boolean.class;
            case STAGE -> CanonicalRecord.Stage.class;
            case DOCUMENT -> CanonicalRecord.DocumentStatus.class;
            case CHANGE -> CanonicalRecord.ChangeStatus.class;
            case TIME -> CanonicalRecord.TimeStatus.class;
        };
    }
}
