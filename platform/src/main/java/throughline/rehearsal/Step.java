package throughline.rehearsal;

import java.time.Instant;
import java.time.LocalDate;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.engagement.Signal;
import throughline.intake.Arrived;

/**
 * Something that reached an engagement at a moment of the past.
 *
 * @param first the sequence of the first event that it caused in the journal; 0 when it caused none
 * @param release under which it was decided; empty text when nothing came of it
 */
record Step(long first, Instant known, String release, Reached reached) {

    /** What reached it. */
    sealed interface Reached {

        /** A raw message. */
        record Message(Arrived message) implements Reached {}

        /** A day of the calendar. */
        record Day(LocalDate day) implements Reached {}

        /** A person's decision. */
        record Decision(Signal.Verdict verdict, String by) implements Reached {}

        /** The outcome of a write. */
        record Ended(ActionKey action, ActionOutcome outcome) implements Reached {}

        /** Something that asked for everything to be derived again. */
        record Again(String cause) implements Reached {}
    }
}
