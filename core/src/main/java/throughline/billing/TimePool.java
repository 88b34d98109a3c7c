package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.money.Money;

/**
 * The billable time of one line, period and role. Units inside are told apart by the sequence of
 * their event only: which invoice a unit is on follows from the consumed ranges.
 *
 * @param lastDay the latest day worked
 * @param openHours hours that are on no invoice
 * @param openAmount what they entitle to; negative when billed time was taken back
 * @param last the sequence of the newest unit
 * @param consumed in the order of the invoices
 */
public record TimePool(
        String line,
        String period,
        String role,
        LocalDate lastDay,
        BigDecimal openHours,
        Money openAmount,
        long last,
        List<Consumption> consumed) {

    /**
     * Units that an invoice took: all up to a sequence that no earlier range has.
     *
     * @param voided whether they were given back
     */
    public record Consumption(String invoice, long through, boolean voided) {}

    /** Where a unit is. */
    public sealed interface Allocation {
        /** On no invoice. */
        record Open() implements Allocation {}

        /** On this invoice. */
        record OnInvoice(String invoice) implements Allocation {}
    }

    public TimePool {
        consumed = List.copyOf(consumed);
    }

    /** How pools are found. */
    public static String key(String line, String period, String role) {
        return line + "/" + period + "/" + role;
    }

    /** How this pool is found. */
    public String key() {
        return key(line, period, role);
    }

    /** Where the unit is that this event opened. */
    public Allocation allocationOf(long sequence) {
        for (Consumption range : consumed) {
            if (!range.voided() && sequence <= range.through()) {
                return new Allocation.OnInvoice(range.invoice());
            }
        }
        return new Allocation.Open();
    }

    /** Whether a line of an invoice bills units of it. */
    boolean isBilledBy(InvoiceLine on) {
        return on.throughSequence() > 0
                && on.line().equals(line)
                && on.period().equals(period)
                && on.role().equals(role);
    }

    /** The hours that a part of its open amount stands for. */
    BigDecimal hoursOf(Money part) {
        return part.equals(openAmount)
                ? openHours
                : openHours
                        .multiply(part.decimal())
                        .divide(openAmount.decimal(), 2, RoundingMode.HALF_UP);
    }

    /** What was billed and taken back since; never negative. */
    Money owed() {
        return openAmount.negated().max(Money.zero(openAmount.currency()));
    }

    /** With a unit more, or less when it is negative. */
    TimePool opening(LocalDate day, BigDecimal hours, Money amount, long sequence) {
        LocalDate latest = day.isAfter(lastDay) ? day : lastDay;
        BigDecimal open = openHours.add(hours);
        return new TimePool(
                line, period, role, latest, open, openAmount.plus(amount), sequence, consumed);
    }

    /** With its open units on an invoice. */
    TimePool consuming(String invoice, InvoiceLine on) {
        List<Consumption> ranges = new ArrayList<>(consumed);
        ranges.add(new Consumption(invoice, on.throughSequence(), false));
        return less(on.hours(), on.amount(), ranges);
    }

    /** With the units of a voided invoice open again. */
    TimePool reopening(String invoice, InvoiceLine on) {
        List<Consumption> ranges =
                consumed.stream()
                        .map(range -> range.invoice().equals(invoice) ? voided(range) : range)
                        .toList();
        return less(on.hours().negate(), on.amount().negated(), ranges);
    }

    /** With open units given up. */
    TimePool givingUp(BigDecimal hours, Money amount) {
        return less(hours, amount, consumed);
    }

    private TimePool less(BigDecimal hours, Money amount, List<Consumption> ranges) {
        BigDecimal open = openHours.subtract(hours);
        return new TimePool(
                line, period, role, lastDay, open, openAmount.minus(amount), last, ranges);
    }

    private static Consumption voided(Consumption range) {
        return new Consumption(range.invoice(), range.through(), true);
    }
}
