package throughline.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * Rows of the books of one kind and day, added up.
 *
 * @param line of the terms, or the code, clock or cause
 * @param detail the person, owner or system; empty when there is none
 * @param currency empty for what is no money
 * @param increases the sum of what is positive
 * @param decreases the sum of what is negative
 */
record Fact(
        String engagement,
        String line,
        String detail,
        String kind,
        String currency,
        LocalDate day,
        BigDecimal increases,
        BigDecimal decreases) {

    /** The same of other amounts in another currency. */
    Fact worth(String other, BigDecimal more, BigDecimal less) {
        return new Fact(engagement, line, detail, kind, other, day, more, less);
    }

    /** Whose it is and its currency, which is what decides the rate at which a balance stands. */
    Fact alone() {
        return new Fact(
                engagement,
                "",
                "",
                "",
                currency,
                LocalDate.EPOCH,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    /** What of it counts. */
    BigDecimal weighed(Map<String, Computation.Weight> weights) {
        Computation.Weight weight = weights.get(kind);
        return weighed(
                weight != null ? weight : weights.getOrDefault("*", Computation.Weight.BOTH));
    }

    BigDecimal weighed(Computation.Weight weight) {
        return times(increases, weight.increases()).add(times(decreases, weight.decreases()));
    }

    private static BigDecimal times(BigDecimal amount, int factor) {
        return factor == 0 ? BigDecimal.ZERO : factor == 1 ? amount : amount.negate();
    }
}
