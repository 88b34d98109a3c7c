package throughline.billing;

import java.util.Optional;
import java.util.function.UnaryOperator;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.BillingEvent.InvoiceVoided;
import throughline.engagement.Entries;
import throughline.money.Money;

/** Invoices take open units, and give them back when they are voided. */
public final class InvoicedUnits {

    private InvoicedUnits() {}

    /** Puts open units on an invoice, or gives one that was refused another date. */
    public static Billing planned(
            Billing state, InvoicePlanned event, Optional<String> purchaseOrder) {
        Invoice refused = state.invoices().get(event.invoice());
        if (refused != null) {
            return state.withInvoice(refused.dated(event.date(), event.belongsTo()));
        }
        Money none = Money.zero(event.net().currency());
        Invoice invoice =
                new Invoice(
                        event.invoice(),
                        event.date(),
                        event.lines(),
                        event.net(),
                        new Invoice.Status.Planned(),
                        none,
                        none,
                        event.belongsTo(),
                        purchaseOrder,
                        Entries.none(),
                        Entries.none());
        Billing next = state.withInvoice(invoice).counting(InvoiceKey.periodOf(event.invoice()));
        for (InvoiceLine line : event.lines()) {
            next = allocated(next, line, pool -> pool.consuming(event.invoice(), line));
            next = allocatedCharge(next, line, charge -> charge.on(event.invoice()));
        }
        return next.changing(invoice.netByLine(), LineTotals::planning);
    }

    /** Notes that an invoice is in the financial system. */
    public static Billing posted(Billing state, InvoicePosted event) {
        Invoice invoice = state.invoices().get(event.invoice());
        if (invoice == null) {
            return state;
        }
        var status =
                new Invoice.Status.Posted(
                        event.externalId(), event.number(), event.date(), event.tax());
        Billing next =
                state.withInvoice(invoice.with(status)).known(event.externalId(), invoice.key());
        return next.changing(event.netByLine(), LineTotals::posting);
    }

    /** Opens the units of an invoice again. */
    public static Billing voided(Billing state, InvoiceVoided event) {
        Invoice invoice = state.invoices().get(event.invoice());
        if (invoice == null) {
            return state;
        }
        Billing next = state.withInvoice(invoice.with(new Invoice.Status.Voided(event.on())));
        for (InvoiceLine line : invoice.lines()) {
            next = allocated(next, line, pool -> pool.reopening(event.invoice(), line));
            next = allocatedCharge(next, line, charge -> charge.reopened(line.amount()));
        }
        return next.changing(event.netByLine(), LineTotals::voiding);
    }

    private static Billing allocated(
            Billing state, InvoiceLine line, UnaryOperator<TimePool> change) {
        if (line.throughSequence() <= 0) {
            return state;
        }
        TimePool pool = state.pools().get(TimePool.key(line.line(), line.period(), line.role()));
        return pool == null ? state : state.withPool(change.apply(pool));
    }

    private static Billing allocatedCharge(
            Billing state, InvoiceLine line, UnaryOperator<Charge> change) {
        Charge charge = state.charges().get(line.period());
        boolean ofTime = line.throughSequence() > 0;
        return ofTime || charge == null ? state : state.withCharge(change.apply(charge));
    }
}
