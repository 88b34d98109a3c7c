package throughline.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.Cause;
import throughline.observed.RecordKey;
import throughline.terms.Treatment;

/** What can reach an engagement. Time and ids come in here and nowhere else. */
public sealed interface Signal {

    /** When we learned it. */
    Instant known();

    /**
     * A newer version of a record was observed.
     *
     * @param previous the version that was in force before, for records whose state the engagement
     *     keeps folded (time entries); empty when this is the first
     */
    record RecordObserved(
            CanonicalRecord record, Optional<PreviousVersion> previous, Cause cause, Instant known)
            implements Signal {}

    /**
     * The version of a record that this engagement took in before.
     *
     * @param sequence of the event in {@code approved}; 0 when none is in force
     * @param approved the {@link WorkEvent.TimeApproved} in force for this record: of all events of
     *     the engagement the last one for its unit, unless a {@link WorkEvent.TimeTakenBack} came
     *     after it; it is taken back exactly as it was, whatever the rate card says today
     * @param changed the day on which a change of terms exists for which the very same version is
     *     observed once more; empty where its system told of it, or another release decides
     */
    record PreviousVersion(
            CanonicalRecord record,
            long sequence,
            Optional<WorkEvent.TimeApproved> approved,
            Optional<LocalDate> changed) {

        /** One that a newer version follows. */
        public PreviousVersion(
                CanonicalRecord record, long sequence, Optional<WorkEvent.TimeApproved> approved) {
            this(record, sequence, approved, Optional.empty());
        }

        /** The same, observed once more since terms were changed. */
        public PreviousVersion changedOn(LocalDate day) {
            return new PreviousVersion(record, sequence, approved, Optional.of(day));
        }
    }

    /** A record that the deal refers to (customer, person, ...) is known now, or changed. */
    record ReferenceKnown(CanonicalRecord record, Cause cause, Instant known) implements Signal {}

    /** A person decided something. */
    record PersonDecided(Verdict verdict, String by, Instant known) implements Signal {}

    /** A write ended. */
    record ActionEnded(ActionKey action, ActionOutcome outcome, Instant known) implements Signal {}

    /**
     * Time passed: everything due at or before this day may happen.
     *
     * @param today the day to which the calendar has advanced
     */
    record ClockTicked(LocalDate today, Instant known) implements Signal {}

    /** The release changed, or somebody asked: derive everything again from what is known. */
    record Rederive(Instant known) implements Signal {}

    /** What a person can decide. */
    sealed interface Verdict {
        /** Waive a gate's violation. */
        record Waive(String code, String reason) implements Verdict {}

        /** Approve the terms as they stand; void when their content hash changes. */
        record Approve(String contentHash, String reason) implements Verdict {}

        /**
         * Let a change of terms count another way for a line than its facts say; two people must
         * want the same.
         */
        record Treat(RecordKey changeOrder, String line, Treatment treatment, String reason)
                implements Verdict {}

        /** Say what became of a write whose outcome nobody could tell. */
        record Settle(ActionKey action, ActionOutcome outcome) implements Verdict {}

        /** Plan a rejected or cancelled write again, after its cause was mended. */
        record Retry(ActionKey action) implements Verdict {}

        /** Do not send a write that is planned or was refused, until somebody asks for it again. */
        record Cancel(ActionKey action, String reason) implements Verdict {}

        /**
         * Credit a part of a posted invoice.
         *
         * @param order tells one order from another; the same order twice is one credit note
         */
        record Credit(String invoice, Money amount, String order, String reason)
                implements Verdict {}

        /** Give up charging these units, with a reason. */
        record WriteOff(RecordKey unit, String reason) implements Verdict {}
    }
}
