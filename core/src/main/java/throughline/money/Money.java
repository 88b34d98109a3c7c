package throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.CurrencyUnit;

/**
 * An exact amount: minor units of one currency (ISO 4217 digits: JPY 0, EUR 2, KWD 3).
 *
 * <p>Arithmetic with another currency, and overflow, are programming errors and throw. Sums that
 * may meet several currencies are {@link Totals}.
 *
 * @param minor signed minor units
 */
public record Money(long minor, CurrencyUnit currency) implements Comparable<Money> {

    /** Nothing, in a currency. */
    public static Money zero(CurrencyUnit currency) {
        return new Money(0, currency);
    }

    /** An amount in minor units of the currency with this ISO code. */
    public static Money ofMinor(String currency, long minor) {
        return new Money(minor, CurrencyUnit.of(currency));
    }

    /**
     * A decimal amount that must fit the currency's digits.
     *
     * @throws ArithmeticException when it has more digits than the currency
     */
    public static Money exact(CurrencyUnit currency, BigDecimal amount) {
        return new Money(
                amount.movePointRight(currency.getDecimalPlaces()).longValueExact(), currency);
    }

    /** A decimal amount, rounded to the currency's digits. */
    public static Money rounded(CurrencyUnit currency, BigDecimal amount, RoundingMode rounding) {
        BigDecimal minor = amount.movePointRight(currency.getDecimalPlaces());
        return new Money(minor.setScale(0, rounding).longValueExact(), currency);
    }

    /**
     * Reads {@link #toString()}'s form, {@code "EUR 12.50"}.
     *
     * @throws RuntimeException when the text is not of that form
     */
    public static Money parse(String text) {
        int space = text.indexOf(' ');
        CurrencyUnit currency = CurrencyUnit.of(text.substring(0, space));
        return exact(currency, new BigDecimal(text.substring(space + 1)));
    }

    /** The sum; both must be of one currency. */
    public Money plus(Money other) {
        long more = sameCurrency(other).minor;
        return more == 0 ? this : new Money(Math.addExact(minor, more), currency);
    }

    /** The difference; both must be of one currency. */
    public Money minus(Money other) {
        long less = sameCurrency(other).minor;
        return less == 0 ? this : new Money(Math.subtractExact(minor, less), currency);
    }

    /** The same amount with the other sign. */
    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    /** The amount by a factor, rounded to minor units. */
    public Money times(BigDecimal factor, RoundingMode rounding) {
        return rounded(currency, decimal().multiply(factor), rounding);
    }

    /** The smaller of two amounts of one currency. */
    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The larger of two amounts of one currency. */
    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The amount as a decimal with the currency's digits. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(minor, currency.getDecimalPlaces());
    }

    /** The amount as {@link #decimal} writes it, which no currency's digits make an exponent of. */
    public String digits() {
        return decimal().toString();
    }

    /** Whether it is nothing. */
    public boolean isZero() {
        return minor == 0;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return Long.signum(minor);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    @Override
    public String toString() {
        return currency.getCode() + " " + digits();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "cannot combine "
                            + this
                            + " with "
                            + other
                            + ": use Totals for several currencies");
        }
        return other;
    }
}
