package throughline.engagement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import throughline.money.Money;
import throughline.observed.RecordKey;
import throughline.work.AtRisk;

/** What was worked, delivered, spent and estimated. */
public sealed interface WorkEvent extends Event {

    /**
     * A unit of time was approved, and is billable at a rate.
     *
     * @param unit the time entry's record
     * @param period the work period that it is folded into, {@code 2026-03}
     * @param amount hours by rate, which it entitles to; zero for work that is not billed by hours
     * @param softBooked what this unit adds to the contract value beyond the committed price; the
     *     sum over a line is what was delivered over its price, up to its cap
     * @param rateSource the row of the rate card, or why the default was taken
     * @param standard hours by their standard rate; zero where no row tells one, empty when
     *     unbilled
     */
    record TimeApproved(
            RecordKey unit,
            String line,
            String period,
            String person,
            String role,
            LocalDate on,
            BigDecimal hours,
            boolean billable,
            Money amount,
            Money cost,
            Money softBooked,
            String rateSource,
            Optional<Money> standard)
            implements WorkEvent {}

    /**
     * An approved unit changed or was withdrawn: what it was is taken back in full, and a further
     * {@link TimeApproved} carries what it is now. All quantities are positive; they count
     * negatively.
     *
     * @param softBooked what the contract value loses with it; not always what it once added
     * @param taken the sequence of the event that is taken back
     */
    record TimeTakenBack(
            RecordKey unit,
            String line,
            String period,
            String person,
            String role,
            LocalDate on,
            BigDecimal hours,
            boolean billable,
            Money amount,
            Money cost,
            Money softBooked,
            String rateSource,
            long taken,
            Optional<Money> standard)
            implements WorkEvent {}

    /** A person was available; negative hours take an earlier statement back. */
    record CapacityKnown(RecordKey unit, String person, LocalDate from, BigDecimal hours)
            implements WorkEvent {}

    /** Approved time is on a change that is not in force, or is not any more. */
    record WorkAtRisk(AtRisk work, boolean ended) implements WorkEvent {}

    /** A milestone was accepted by the customer, in full or in part. */
    record MilestoneAccepted(String line, String milestone, LocalDate on, BigDecimal share)
            implements WorkEvent {}

    /**
     * An approved expense counts; with negative amounts it takes an earlier statement back.
     *
     * @param cost what was paid
     * @param amount what it entitles to; zero when it is not billable
     * @param rule what says so: the row of the expense policy, or the line's condition
     */
    record ExpenseCounted(
            RecordKey unit,
            String line,
            LocalDate on,
            String category,
            Money cost,
            Money amount,
            String rule)
            implements WorkEvent {}

    /** Approved units count; a negative quantity takes an earlier statement back. */
    record UsageCounted(
            RecordKey unit, String line, String period, LocalDate on, BigDecimal quantity)
            implements WorkEvent {}

    /**
     * How far a line has come, and what it will take, was estimated anew.
     *
     * @param record that says so; empty in events of the time when it was not kept
     */
    record EstimateRevised(
            String line,
            LocalDate on,
            Optional<BigDecimal> percentComplete,
            Optional<BigDecimal> totalHours,
            Optional<Money> totalCost,
            Optional<Money> variable,
            Optional<Money> materials,
            Optional<RecordKey> record)
            implements WorkEvent {}
}
