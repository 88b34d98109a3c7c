package throughline.totals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What one line's work of one day gave the right to bill, and what consumed it on that day.
 *
 * @param entitled minor units; empty on a day on which nothing gave a right
 * @param consumed minor units; negative where more came back than was consumed
 */
public record Lot(
        String engagement,
        String line,
        String currency,
        LocalDate effective,
        Optional<BigDecimal> entitled,
        BigDecimal consumed) {}
