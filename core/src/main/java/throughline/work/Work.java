package throughline.work;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import throughline.engagement.Entries;
import throughline.engagement.WorkEvent.CapacityKnown;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.engagement.WorkEvent.UsageCounted;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * What is kept of the work. Time entries themselves are not: they are folded into billing's pools.
 *
 * @param held records that came before the contract or the document that they belong to, by key
 * @param accepted the accepted share of each milestone, by its id
 * @param capacity hours by capacity record
 * @param expenses what every expense counts for, by its record
 * @param usage how many units every usage record counts for
 * @param delivered billable hours and units by line and period, {@code line/period}
 * @param estimates how far lines have come and what they will take
 * @param atDefaultRate how much time was rated by a default because its role is unknown
 */
public record Work(
        Map<String, CanonicalRecord> held,
        Map<String, BigDecimal> accepted,
        Map<String, BigDecimal> capacity,
        Map<String, ExpenseCounted> expenses,
        Map<String, UsageCounted> usage,
        Map<String, Delivered> delivered,
        Estimates estimates,
        Tally atDefaultRate) {

    /**
     * What was delivered on a line in a period.
     *
     * @param hours billable ones
     * @param worth of hours that are billed by a rate; empty when there are none
     */
    public record Delivered(BigDecimal hours, BigDecimal units, Optional<Money> worth) {
        /** Nothing. */
        public static final Delivered NOTHING =
                new Delivered(BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty());

        Delivered plus(Delivered more) {
            Optional<Money> sum =
                    worth.isEmpty() || more.worth().isEmpty()
                            ? worth.or(more::worth)
                            : Optional.of(worth.get().plus(more.worth().get()));
            return new Delivered(hours.add(more.hours()), units.add(more.units()), sum);
        }
    }

    /** A number of entries and their hours. */
    public record Tally(long entries, BigDecimal hours) {}

    /** Nothing delivered. */
    public static final Work NONE =
            new Work(
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Estimates.NONE,
                    new Tally(0, BigDecimal.ZERO));

    public Work {
        held = Entries.of(held);
        accepted = Entries.of(accepted);
        capacity = Entries.of(capacity);
        expenses = Entries.of(expenses);
        usage = Entries.of(usage);
        delivered = Entries.of(delivered);
    }

    /** Billable hours and units of a line in a period. */
    public Delivered delivered(String line, String period) {
        return delivered.getOrDefault(line + "/" + period, Delivered.NOTHING);
    }

    /** After a record was held. */
    public Work holding(CanonicalRecord record) {
        return withHeld(Entries.plus(held, record.key().toString(), record));
    }

    /** After held records were taken up. */
    public Work releasing(List<RecordKey> records) {
        Map<String, CanonicalRecord> left = held;
        for (RecordKey record : records) {
            left = Entries.minus(left, record.toString());
        }
        return withHeld(left);
    }

    private Work withHeld(Map<String, CanonicalRecord> waiting) {
        return new Work(
                waiting, accepted, capacity, expenses, usage, delivered, estimates, atDefaultRate);
    }

    /** After a milestone was accepted. */
    public Work accepting(MilestoneAccepted event) {
        return new Work(
                held,
                Entries.plus(accepted, event.milestone(), event.share()),
                capacity,
                expenses,
                usage,
                delivered,
                estimates,
                atDefaultRate);
    }

    /** After capacity became known. */
    public Work available(CapacityKnown event) {
        String unit = event.unit().toString();
        BigDecimal hours = capacity.getOrDefault(unit, BigDecimal.ZERO).add(event.hours());
        return new Work(
                held,
                accepted,
                Entries.plus(capacity, unit, hours),
                expenses,
                usage,
                delivered,
                estimates,
                atDefaultRate);
    }

    /** After an expense counted, or was taken back. */
    public Work spending(ExpenseCounted event) {
        String unit = event.unit().toString();
        boolean takenBack = event.cost().signum() < 0;
        return new Work(
                held,
                accepted,
                capacity,
                takenBack ? Entries.minus(expenses, unit) : Entries.plus(expenses, unit, event),
                usage,
                delivered,
                estimates,
                atDefaultRate);
    }

    /** After units counted, or were taken back. */
    public Work using(UsageCounted event) {
        String unit = event.unit().toString();
        return new Work(
                held,
                accepted,
                capacity,
                expenses,
                event.quantity().signum() < 0
                        ? Entries.minus(usage, unit)
                        : Entries.plus(usage, unit, event),
                delivering(
                        event.line(),
                        event.period(),
                        new Delivered(BigDecimal.ZERO, event.quantity(), Optional.empty())),
                estimates,
                atDefaultRate);
    }

    /** After a line was estimated anew. */
    public Work estimating(EstimateRevised event) {
        return new Work(
                held,
                accepted,
                capacity,
                expenses,
                usage,
                delivered,
                estimates.with(event),
                atDefaultRate);
    }

    /** What the newest estimate of a line that states it says. */
    public <T> Optional<T> estimated(String line, Function<EstimateRevised, Optional<T>> what) {
        return estimates.stating(line, what).flatMap(what);
    }

    /**
     * What was estimated before a day, else what is estimated by now. What was earned before a
     * change of terms stays as it was estimated then.
     */
    public <T> Optional<T> estimated(
            String line, Function<EstimateRevised, Optional<T>> what, Optional<LocalDate> before) {
        return before.flatMap(day -> estimates.stating(line, what, day))
                .or(() -> estimates.stating(line, what))
                .flatMap(what);
    }

    /** After time was approved. */
    public Work approving(TimeApproved event) {
        return worked(
                event.line(),
                event.period(),
                hours(event.billable(), event.hours(), event.amount()),
                RateCard.isDefault(event.rateSource()) ? tallied(1, event.hours()) : atDefaultRate);
    }

    /** After time was taken back. */
    public Work takingBack(TimeTakenBack event) {
        BigDecimal hours = event.hours().negate();
        return worked(
                event.line(),
                event.period(),
                hours(event.billable(), hours, event.amount().negated()),
                RateCard.isDefault(event.rateSource()) ? tallied(-1, hours) : atDefaultRate);
    }

    private static Delivered hours(boolean billable, BigDecimal hours, Money amount) {
        return new Delivered(
                billable ? hours : BigDecimal.ZERO,
                BigDecimal.ZERO,
                amount.isZero() ? Optional.empty() : Optional.of(amount));
    }

    private Work worked(String line, String period, Delivered more, Tally tally) {
        return new Work(
                held,
                accepted,
                capacity,
                expenses,
                usage,
                more.equals(Delivered.NOTHING) ? delivered : delivering(line, period, more),
                estimates,
                tally);
    }

    private Map<String, Delivered> delivering(String line, String period, Delivered more) {
        return Entries.plus(delivered, line + "/" + period, delivered(line, period).plus(more));
    }

    private Tally tallied(int entries, BigDecimal hours) {
        return new Tally(atDefaultRate.entries() + entries, atDefaultRate.hours().add(hours));
    }
}
