package throughline.observed;

import java.math.BigDecimal;
import java.util.Optional;
import throughline.money.Money;

/**
 * What one line of a credit note takes back. What it says narrows down which lines of the invoice
 * are meant; of those the last comes first. A part that names nothing is of the whole invoice.
 *
 * @param line the line of the deal
 * @param unit the charge, or the work period of time, as our invoice line had it
 * @param role whose time of the period
 * @param quantity hours or units; without an amount it is worth what it was billed for
 * @param amount without tax; without it and a quantity, all that is left of the lines named
 */
public record CreditedPart(
        Optional<String> line,
        Optional<String> unit,
        Optional<String> role,
        Optional<BigDecimal> quantity,
        Optional<Money> amount) {

    /** Whether it says which units it is about. */
    public boolean isNamed() {
        return line.isPresent() || unit.isPresent() || role.isPresent();
    }
}
