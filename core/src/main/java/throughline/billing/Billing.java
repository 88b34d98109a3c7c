package throughline.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Entries;
import throughline.money.Money;

/**
 * The unit ledger of an engagement.
 *
 * @param units all that gives a right to bill
 * @param invoices by key
 * @param counts how many invoices each period has had
 * @param byExternalId invoice keys by the financial system's id
 * @param credits posted credit notes by id
 * @param payments by id
 * @param lines totals by line of the terms
 */
public record Billing(
        Units units,
        Map<String, Invoice> invoices,
        Map<String, Integer> counts,
        Map<String, String> byExternalId,
        Map<String, Credit> credits,
        Map<String, Money> payments,
        Map<String, LineTotals> lines) {

    /** Nothing to bill. */
    public static final Billing NONE =
            new Billing(
                    Units.NONE,
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none());

    public Billing {
        invoices = Entries.of(invoices);
        counts = Entries.of(counts);
        byExternalId = Entries.of(byExternalId);
        credits = Entries.of(credits);
        payments = Entries.of(payments);
        lines = Entries.of(lines);
    }

    /** Billable time by line, period and role. */
    public Map<String, TimePool> pools() {
        return units.pools();
    }

    /** Charges by id. */
    public Map<String, Charge> charges() {
        return units.charges();
    }

    /** Totals of a line. */
    public LineTotals line(String line, CurrencyUnit currency) {
        LineTotals totals = lines.get(line);
        return totals == null ? LineTotals.none(currency) : totals;
    }

    /** The invoice that the financial system knows by this id. */
    public Optional<Invoice> byExternalId(String externalId) {
        return Optional.ofNullable(byExternalId.get(externalId)).map(invoices::get);
    }

    /** What bills the time of a pool, on invoices that stand. */
    public List<InvoiceLine> linesOf(TimePool pool) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (TimePool.Consumption range : pool.consumed()) {
            Invoice invoice = range.voided() ? null : invoices.get(range.invoice());
            if (invoice != null) {
                invoice.lines().stream().filter(pool::isBilledBy).forEach(lines::add);
            }
        }
        return lines;
    }

    Billing withPool(TimePool pool) {
        var more = units.with(pool);
        return new Billing(more, invoices, counts, byExternalId, credits, payments, lines);
    }

    Billing withCharge(Charge charge) {
        var more = units.with(charge);
        return new Billing(more, invoices, counts, byExternalId, credits, payments, lines);
    }

    Billing withInvoice(Invoice invoice) {
        var more = Entries.plus(invoices, invoice.key(), invoice);
        return new Billing(units, more, counts, byExternalId, credits, payments, lines);
    }

    Billing counting(String period) {
        var more = Entries.plus(counts, period, counts.getOrDefault(period, 0) + 1);
        return new Billing(units, invoices, more, byExternalId, credits, payments, lines);
    }

    Billing known(String externalId, String invoice) {
        var more = Entries.plus(byExternalId, externalId, invoice);
        return new Billing(units, invoices, counts, more, credits, payments, lines);
    }

    Billing withCredit(String id, Credit credit) {
        var more = Entries.plus(credits, id, credit);
        return new Billing(units, invoices, counts, byExternalId, more, payments, lines);
    }

    Billing withPayment(String payment, Money amount) {
        var more = Entries.sum(payments, payment, amount);
        return new Billing(units, invoices, counts, byExternalId, credits, more, lines);
    }

    Billing changing(String line, CurrencyUnit currency, UnaryOperator<LineTotals> change) {
        var more = Entries.plus(lines, line, change.apply(line(line, currency)));
        return new Billing(units, invoices, counts, byExternalId, credits, payments, more);
    }

    /** Changes the totals of several lines, each by its amount. */
    Billing changing(Map<String, Money> byLine, BiFunction<LineTotals, Money, LineTotals> change) {
        Billing next = this;
        for (var entry : byLine.entrySet()) {
            Money amount = entry.getValue();
            next =
                    next.changing(
                            entry.getKey(),
                            amount.currency(),
                            totals -> change.apply(totals, amount));
        }
        return next;
    }
}
