package throughline.terms;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What was agreed about a line besides its price and its schedule.
 *
 * @param holdback what of every invoice is kept back
 * @param capOf the line whose cap this one draws on
 * @param serviceLevel what is credited when the service is worse than agreed
 */
public record Clauses(
        Optional<Holdback> holdback, Optional<String> capOf, Optional<ServiceLevel> serviceLevel) {

    /** Nothing else. */
    public static final Clauses NONE =
            new Clauses(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * What the customer keeps back of every invoice until something is so.
     *
     * @param percent of what is charged, above 0 and below 100
     */
    public record Holdback(BigDecimal percent, Release release) {}

    /**
     * When what is kept back is released: when a milestone is accepted in full, or on a day.
     *
     * @param milestone empty when a day releases it
     * @param on empty when a milestone releases it
     */
    public record Release(Optional<String> milestone, Optional<LocalDate> on) {}

    /**
     * The level that a service is promised at.
     *
     * @param least percent that a period attains, or its fee is credited in part
     * @param creditPercent of the fee of the period
     */
    public record ServiceLevel(BigDecimal least, BigDecimal creditPercent) {}
}
