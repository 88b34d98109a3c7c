package throughline.insight;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/**
 * In which currency figures are told.
 *
 * @param target everything in this one; empty for that of each legal entity
 * @param constant at the rates of this day, whatever the day of what happened
 */
public record Reporting(Basis basis, Optional<CurrencyUnit> target, Optional<LocalDate> constant) {

    /** As contracts are written. */
    public static final Reporting TRANSACTION =
            new Reporting(Basis.TRANSACTION, Optional.empty(), Optional.empty());

    /** How it is written. */
    public static final String FORMS =
            "transaction, functional, constant:2026-01-31, a currency such as EUR, or a currency"
                    + " at the rates of one day as EUR:2026-01-31";

    /** Whose currency. */
    public enum Basis {
        /** Each amount's own. */
        TRANSACTION,
        /** That of the legal entity, or the one that is named. */
        TRANSLATED
    }

    /** What a text asks for; empty when it is none of {@link #FORMS}. */
    public static Optional<Reporting> parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        try {
            Optional<LocalDate> day =
                    colon < 0
                            ? Optional.empty()
                            : Optional.of(Written.day(text.substring(colon + 1)));
            return switch (word) {
                case "transaction" -> day.isEmpty() ? Optional.of(TRANSACTION) : Optional.empty();
                case "functional" -> day.isEmpty() ? translated(Optional.empty(), day) : none();
                case "constant" -> day.isPresent() ? translated(Optional.empty(), day) : none();
                case String code -> translated(Optional.of(CurrencyUnit.of(code)), day);
            };
        } catch (DateTimeException | IllegalCurrencyException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Reporting> none() {
        return Optional.empty();
    }

    private static Optional<Reporting> translated(
            Optional<CurrencyUnit> target, Optional<LocalDate> day) {
        return Optional.of(new Reporting(Basis.TRANSLATED, target, day));
    }

    /** Whether amounts are told in another currency than their own. */
    public boolean translates() {
        return basis == Basis.TRANSLATED;
    }
}
