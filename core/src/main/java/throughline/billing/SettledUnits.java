package throughline.billing;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.engagement.BillingEvent.CreditNotePosted;
import throughline.engagement.BillingEvent.PaymentReceived;
import throughline.engagement.BillingEvent.UnitsWrittenOff;
import throughline.engagement.Entries;
import throughline.money.Money;

/** Credits, payments and write-offs settle units that were billed or will not be. */
public final class SettledUnits {

    private SettledUnits() {}

    /**
     * Takes a credit note off its invoice. It settles what is owed of its lines; what is left of it
     * opens units again, which are billed once more or wait for somebody to decide.
     */
    public static Billing credited(Billing state, CreditNotePosted event) {
        Invoice invoice = state.invoices().get(event.invoice());
        if (invoice == null) {
            return state;
        }
        Credit before = state.credits().get(event.creditNote());
        Map<String, Money> units = units(invoice, event, before);
        Billing next =
                state.withInvoice(invoice.crediting(event.net(), units, event.quantityByUnit()))
                        .withCredit(event.creditNote(), Credit.of(event, units))
                        .changing(event.netByLine(), LineTotals::crediting);
        if (event.net().signum() < 0) {
            return before == null ? next : Netting.undone(next, invoice, before);
        }
        Billing netted = Netting.ofCredit(next, event.creditNote());
        return event.then().isPresent()
                ? Netting.openedAgain(netted, invoice, event.creditNote())
                : netted;
    }

    private static Map<String, Money> units(
            Invoice invoice, CreditNotePosted event, @Nullable Credit before) {
        if (!event.netByUnit().isEmpty()) {
            return event.netByUnit();
        }
        if (event.net().signum() > 0) {
            return new CreditedUnits(invoice).lastBilledFirst(event.net());
        }
        Map<String, Money> back = Entries.none();
        for (var unit :
                before == null ? Set.<Map.Entry<String, Money>>of() : before.units().entrySet()) {
            back = Entries.plus(back, unit.getKey(), unit.getValue().negated());
        }
        return back;
    }

    /** Notes money received. */
    public static Billing paid(Billing state, PaymentReceived event) {
        Invoice invoice = state.invoices().get(event.invoice());
        Billing next = state.withPayment(event.payment(), event.amount());
        return invoice == null ? next : next.withInvoice(invoice.receiving(event.amount()));
    }

    /** Turns what was soft-booked into a commitment. */
    public static Billing committed(Billing state, Map<String, Money> byLine) {
        return state.changing(byLine, LineTotals::committing);
    }

    /** Takes up what a change of terms does to the value that comes with delivery. */
    public static Billing softBooked(Billing state, Map<String, Money> byLine) {
        return state.changing(byLine, (totals, soft) -> totals.committing(soft.negated()));
    }

    /** Gives open units up. */
    public static Billing writtenOff(Billing state, UnitsWrittenOff event) {
        TimePool pool = state.pools().get(TimePool.key(event.line(), event.period(), event.role()));
        Charge charge = state.charges().get(event.unit());
        Billing next = state;
        Credit credit = state.credits().get(event.unit());
        if (charge != null) {
            next = next.withCharge(charge.givenUp());
        } else if (credit != null) {
            next = next.withCredit(event.unit(), credit.decided(event.line()));
        } else if (pool != null) {
            next = next.withPool(pool.givingUp(event.hours(), event.amount()));
        }
        return next.changing(
                event.line(),
                event.amount().currency(),
                totals -> totals.givingUp(event.amount(), event.softBooked()));
    }
}
