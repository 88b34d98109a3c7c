package throughline.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import throughline.money.Money;

/** What people must look at, and by when. */
public sealed interface AttentionEvent extends Event {

    /** A person in the business must decide or mend something. */
    record ExceptionRaised(BusinessException exception) implements AttentionEvent {}

    /** Its cause is gone. */
    record ExceptionClosed(String key, String why) implements AttentionEvent {}

    /** A business clock began. */
    record ClockStarted(String clock, Instant at, Instant due, Optional<Money> atStake)
            implements AttentionEvent {}

    /** A business clock ended. */
    record ClockStopped(String clock, Instant at, boolean met) implements AttentionEvent {}

    /** The first day on which the calendar alone would change something; empty when none would. */
    record WakeScheduled(Optional<LocalDate> on) implements AttentionEvent {}
}
