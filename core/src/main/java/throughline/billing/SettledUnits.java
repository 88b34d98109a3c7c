package throughline.billing;

import java.math.BigDecimal;
import java.util.Map;
import throughline.engagement.Event.CreditNotePosted;
import throughline.engagement.Event.PaymentReceived;
import throughline.engagement.Event.UnitsWrittenOff;
import throughline.money.Money;

/** Credits, payments and write-offs settle units that were billed or will not be. */
public final class SettledUnits {

    private SettledUnits() {}

    /**
     * Takes a credit note off its invoice. It settles time that was taken back after it was billed;
     * what is left of it opens units that somebody must decide upon.
     */
    public static Billing credited(Billing state, CreditNotePosted event) {
        Invoice invoice = state.invoices().get(event.invoice());
        if (invoice == null) {
            return state;
        }
        Billing next = state.withInvoice(invoice.crediting(event.net()));
        next = event.net().signum() < 0 ? withdrawn(next, event) : settled(next, event);
        return next.changing(event.netByLine(), LineTotals::crediting);
    }

    private static Billing settled(Billing state, CreditNotePosted event) {
        Billing next = state;
        Credit credit = Credit.of(event);
        for (TimePool pool : state.units().openPools().values()) {
            Money part =
                    pool.owed()
                            .min(credit.undecided().getOrDefault(pool.line(), none(event.net())));
            if (part.signum() > 0) {
                next = next.withPool(pool.givingUp(BigDecimal.ZERO, part.negated()));
                credit = credit.settling(pool, part);
            }
        }
        return next.withCredit(event.creditNote(), credit);
    }

    private static Billing withdrawn(Billing state, CreditNotePosted event) {
        Credit before = state.credits().get(event.creditNote());
        Billing next = state.withCredit(event.creditNote(), Credit.voided(event));
        if (before == null) {
            return next;
        }
        for (var settled : before.settled().entrySet()) {
            TimePool pool = state.pools().get(settled.getKey());
            next =
                    pool == null
                            ? next
                            : next.withPool(pool.givingUp(BigDecimal.ZERO, settled.getValue()));
        }
        return next;
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

    private static Money none(Money like) {
        return Money.zero(like.currency());
    }
}
