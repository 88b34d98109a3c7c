package throughline.billing;

import org.joda.money.CurrencyUnit;
import throughline.money.Money;

/**
 * Where the entitlement of one line is: {@code entitled = planned + billed - credited + writtenOff
 * + open}.
 *
 * @param entitled what work and calendar gave the right to bill
 * @param planned on invoices that are not posted yet
 * @param billed on posted invoices
 * @param credited on posted credit notes
 * @param writtenOff given up
 * @param softBooked contract value that came with delivery, beyond the committed price
 */
public record LineTotals(
        Money entitled,
        Money planned,
        Money billed,
        Money credited,
        Money writtenOff,
        Money softBooked) {

    /** Nothing yet. */
    public static LineTotals none(CurrencyUnit currency) {
        Money zero = Money.zero(currency);
        return new LineTotals(zero, zero, zero, zero, zero, zero);
    }

    /** On no invoice, or credited and not decided upon. */
    public Money open() {
        return entitled.minus(writtenOff).minus(onInvoices());
    }

    /** Taken by invoices, posted or not, less credits. */
    public Money onInvoices() {
        return planned.plus(billed).minus(credited);
    }

    /** What there is a right to, after what was given up. */
    public Money claim() {
        return entitled.minus(writtenOff);
    }

    LineTotals entitling(Money amount, Money soft) {
        return new LineTotals(
                entitled.plus(amount),
                planned,
                billed,
                credited,
                writtenOff,
                softBooked.plus(soft));
    }

    LineTotals committing(Money soft) {
        return new LineTotals(
                entitled, planned, billed, credited, writtenOff, softBooked.minus(soft));
    }

    LineTotals planning(Money amount) {
        return new LineTotals(
                entitled, planned.plus(amount), billed, credited, writtenOff, softBooked);
    }

    LineTotals posting(Money amount) {
        Money left = planned.minus(amount);
        return new LineTotals(
                entitled, left, billed.plus(amount), credited, writtenOff, softBooked);
    }

    LineTotals voiding(Money amount) {
        return new LineTotals(
                entitled, planned, billed.minus(amount), credited, writtenOff, softBooked);
    }

    LineTotals crediting(Money amount) {
        return new LineTotals(
                entitled, planned, billed, credited.plus(amount), writtenOff, softBooked);
    }

    LineTotals givingUp(Money amount, Money soft) {
        return new LineTotals(
                entitled,
                planned,
                billed,
                credited,
                writtenOff.plus(amount),
                softBooked.plus(soft));
    }
}
