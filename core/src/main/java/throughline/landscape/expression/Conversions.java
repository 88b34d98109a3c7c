package throughline.landscape.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.wording.Counted;

/**
 * From what vendors send to exact values. Nothing (null or a blank text) stays nothing; what cannot
 * be read is a fault whose sentence names the place in the source.
 */
final class Conversions {

    /**
     * Milliseconds since 1970, as JSON of Microsoft's making writes them; the offset is for show.
     */
    private static final Pattern TICKS =
            Pattern.compile("/Date\\((-?[0-9]{1,15})([+-][0-9]{4})?\\)/");

    private Conversions() {}

    static boolean isNothing(@Nullable Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    static @Nullable BigDecimal decimal(@Nullable Object value, String path) {
        if (value == null || isNothing(value)) {
            return null;
        }
        return switch (value) {
            case BigDecimal number -> number;
            case Long whole -> BigDecimal.valueOf(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            case BigInteger whole -> new BigDecimal(whole);
            case Money money -> money.decimal();
            case String text -> parseDecimal(text.strip(), path);
            case Object other -> throw wrongType(path, "a number", other);
        };
    }

    private static BigDecimal parseDecimal(String text, String path) {
        boolean wellFormed = !text.isEmpty() && text.length() <= 40;
        int digits = 0;
        int points = 0;
        for (int i = 0; wellFormed && i < text.length(); i++) {
            char c = text.charAt(i);
            boolean sign = i == 0 && (c == '-' || c == '+');
            boolean digit = c >= '0' && c <= '9';
            digits += digit ? 1 : 0;
            points += c == '.' ? 1 : 0;
            wellFormed = sign || digit || c == '.';
        }
        if (!wellFormed || digits == 0 || points > 1) {
            throw Unresolved.because(
                    path,
                    "bad-amount",
                    ("%s is %s, which is not a decimal number. Write digits"
                                            + " with a point and no other")
                                    .formatted(path, quoted(text))
                            + " separators, for example 12.50.");
        }
        return new BigDecimal(text);
    }

    static @Nullable Money money(@Nullable Object amount, @Nullable Object currency, String path) {
        BigDecimal decimal = decimal(amount, path);
        if (decimal == null) {
            return null;
        }
        CurrencyUnit unit = currency(currency, path);
        if (decimal.stripTrailingZeros().scale() > unit.getDecimalPlaces()) {
            throw Unresolved.because(
                    path,
                    "bad-amount",
                    "%s is %s, but %s has %s. Send the amount rounded by its own system."
                            .formatted(
                                    path,
                                    decimal.toPlainString(),
                                    unit.getCode(),
                                    Counted.of(unit.getDecimalPlaces(), "decimal")));
        }
        try {
            return Money.exact(unit, decimal);
        } catch (ArithmeticException tooLarge) {
            throw Unresolved.because(
                    path,
                    "bad-amount",
                    ("%s is %s, which is larger than any amount we can hold."
                                    + " Correct it at its source.")
                            .formatted(path, decimal.toPlainString()));
        }
    }

    private static CurrencyUnit currency(@Nullable Object currency, String path) {
        if (currency == null || isNothing(currency)) {
            throw Unresolved.because(
                    path,
                    "missing",
                    "%s has no currency. Send an ISO 4217 code beside it.".formatted(path));
        }
        try {
            return CurrencyUnit.of(currency.toString().strip());
        } catch (IllegalCurrencyException unknown) {
            throw Unresolved.because(
                    path,
                    "unknown-currency",
                    "%s is in currency %s, which does not exist. Send an ISO 4217 code such as EUR."
                            .formatted(path, quoted(currency)));
        }
    }

    static @Nullable LocalDate date(@Nullable Object value, String path) {
        if (value == null || isNothing(value)) {
            return null;
        }
        if (value instanceof LocalDate date) {
            return date;
        }
        String text = text(value, path).strip();
        try {
            // an instant's text begins with the date in its own offset; a mapping that means
            // another
            // zone says so with date(instant, zone)
            return text.length() > 10 && text.charAt(10) == 'T'
                    ? OffsetDateTime.parse(offsetWithColon(text)).toLocalDate()
                    : LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            throw Unresolved.because(
                    path,
                    "bad-date",
                    "%s is %s, which is not a date that exists. Write year-month-day, for example"
                                    .formatted(path, quoted(text))
                            + " 2026-03-31.");
        }
    }

    static @Nullable Instant instant(@Nullable Object value, String path) {
        if (value == null || isNothing(value)) {
            return null;
        }
        if (value instanceof Instant instant) {
            return instant;
        }
        String text = text(value, path).strip();
        Matcher ticks = TICKS.matcher(text);
        if (ticks.matches()) {
            return Instant.ofEpochMilli(Long.parseLong(ticks.group(1)));
        }
        try {
            return OffsetDateTime.parse(offsetWithColon(text)).toInstant();
        } catch (DateTimeException unreadable) {
            throw Unresolved.because(
                    path,
                    "bad-date",
                    "%s is %s, which is not a point in time. Write it with its offset, for example"
                                    .formatted(path, quoted(text))
                            + " 2026-03-31T14:05:00Z.");
        }
    }

    static @Nullable LocalDate dateIn(@Nullable Object value, @Nullable Object zone, String path) {
        Instant instant = instant(value, path);
        if (instant == null) {
            return null;
        }
        try {
            return instant.atZone(ZoneId.of(String.valueOf(zone))).toLocalDate();
        } catch (DateTimeException unknown) {
            throw Unresolved.because(
                    path,
                    "unknown-value",
                    "There is no time zone %s. Use a name such as Europe/Berlin."
                            .formatted(quoted(zone)));
        }
    }

    /** Texts and numbers as a text; whole numbers without a point. */
    static String text(Object value, String path) {
        return switch (value) {
            case String text -> text;
            case BigDecimal number when number.signum() == 0 -> "0";
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case Long whole -> whole.toString();
            case Integer whole -> whole.toString();
            case BigInteger whole -> whole.toString();
            case Boolean bool -> bool.toString();
            case LocalDate date -> date.toString();
            case Instant instant -> instant.toString();
            case Money money -> money.toString();
            case Object other -> throw wrongType(path, "a text", other);
        };
    }

    static Unresolved wrongType(String path, String expected, Object actual) {
        return Unresolved.because(
                path,
                "wrong-type",
                "%s is %s where %s is expected. Correct it at its source or in the mapping."
                        .formatted(path, Words.kindOf(actual), expected));
    }

    private static String quoted(@Nullable Object value) {
        String text = String.valueOf(value);
        return '"' + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + '"';
    }

    // Salesforce writes 2026-03-01T10:00:00.000+0000
    private static String offsetWithColon(String text) {
        int sign = text.length() - 5;
        boolean bare = sign > 10 && (text.charAt(sign) == '+' || text.charAt(sign) == '-');
        return bare ? text.substring(0, sign + 3) + ":" + text.substring(sign + 3) : text;
    }
}
