package throughline.engagement;

import java.time.LocalDate;

/** Why a rule is looked at. */
public sealed interface Occasion {

    /** Something happened just now. */
    record Happened(Event event) implements Occasion {}

    /** The calendar has reached a day. */
    record DayReached(LocalDate today) implements Occasion {}

    /** Everything is to be derived again. */
    record Again() implements Occasion {}
}
