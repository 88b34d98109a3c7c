package throughline.engagement;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

    /**
     * A business clock does not run while others have to do something first. Once more while it
     * stands still: for other reasons.
     *
     * @param since when it stopped running
     * @param reasons the names of the pauses that hold
     */
    record ClockPaused(String clock, Instant since, List<String> reasons)
            implements AttentionEvent {
        public ClockPaused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A business clock runs again.
     *
     * @param was when it was due before
     * @param due when it is due now: later by exactly the time of business that it stood still
     * @param stood that time
     */
    record ClockResumed(String clock, Instant at, Instant was, Instant due, Duration stood)
            implements AttentionEvent {}

    /** A business clock ended. */
    record ClockStopped(String clock, Instant at, boolean met) implements AttentionEvent {}

    /** The first day on which the calendar alone would change something; empty when none would. */
    record WakeScheduled(Optional<LocalDate> on) implements AttentionEvent {}
}
