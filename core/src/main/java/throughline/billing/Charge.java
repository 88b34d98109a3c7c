package throughline.billing;

import java.time.LocalDate;
import java.util.Optional;
import throughline.money.Money;

/**
 * A right to bill that a milestone or the calendar gave rise to.
 *
 * @param source the milestone or instalment
 * @param period the fiscal period of its day
 * @param amount negative when an acceptance was taken back
 * @param invoice the invoice that it is on
 * @param writtenOff whether it was given up
 */
public record Charge(
        String id,
        String line,
        String period,
        LocalDate on,
        Money amount,
        Optional<String> invoice,
        boolean writtenOff) {

    /** How the name of a source ends that sets work off against an advance. */
    static final String DRAWDOWN = "-drawdown";

    /** Whether it waits for an invoice; one of nothing only says that nothing is due. */
    public boolean isOpen() {
        return invoice.isEmpty() && !writtenOff && !amount.isZero();
    }

    /** Whether it sets work off against an advance, so that it goes on the invoice of that work. */
    boolean isDrawdown() {
        return id.contains(DRAWDOWN + "#");
    }

    Charge on(String invoice) {
        return new Charge(id, line, period, on, amount, Optional.of(invoice), writtenOff);
    }

    Charge reopened() {
        return new Charge(id, line, period, on, amount, Optional.empty(), writtenOff);
    }

    Charge givenUp() {
        return new Charge(id, line, period, on, amount, invoice, true);
    }
}
