package throughline.books;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A quantity that is no money: hours. Append-only like a posting; a correction is a new one.
 *
 * @param hours decimal hours; negative for a correction
 * @param person whose hours
 */
public record Measure(
        Kind kind, String line, BigDecimal hours, LocalDate effective, String person) {

    /** Which hours. */
    public enum Kind {
        /** Worked, billable or not. */
        HOURS_WORKED,
        /** Worked on something that may be billed. */
        HOURS_BILLABLE,
        /** Billable, and no row of the card tells their standard rate. */
        HOURS_UNRATED,
        /** Capacity of a person. */
        HOURS_AVAILABLE
    }

    /** The same hours as another kind. */
    Measure as(Kind other) {
        return new Measure(other, line, hours, effective, person);
    }
}
