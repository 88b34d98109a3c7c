package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.money.Money;

/**
 * Sets credits off against what is owed of their lines: time and charges that were taken back after
 * they were billed. Which of the two came first makes no difference.
 */
final class Netting {

    private Netting() {}

    /** Lets all credits of a line settle what is owed of it. */
    static Billing ofLine(Billing state, String line) {
        Billing next = state;
        for (var credit : state.credits().entrySet()) {
            if (credit.getValue().undecided().containsKey(line)) {
                next = ofCredit(next, credit.getKey());
            }
        }
        return next;
    }

    /** Lets one credit settle what is owed of its lines. */
    static Billing ofCredit(Billing state, String id) {
        Billing next = state;
        Credit credit = state.credits().get(id);
        if (credit == null) {
            return state;
        }
        for (TimePool pool : state.units().openPools().values()) {
            Money part = pool.owed().min(credit.undecided(pool.line()));
            if (part.signum() > 0) {
                next = next.withPool(pool.givingUp(BigDecimal.ZERO, part.negated()));
                credit = credit.settling(pool.line(), pool.key(), part);
            }
        }
        for (Charge charge : state.units().openCharges().values()) {
            Money part = charge.owed().min(credit.undecided(charge.line()));
            if (part.signum() > 0) {
                next = next.withCharge(charge.opening(part));
                credit = credit.settling(charge.line(), charge.id(), part);
            }
        }
        return next.withCredit(id, credit);
    }

    /** Opens what a credit took back, as far as it settled nothing, so that it is billed again. */
    static Billing openedAgain(Billing state, Invoice invoice, String id) {
        Billing next = state;
        Credit credit = state.credits().get(id);
        if (credit == null) {
            return state;
        }
        for (InvoiceLine line : invoice.lines()) {
            String unit = CreditedUnits.unitOf(line);
            Money taken = credit.units().getOrDefault(unit, Money.zero(credit.net().currency()));
            Money part = taken.min(credit.undecided(line.line()));
            if (part.signum() > 0) {
                next = opening(next, line, hours(credit, line, part), part);
                credit = credit.openingAgain(line.line(), unit, part);
            }
        }
        return next.withCredit(id, credit);
    }

    /** Takes back what a credit settled and opened, since it was voided. */
    static Billing undone(Billing state, Invoice invoice, Credit credit) {
        Billing next = state;
        for (Map.Entry<String, Money> settled : credit.settled().entrySet()) {
            TimePool pool = next.pools().get(settled.getKey());
            Charge charge = next.charges().get(settled.getKey());
            if (pool != null) {
                next = next.withPool(pool.givingUp(BigDecimal.ZERO, settled.getValue()));
            } else if (charge != null) {
                next = next.withCharge(charge.opening(settled.getValue().negated()));
            }
        }
        for (InvoiceLine line : invoice.lines()) {
            Money part = credit.again().get(CreditedUnits.unitOf(line));
            if (part != null) {
                BigDecimal hours = hours(credit, line, part);
                next = opening(next, line, hours.negate(), part.negated());
            }
        }
        return next;
    }

    /** Whether all that a credit opened to be billed again still waits for an invoice. */
    static boolean isOpen(Billing state, Credit credit) {
        return credit.again().entrySet().stream()
                .allMatch(
                        part -> {
                            TimePool pool = state.pools().get(part.getKey());
                            Charge charge = state.charges().get(part.getKey());
                            Money open =
                                    pool != null
                                            ? pool.openAmount()
                                            : charge != null
                                                    ? charge.open()
                                                    : Money.zero(credit.net().currency());
                            return open.compareTo(part.getValue()) >= 0;
                        });
    }

    private static Billing opening(Billing state, InvoiceLine line, BigDecimal hours, Money part) {
        String unit = CreditedUnits.unitOf(line);
        TimePool pool = state.pools().get(unit);
        Charge charge = state.charges().get(unit);
        if (pool != null) {
            return state.withPool(pool.givingUp(hours.negate(), part.negated()));
        }
        return charge == null ? state : state.withCharge(charge.opening(part));
    }

    /** The hours that a part of what was credited stands for: by its share where none are told. */
    private static BigDecimal hours(Credit credit, InvoiceLine line, Money part) {
        String unit = CreditedUnits.unitOf(line);
        BigDecimal told = credit.quantities().get(unit);
        Money of = told == null ? line.amount() : credit.units().getOrDefault(unit, part);
        if (told != null && part.equals(of)) {
            return told;
        }
        BigDecimal all = told == null ? line.hours() : told;
        return all.multiply(part.decimal()).divide(of.decimal(), 2, RoundingMode.HALF_UP);
    }
}
