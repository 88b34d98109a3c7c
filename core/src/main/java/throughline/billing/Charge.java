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

    /** Whether it waits for an invoice. */
    public boolean isOpen() {
        return invoice.isEmpty() && !writtenOff;
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
