package throughline.landscape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import throughline.landscape.DecisionTable.Row;
import throughline.money.Money;
import throughline.money.Reckoning;

/**
 * What time is worth or costs by a row of a rate card: an amount for an hour, or for a day of so
 * many hours. A part of a day counts as its hours over those of the day, exactly.
 *
 * @param hours how many hours the amount is for: 1, or those of a day
 */
public record TimeRate(Money amount, BigDecimal hours) {

    /** Hours of a day, where the card sells days and does not say how long they are. */
    private static final BigDecimal USUAL_DAY = BigDecimal.valueOf(8);

    /** An amount for one hour. */
    public static TimeRate hourly(Money amount) {
        return new TimeRate(amount, BigDecimal.ONE);
    }

    /** What a row says by its outputs {@code per} and {@code hours-per-day}. */
    public static TimeRate of(Row row, Money amount) {
        return row.output("per").filter("day"::equals).isPresent()
                ? new TimeRate(amount, hoursOfDay(row))
                : hourly(amount);
    }

    private static BigDecimal hoursOfDay(Row row) {
        Optional<BigDecimal> stated = row.output("hours-per-day").map(BigDecimal::new);
        return stated.filter(hours -> hours.signum() > 0).orElse(USUAL_DAY);
    }

    /** What some hours come to, with the arithmetic; not rounded yet. */
    public Reckoning reckon(BigDecimal worked) {
        return isDaily()
                ? Reckoning.of("a day", amount).times("hours", worked).over("hours of a day", hours)
                : Reckoning.of("an hour", amount).times("hours", worked);
    }

    /** What some hours come to. */
    public Money of(BigDecimal worked, RoundingMode rounding) {
        return reckon(worked).rounded(rounding).amount();
    }

    /** What one hour comes to, to the minor unit: for estimates, which no invoice is made from. */
    public Money anHour() {
        return isDaily() ? of(BigDecimal.ONE, RoundingMode.HALF_UP) : amount;
    }

    /** Whether an hour costs more than by another rate, exactly. */
    public boolean isAbove(TimeRate other) {
        return amount.decimal()
                        .multiply(other.hours)
                        .compareTo(other.amount.decimal().multiply(hours))
                > 0;
    }

    private boolean isDaily() {
        return hours.compareTo(BigDecimal.ONE) != 0;
    }

    /** As it is said: {@code EUR 160.00 an hour}, {@code EUR 1200.00 a day of 8 hours}. */
    @Override
    public String toString() {
        return isDaily()
                ? "%s a day of %s hours"
                        .formatted(amount, hours.stripTrailingZeros().toPlainString())
                : amount + " an hour";
    }
}
