package throughline.console;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.wording.Counted;
import throughline.wording.Words;

/** How the console writes amounts, days and spans of time. */
final class Wording {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final Pattern POLL =
            Pattern.compile("poll (\\S+) (\\S+) after(.*)", Pattern.DOTALL);

    private Wording() {}

    /** With its currency: {@code EUR 1,234.50}. */
    static String amount(Money money) {
        return money.currency().getCode() + " " + bare(money);
    }

    /** Without its currency: {@code 1,234.50}. */
    static String bare(Money money) {
        int digits = money.currency().getDecimalPlaces();
        String pattern = digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH))
                .format(money.decimal());
    }

    /** An amount of a row, or a dash when the row has none. */
    static String amount(@Nullable String currency, @Nullable Long minor) {
        return currency == null || minor == null
                ? "–"
                : amount(new Money(minor, CurrencyUnit.of(currency)));
    }

    static String amounts(Collection<Money> amounts) {
        return amounts.isEmpty()
                ? "–"
                : amounts.stream().map(Wording::amount).collect(Collectors.joining(", "));
    }

    static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    static String day(@Nullable LocalDate day) {
        return day == null ? "–" : day.toString();
    }

    /** How long ago, in the largest unit that fits. */
    static String ago(Instant instant, Instant now) {
        Duration span = Duration.between(instant, now);
        if (span.toDays() > 1) {
            return Counted.of(span.toDays(), "day") + " ago";
        }
        if (span.toHours() > 0) {
            return span.toHours() + " h ago";
        }
        if (span.toMinutes() > 0) {
            return span.toMinutes() + " min ago";
        }
        return span.toSeconds() > 0 ? span.toSeconds() + " s ago" : "just now";
    }

    /**
     * Where a message came from. How far a poll had read is told where that is a word, not where it
     * is what a connector keeps for itself.
     */
    static String origin(String origin) {
        Matcher poll = POLL.matcher(origin);
        if (!poll.matches()) {
            return origin;
        }
        String after = poll.group(3).strip();
        return "read from %s, %s".formatted(poll.group(1), poll.group(2))
                + (after.isEmpty() || after.startsWith("{") ? "" : ", changes after " + after);
    }

    static String percent(long part, long whole) {
        return whole == 0
                ? "–"
                : BigDecimal.valueOf(part * 1_000 / whole, 1).toPlainString() + " %";
    }

    /** {@code customer-tax-id-missing} as words: {@code Customer tax id missing}. */
    static String words(String code) {
        return Words.capitalized(code);
    }
}
