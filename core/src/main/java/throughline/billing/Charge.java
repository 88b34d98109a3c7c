package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import throughline.money.Money;

/**
 * A right to bill that a milestone or the calendar gave rise to.
 *
 * @param source the milestone or instalment
 * @param period the fiscal period of its day
 * @param amount negative when an acceptance was taken back
 * @param invoice the invoice that it is on, or was last
 * @param writtenOff whether it was given up
 * @param rest what of it waits, where a credit settled or opened a part
 * @param units how many units it charges; empty for what is not charged by units
 */
public record Charge(
        String id,
        String line,
        String period,
        LocalDate on,
        Money amount,
        Optional<String> invoice,
        boolean writtenOff,
        Optional<Money> rest,
        Optional<BigDecimal> units) {

    /** How the name of a source ends that sets work off against an advance. */
    static final String DRAWDOWN = "-drawdown";

    /** Whether it waits for an invoice; one of nothing only says that nothing is due. */
    public boolean isOpen() {
        return !open().isZero();
    }

    /** What of it waits for an invoice. */
    public Money open() {
        Money none = Money.zero(amount.currency());
        return writtenOff ? none : rest.orElse(invoice.isEmpty() ? amount : none);
    }

    /** What it takes off earlier ones and no invoice deducted; never negative. */
    Money owed() {
        boolean ofItsOwn = !isDrawdown() && !Aside.isHeldBack(this);
        Money none = Money.zero(amount.currency());
        return ofItsOwn ? open().negated().max(none) : none;
    }

    /** Whether it sets work off against an advance, so that it goes on the invoice of that work. */
    boolean isDrawdown() {
        return id.contains(DRAWDOWN + "#");
    }

    Charge on(String invoice) {
        return with(Optional.of(invoice), Optional.empty());
    }

    /** On no invoice again: what its line there was is open. */
    Charge reopened(Money part) {
        return with(Optional.empty(), part.equals(amount) ? Optional.empty() : Optional.of(part));
    }

    /** With so much more of it waiting, or less when that is negative. */
    Charge opening(Money part) {
        Money open = open().plus(part);
        boolean plain = open.equals(invoice.isEmpty() ? amount : Money.zero(amount.currency()));
        return with(invoice, plain ? Optional.empty() : Optional.of(open));
    }

    Charge givenUp() {
        return new Charge(id, line, period, on, amount, invoice, true, rest, units);
    }

    private Charge with(Optional<String> next, Optional<Money> waiting) {
        return new Charge(id, line, period, on, amount, next, writtenOff, waiting, units);
    }
}
