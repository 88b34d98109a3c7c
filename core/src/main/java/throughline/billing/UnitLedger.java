package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import throughline.engagement.Entries;
import throughline.engagement.Event.ChargeRaised;
import throughline.engagement.Event.CreditNotePosted;
import throughline.engagement.Event.InvoiceLine;
import throughline.engagement.Event.InvoicePlanned;
import throughline.engagement.Event.InvoicePosted;
import throughline.engagement.Event.InvoiceVoided;
import throughline.engagement.Event.PaymentReceived;
import throughline.engagement.Event.TimeApproved;
import throughline.engagement.Event.TimeTakenBack;
import throughline.engagement.Event.UnitsWrittenOff;
import throughline.money.Money;

/** What each event moves between open, billed, credited and written off. */
public final class UnitLedger {

    private UnitLedger() {}

    /** Opens a unit of time. */
    public static Billing opened(Billing state, TimeApproved event, long sequence) {
        return moved(
                state,
                poolOf(
                        state,
                        event.line(),
                        event.period(),
                        event.role(),
                        event.on(),
                        event.amount()),
                new Unit(event.on(), event.hours(), event.amount(), event.softBooked()),
                sequence);
    }

    /** Opens the same unit negatively, so that what is open or billed nets out. */
    public static Billing takenBack(Billing state, TimeTakenBack event, long sequence) {
        return moved(
                state,
                poolOf(
                        state,
                        event.line(),
                        event.period(),
                        event.role(),
                        event.on(),
                        event.amount()),
                new Unit(
                        event.on(),
                        event.hours().negate(),
                        event.amount().negated(),
                        event.softBooked().negated()),
                sequence);
    }

    /** Opens a charge. */
    public static Billing raised(Billing state, ChargeRaised event) {
        Charge charge =
                new Charge(
                        event.charge(),
                        event.line(),
                        event.period(),
                        event.on(),
                        event.amount(),
                        Optional.empty(),
                        false);
        Money none = Money.zero(event.amount().currency());
        return state.withCharge(charge)
                .changing(
                        event.line(),
                        event.amount().currency(),
                        totals -> totals.entitling(event.amount(), none));
    }

    /** Puts open units on an invoice. */
    public static Billing planned(Billing state, InvoicePlanned event) {
        Money none = Money.zero(event.net().currency());
        Invoice invoice =
                new Invoice(
                        event.invoice(),
                        event.date(),
                        event.lines(),
                        event.net(),
                        new Invoice.Status.Planned(),
                        none,
                        none);
        Billing next = state.withInvoice(invoice).counting(InvoiceKey.periodOf(event.invoice()));
        for (InvoiceLine line : event.lines()) {
            next = allocated(next, line, pool -> pool.consuming(event.invoice(), line));
            next = allocatedCharge(next, line, charge -> charge.on(event.invoice()));
        }
        return changed(next, invoice.netByLine(), LineTotals::planning);
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
        return changed(next, event.netByLine(), LineTotals::posting);
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
            next = allocatedCharge(next, line, Charge::reopened);
        }
        return changed(next, event.netByLine(), LineTotals::voiding);
    }

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
        Map<String, Money> undecided = Entries.none();
        for (var entry : event.netByLine().entrySet()) {
            Money left = entry.getValue();
            for (TimePool pool : next.pools().values()) {
                Money part =
                        pool.line().equals(entry.getKey()) ? pool.owed().min(left) : none(left);
                if (part.signum() > 0) {
                    next = next.withPool(pool.givingUp(BigDecimal.ZERO, part.negated()));
                    left = left.minus(part);
                }
            }
            undecided = left.isZero() ? undecided : Entries.plus(undecided, entry.getKey(), left);
        }
        next = next.withCredit(event.creditNote(), Credit.of(event, undecided));
        return changed(next, event.netByLine(), LineTotals::crediting);
    }

    /** Notes money received. */
    public static Billing paid(Billing state, PaymentReceived event) {
        Invoice invoice = state.invoices().get(event.invoice());
        Billing next = state.withPayment(event.payment(), event.amount());
        return invoice == null ? next : next.withInvoice(invoice.receiving(event.amount()));
    }

    /** Turns what was soft-booked into a commitment. */
    public static Billing committed(Billing state, Map<String, Money> byLine) {
        return changed(state, byLine, LineTotals::committing);
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
            next = next.withCredit(event.unit(), credit.settled(event.line()));
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

    private record Unit(LocalDate on, BigDecimal hours, Money amount, Money soft) {}

    private static Billing moved(Billing state, TimePool pool, Unit unit, long sequence) {
        if (unit.amount().isZero() && unit.soft().isZero()) {
            return state;
        }
        return state.withPool(pool.opening(unit.on(), unit.hours(), unit.amount(), sequence))
                .changing(
                        pool.line(),
                        unit.amount().currency(),
                        totals -> totals.entitling(unit.amount(), unit.soft()));
    }

    private static TimePool poolOf(
            Billing state, String line, String period, String role, LocalDate on, Money amount) {
        TimePool pool = state.pools().get(TimePool.key(line, period, role));
        Money zero = Money.zero(amount.currency());
        return pool == null
                ? new TimePool(line, period, role, on, BigDecimal.ZERO, zero, 0, List.of())
                : pool;
    }

    private static Billing allocated(
            Billing state, InvoiceLine line, UnaryOperator<TimePool> change) {
        TimePool pool = state.pools().get(TimePool.key(line.line(), line.period(), line.role()));
        boolean ofTime = line.throughSequence() > 0;
        return ofTime && pool != null ? state.withPool(change.apply(pool)) : state;
    }

    private static Billing allocatedCharge(
            Billing state, InvoiceLine line, UnaryOperator<Charge> change) {
        Charge charge = state.charges().get(line.period());
        boolean ofTime = line.throughSequence() > 0;
        return ofTime || charge == null ? state : state.withCharge(change.apply(charge));
    }

    private static Billing changed(
            Billing state,
            Map<String, Money> byLine,
            BiFunction<LineTotals, Money, LineTotals> change) {
        Billing next = state;
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
