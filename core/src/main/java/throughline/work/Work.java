package throughline.work;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
 * @param estimates the newest estimate of each line, and under {@code line@day} those before it,
 *     each with what it states
 * @param atDefaultRate how much time was rated by a default because its role is unknown
 */
public record Work(
        Map<String, CanonicalRecord> held,
        Map<String, BigDecimal> accepted,
        Map<String, BigDecimal> capacity,
        Map<String, ExpenseCounted> expenses,
        Map<String, UsageCounted> usage,
        Map<String, Delivered> delivered,
        Map<String, EstimateRevised> estimates,
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
                    Entries.none(),
                    new Tally(0, BigDecimal.ZERO));

    public Work {
        held = Entries.of(held);
        accepted = Entries.of(accepted);
        capacity = Entries.of(capacity);
        expenses = Entries.of(expenses);
        usage = Entries.of(usage);
        delivered = Entries.of(delivered);
        estimates = Entries.of(estimates);
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

    /** After a line was estimated anew; what an estimate does not state stays as it was. */
    public Work estimating(EstimateRevised event) {
        String line = event.line();
        EstimateRevised newest = estimates.get(line);
        Map<String, EstimateRevised> kept = estimates;
        if (newest != null && newest.on().isAfter(event.on())) {
            String day = earlier(line) + event.on();
            kept = Entries.plus(kept, day, over(estimates.get(day), event));
        } else {
            boolean sameDay = newest != null && newest.on().equals(event.on());
            if (newest != null && !sameDay) {
                kept = Entries.plus(kept, earlier(line) + newest.on(), newest);
            }
            kept = Entries.plus(kept, line, sameDay ? over(newest, event) : event);
        }
        return new Work(held, accepted, capacity, expenses, usage, delivered, kept, atDefaultRate);
    }

    /** Whether an estimate says what is not known of its line and day. */
    boolean isNews(EstimateRevised event) {
        EstimateRevised newest = estimates.get(event.line());
        EstimateRevised known =
                newest != null && newest.on().equals(event.on())
                        ? newest
                        : estimates.get(earlier(event.line()) + event.on());
        return !over(known, event).equals(known);
    }

    private static EstimateRevised over(@Nullable EstimateRevised known, EstimateRevised now) {
        return known == null
                ? now
                : new EstimateRevised(
                        now.line(),
                        now.on(),
                        now.percentComplete().or(known::percentComplete),
                        now.totalHours().or(known::totalHours),
                        now.totalCost().or(known::totalCost),
                        now.variable().or(known::variable),
                        now.materials().or(known::materials));
    }

    /** What the newest estimate of a line that states it says. */
    public <T> Optional<T> estimated(String line, Function<EstimateRevised, Optional<T>> what) {
        return estimate(line, what, Optional.empty()).flatMap(what);
    }

    /** What was estimated before a day, else what is estimated by now. */
    public <T> Optional<T> estimated(
            String line, Function<EstimateRevised, Optional<T>> what, Optional<LocalDate> before) {
        return estimate(line, what, before).flatMap(what);
    }

    /**
     * The newest estimate of a line that states something, of those before a day when there are
     * any. What was earned before a change of terms stays as it was estimated then.
     */
    public <T> Optional<EstimateRevised> estimate(
            String line, Function<EstimateRevised, Optional<T>> what, Optional<LocalDate> before) {
        EstimateRevised newest = estimates.get(line);
        if (newest == null) {
            return Optional.empty();
        }
        boolean counts = before.map(newest.on()::isBefore).orElse(true);
        if (counts && what.apply(newest).isPresent()) {
            return Optional.of(newest);
        }
        List<EstimateRevised> stating =
                stating(line, what)
                        .sorted(Comparator.comparing(EstimateRevised::on).reversed())
                        .toList();
        return stating.stream()
                .filter(each -> before.map(each.on()::isBefore).orElse(true))
                .findFirst()
                .or(() -> stating.stream().findFirst());
    }

    /** The first day after another on which an estimate of a line states something. */
    public <T> Optional<LocalDate> nextEstimate(
            String line, Function<EstimateRevised, Optional<T>> what, LocalDate after) {
        return stating(line, what)
                .map(EstimateRevised::on)
                .filter(after::isBefore)
                .min(Comparator.naturalOrder());
    }

    private <T> Stream<EstimateRevised> stating(
            String line, Function<EstimateRevised, Optional<T>> what) {
        return Stream.concat(
                        Stream.ofNullable(estimates.get(line)),
                        Entries.startingWith(estimates, earlier(line)).values().stream())
                .filter(each -> what.apply(each).isPresent());
    }

    private static String earlier(String line) {
        return line + "@";
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
