package throughline.work;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.billing.Corrections;
import throughline.billing.SoftBooking;
import throughline.engagement.Event;
import throughline.engagement.Event.HeldRecordsTaken;
import throughline.engagement.Event.RecordHeld;
import throughline.engagement.Event.TimeApproved;
import throughline.engagement.Event.TimeTakenBack;
import throughline.engagement.Exceptions;
import throughline.engagement.Signal.PreviousVersion;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Terms;
import throughline.work.RateCard.Rating;

/** Turns time entries into approved units of time, and takes back what changed. */
public final class TimeKeeping {

    /** Entries may cover a week; nobody works more than all of it. */
    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(168);

    private TimeKeeping() {}

    /** What an entry means for the engagement. */
    private sealed interface Standing {
        /** It counts, as this unit (without what it soft-books). */
        record Counts(TimeApproved unit) implements Standing {}

        /** Not approved, or withdrawn. */
        record DoesNotCount() implements Standing {}

        /** It cannot be: the entry must be mended. */
        record Refused(String why) implements Standing {}

        /** It cannot be priced: the card must be mended. */
        record Waits(String why) implements Standing {}
    }

    /** Learns a version of a time entry. */
    public static List<Event> observed(
            Turn turn, TimeEntry entry, Optional<PreviousVersion> previous) {
        Optional<Terms> terms = turn.state().terms();
        if (terms.isEmpty()) {
            return held(turn, entry);
        }
        Standing now = standing(turn, terms.get(), entry);
        Optional<TimeApproved> before = previous.flatMap(PreviousVersion::approved);
        if (now instanceof Standing.Counts(var unit) && sameUnit(before, unit)) {
            return List.of();
        }
        List<Event> events = new ArrayList<>();
        before.ifPresent(unit -> takeBack(turn, unit, previous.get().sequence(), events));
        switch (now) {
            case Standing.Counts(var unit) -> {
                events.add(softBooked(turn, before, unit));
                events.addAll(settled(turn, entry));
            }
            case Standing.DoesNotCount _ -> events.addAll(settled(turn, entry));
            case Standing.Refused(var why) -> events.addAll(refused(turn, entry, why));
            case Standing.Waits(var why) -> {
                events.addAll(held(turn, entry));
                events.addAll(waiting(turn, entry, why));
            }
        }
        return events;
    }

    private static Standing standing(Turn turn, Terms terms, TimeEntry entry) {
        if (entry.hours().signum() < 0 || entry.hours().compareTo(MOST_HOURS) > 0) {
            return new Standing.Refused(
                    "it states " + entry.hours().toPlainString() + " hours; 0 to 168 are possible");
        }
        return switch (entry.status()) {
            case DRAFT, SUBMITTED, DELETED -> new Standing.DoesNotCount();
            case APPROVED -> priced(turn, terms, lineOf(terms, entry), entry);
        };
    }

    private static Standing priced(Turn turn, Terms terms, Line line, TimeEntry entry) {
        boolean byHours = line.pricing() instanceof PricingModel.TimeAndMaterials;
        boolean internal = line.pricing() instanceof PricingModel.Internal;
        boolean billable = entry.billable() && !internal;
        Money zero = Money.zero(terms.currency());
        Rating rating = RateCard.rate(turn, line, terms.currency(), entry.role(), entry.on());
        return switch (rating) {
            case Rating.Unrated(var why) when byHours && billable -> new Standing.Waits(why);
            case Rating.Unrated(var why) ->
                    new Standing.Counts(unit(turn, line, entry, billable, zero, zero, why));
            case Rating.Rated(var rate, var cost, var source) -> {
                Money amount = byHours && billable ? by(rate, entry) : zero;
                String from = byHours && billable ? source : "not billed by hours";
                yield new Standing.Counts(
                        unit(turn, line, entry, billable, amount, by(cost, entry), from));
            }
        };
    }

    private static Money by(Money perHour, TimeEntry entry) {
        return perHour.times(entry.hours(), RoundingMode.HALF_UP);
    }

    private static TimeApproved unit(
            Turn turn,
            Line line,
            TimeEntry entry,
            boolean billable,
            Money amount,
            Money cost,
            String source) {
        return new TimeApproved(
                entry.key(),
                line.id(),
                turn.periodOf(entry.on()).id(),
                entry.person().id(),
                entry.role().orElse(""),
                entry.on(),
                entry.hours(),
                billable,
                amount,
                cost,
                Money.zero(amount.currency()),
                source);
    }

    /** The line that the entry names, else one billed by hours on that day, else the first. */
    private static Line lineOf(Terms terms, TimeEntry entry) {
        List<Line> lines = terms.lines();
        String named = entry.attributes().getOrDefault("line", "");
        List<Line> timed =
                lines.stream()
                        .filter(line -> line.pricing() instanceof PricingModel.TimeAndMaterials)
                        .toList();
        return lines.stream()
                .filter(line -> line.id().equals(named))
                .findFirst()
                .or(() -> timed.stream().filter(l -> l.term().contains(entry.on())).findFirst())
                .or(() -> timed.stream().findFirst())
                .orElseGet(lines::getFirst);
    }

    private static boolean sameUnit(Optional<TimeApproved> before, TimeApproved now) {
        return before.map(unit -> withSoft(now, unit.softBooked()).equals(unit)).orElse(false);
    }

    private static void takeBack(Turn turn, TimeApproved unit, long sequence, List<Event> events) {
        Money soft = SoftBooking.change(turn, unit.line(), unit.amount().negated()).negated();
        events.add(
                new TimeTakenBack(
                        unit.unit(),
                        unit.line(),
                        unit.period(),
                        unit.person(),
                        unit.role(),
                        unit.on(),
                        unit.hours(),
                        unit.billable(),
                        unit.amount(),
                        unit.cost(),
                        soft,
                        unit.rateSource(),
                        sequence));
        events.addAll(Corrections.takenBack(turn, unit, sequence));
    }

    private static TimeApproved softBooked(
            Turn turn, Optional<TimeApproved> before, TimeApproved unit) {
        Money taken =
                before.filter(old -> old.line().equals(unit.line()))
                        .map(old -> SoftBooking.change(turn, old.line(), old.amount().negated()))
                        .orElse(Money.zero(unit.amount().currency()));
        Money net =
                before.filter(old -> old.line().equals(unit.line()))
                        .map(old -> unit.amount().minus(old.amount()))
                        .orElse(unit.amount());
        return withSoft(unit, SoftBooking.change(turn, unit.line(), net).minus(taken));
    }

    private static TimeApproved withSoft(TimeApproved unit, Money soft) {
        return new TimeApproved(
                unit.unit(),
                unit.line(),
                unit.period(),
                unit.person(),
                unit.role(),
                unit.on(),
                unit.hours(),
                unit.billable(),
                unit.amount(),
                unit.cost(),
                soft,
                unit.rateSource());
    }

    private static List<Event> held(Turn turn, TimeEntry entry) {
        var held = turn.state().work().held().get(entry.key().toString());
        boolean counts = entry.status() == TimeStatus.APPROVED;
        return entry.equals(held) || (held == null && !counts)
                ? List.of()
                : List.of(new RecordHeld(entry));
    }

    private static List<Event> settled(Turn turn, TimeEntry entry) {
        List<Event> events =
                new ArrayList<>(Exceptions.close(turn, refusalKey(entry), "the entry was mended"));
        if (turn.state().work().held().containsKey(entry.key().toString())) {
            events.add(new HeldRecordsTaken(List.of(entry.key())));
        }
        return events;
    }

    private static List<Event> refused(Turn turn, TimeEntry entry, String why) {
        List<Event> events = new ArrayList<>();
        if (turn.state().work().held().containsKey(entry.key().toString())) {
            events.add(new HeldRecordsTaken(List.of(entry.key())));
        }
        events.addAll(
                Exceptions.raise(
                        turn,
                        Exceptions.keyed(
                                refusalKey(entry),
                                "time-refused",
                                "Time entry %s of %s cannot count: %s. Correct it in %s."
                                        .formatted(
                                                entry.key().id(),
                                                entry.on(),
                                                why,
                                                entry.key().system()),
                                Map.of("hours", entry.hours().toPlainString()),
                                Optional.empty(),
                                turn.release().ownerOf(entry.key().system()))));
        return events;
    }

    private static List<Event> waiting(Turn turn, TimeEntry entry, String why) {
        return Exceptions.raise(
                turn,
                Exceptions.single(
                        "rate-missing",
                        "Approved time waits for a rate: " + why + ". Add a row to the rate card.",
                        Map.of("role", entry.role().orElse("none stated")),
                        Optional.empty(),
                        turn.release().ownerOf(RateCard.TABLE)));
    }

    private static String refusalKey(TimeEntry entry) {
        return "time-refused:" + entry.key();
    }
}
