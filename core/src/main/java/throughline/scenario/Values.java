package throughline.scenario;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import throughline.landscape.NearMiss;
import throughline.landscape.build.Reading;
import throughline.money.Money;
import throughline.wording.Counted;

/** Reads amounts, numbers and days; what is none is a defect at its place. */
final class Values {

    private Values() {}

    static CurrencyUnit currency(Reading reading, String key, String otherwise) {
        String code = reading.optional(key).orElse(otherwise);
        try {
            return CurrencyUnit.of(code);
        } catch (IllegalCurrencyException unknown) {
            reading.defect(
                    key,
                    "unknown-currency",
                    "There is no currency %s. Use an ISO 4217 code such as EUR.".formatted(code));
            return CurrencyUnit.EUR;
        }
    }

    /** An amount that may be left out: {@code 1200.50}, or with a currency {@code EUR 1200.50}. */
    static Optional<Money> money(Reading reading, String key, CurrencyUnit currency) {
        return reading.optional(key).flatMap(text -> money(text, reading, key, currency));
    }

    /** An amount that must be there. */
    static Money neededMoney(Reading reading, String key, CurrencyUnit currency) {
        if (!reading.has(key)) {
            reading.missing(key);
        }
        return money(reading, key, currency).orElse(Money.zero(currency));
    }

    private static Optional<Money> money(
            String text, Reading reading, String key, CurrencyUnit currency) {
        try {
            return Optional.of(
                    text.matches("[A-Z]{3} .*")
                            ? Money.parse(text)
                            : Money.exact(currency, new BigDecimal(text.replace("_", ""))));
        } catch (ArithmeticException | IllegalArgumentException unreadable) {
            reading.defect(
                    key,
                    "bad-amount",
                    ("%s is %s, which is no amount in %s. Write it with at most %s "
                                    + "behind the point, as 1200.50, without thousands marks.")
                            .formatted(
                                    key,
                                    text,
                                    currency,
                                    Counted.of(currency.getDecimalPlaces(), "digit")));
            return Optional.empty();
        }
    }

    static Optional<BigDecimal> number(Reading reading, String key) {
        return reading.optional(key)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(new BigDecimal(text.replace("_", "")));
                            } catch (NumberFormatException unreadable) {
                                reading.defect(
                                        key,
                                        "bad-number",
                                        ("%s is %s, which is no number. Write a decimal such "
                                                        + "as 0.5 or 12.")
                                                .formatted(key, text));
                                return Optional.empty();
                            }
                        });
    }

    static BigDecimal neededNumber(Reading reading, String key) {
        if (!reading.has(key)) {
            reading.missing(key);
        }
        return number(reading, key).orElse(BigDecimal.ZERO);
    }

    static Optional<LocalDate> day(Reading reading, String key) {
        return reading.optional(key)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(LocalDate.parse(text));
                            } catch (DateTimeException unreadable) {
                                reading.defect(
                                        key,
                                        "bad-date",
                                        ("%s is %s, which is not a date that exists. Write "
                                                        + "2026-03-31.")
                                                .formatted(key, text));
                                return Optional.empty();
                            }
                        });
    }

    static Optional<LocalDate> neededDay(Reading reading, String key) {
        if (!reading.has(key)) {
            reading.missing(key);
        }
        return day(reading, key);
    }

    /** One of several words; another one is a defect, with the word that was probably meant. */
    static Optional<String> oneOf(Reading reading, String key, Collection<String> known) {
        Optional<String> word = reading.optional(key);
        word.filter(text -> !known.contains(text))
                .ifPresent(
                        text ->
                                reading.defect(
                                        key,
                                        "unknown-value",
                                        "There is no %s %s.%s Use one of %s."
                                                .formatted(
                                                        key,
                                                        text,
                                                        NearMiss.hint(text, known),
                                                        String.join(
                                                                ", ",
                                                                known.stream()
                                                                        .sorted()
                                                                        .toList()))));
        return word.filter(known::contains);
    }
}
