package throughline.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.billing.Corrections;
import throughline.billing.SoftBooking;
import throughline.engagement.AgreementEvent.HeldRecordsTaken;
import throughline.engagement.AgreementEvent.RecordHeld;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Signal.PreviousVersion;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.engagement.WorkEvent.WorkAtRisk;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.terms.Terms;

/** Turns time entries into approved units of time, and takes back what changed. */
public final class TimeKeeping {

    private TimeKeeping() {}

    /** Learns a version of a time entry. */
    public static List<Event> observed(
            Turn turn, TimeEntry entry, Optional<PreviousVersion> previous) {
        Optional<Terms> terms = turn.state().termsFor(entry.on());
        if (terms.isEmpty()) {
            return held(turn, entry);
        }
        Standing now = Standing.of(turn, terms.get(), entry);
        Optional<TimeApproved> before = previous.flatMap(PreviousVersion::approved);
        if (now instanceof Standing.Counts(var unit, _) && sameUnit(before, unit)) {
            return List.of();
        }
        if (now instanceof Standing.Risky(var unit, _) && sameUnit(before, unit)) {
            return List.of();
        }
        List<Event> events = new ArrayList<>();
        before.ifPresent(unit -> takeBack(turn, unit, previous.get().sequence(), events));
        switch (now) {
            case Standing.Counts(var unit, var worth) -> {
                TimeApproved approved = softBooked(turn, before, unit);
                events.add(turn.because(approved, "approved-time", unit.rateSource(), worth));
                events.addAll(settled(turn, entry));
                events.addAll(named(turn, terms.get(), entry, unit));
            }
            case Standing.Risky(var unit, var work) -> {
                events.add(unit);
                events.add(new WorkAtRisk(work, false));
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

    private static List<Event> named(
            Turn turn, Terms terms, TimeEntry entry, TimeApproved counted) {
        return WorkLines.named(terms, Optional.of(counted.line())).stream()
                .flatMap(
                        line ->
                                UnknownLine.told(
                                        turn,
                                        Optional.ofNullable(entry.attributes().get("line")),
                                        entry.key(),
                                        line,
                                        Optional.of(counted.amount()))
                                        .stream())
                .toList();
    }

    /**
     * Worth the same; a row of the card that only moved in its file changes nothing, and neither
     * does a standard rate where none was kept.
     */
    private static boolean sameUnit(Optional<TimeApproved> before, TimeApproved now) {
        return before.map(unit -> keptAs(unit, now).equals(unit)).orElse(false);
    }

    private static TimeApproved keptAs(TimeApproved unit, TimeApproved now) {
        Optional<Money> standard = unit.standard().flatMap(_ -> now.standard());
        return with(now, unit.softBooked(), unit.rateSource(), standard);
    }

    private static void takeBack(Turn turn, TimeApproved unit, long sequence, List<Event> events) {
        var risk = turn.state().agreement().changes().risks().get(unit.unit().toString());
        if (risk != null) {
            events.add(new WorkAtRisk(risk.work(), true));
        }
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
                        sequence,
                        unit.standard()));
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
        return with(unit, soft, unit.rateSource(), unit.standard());
    }

    private static TimeApproved with(
            TimeApproved unit, Money soft, String rateSource, Optional<Money> standard) {
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
                rateSource,
                standard);
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
                        Map.of(
                                "role",
                                Optional.of(TimeKind.of(entry).label())
                                        .filter(label -> !label.isEmpty())
                                        .orElse("none stated")),
                        Optional.empty(),
                        turn.release().ownerOf(RateCard.TABLE)));
    }

    private static String refusalKey(TimeEntry entry) {
        return "time-refused:" + entry.key();
    }
}
