package throughline.landscape.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** What kinds of values are called in sentences. */
public final class Words {

    private Words() {}

    /** For example {@code a text ("x")}. */
    public static String kindOf(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> "a text (\"" + shortened(text) + "\")";
            case BigDecimal number -> "a number (" + shortened(number.toString()) + ")";
            case Number whole -> "a number (" + whole + ")";
            case Boolean bool -> "a truth value (" + bool + ")";
            case LocalDate date -> "a date (" + date + ")";
            case Instant instant -> "a point in time (" + instant + ")";
            case Money money -> "an amount (" + money + ")";
            case RecordKey key -> "a key (" + key + ")";
            case CanonicalRecord record -> "a record (" + record.key() + ")";
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> _ -> "an object";
            case Object other -> "a " + other.getClass().getSimpleName();
        };
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
