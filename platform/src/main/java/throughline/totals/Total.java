package throughline.totals;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Postings of all engagements of one kind and day, added up.
 *
 * @param origin as it is kept with postings; empty where none is
 * @param increases minor units: the sum of what is positive
 * @param decreases minor units: the sum of what is negative
 */
public record Total(
        String happening,
        String currency,
        LocalDate effective,
        String origin,
        BigDecimal increases,
        BigDecimal decreases) {

    /** Both together, in minor units. */
    public BigDecimal sum() {
        return increases.add(decreases);
    }
}
