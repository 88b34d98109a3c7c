package throughline.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.calendar.AccountingPeriods;
import throughline.calendar.ObservedPeriods;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.EffectEvent.ActionWithdrawn;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementDecider;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.engagement.Signal;
import throughline.engagement.Signal.PreviousVersion;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.engagement.Worksheet;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.observed.CanonicalRecord;
import throughline.observed.Cause;
import throughline.observed.RecordKey;
import throughline.work.RatedAgain;

/**
 * One engagement on its way through a scenario, with the little of the platform that it needs:
 * which version of a record it took in before, and which writes are under way.
 */
final class Course {

    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final LocalTime NOON = LocalTime.NOON;

    private final StandIn systems;
    private final Worksheet worksheet = Worksheet.kept();
    private final Map<RecordKey, CanonicalRecord> taken = new HashMap<>();
    private final Map<RecordKey, PreviousVersion> approved = new LinkedHashMap<>();
    private final Map<ActionKey, Action> underWay = new LinkedHashMap<>();
    private final List<Told> told = new ArrayList<>();
    private Release release;
    private Engagement state;
    private ObservedPeriods periods = ObservedPeriods.NONE;
    private Instant now = Instant.EPOCH;
    private LocalDate today = LocalDate.MIN;

    Course(RecordKey deal, Release release, StandIn systems) {
        this.release = release;
        this.systems = systems;
        this.state = Engagement.empty(EngagementId.rootedIn(deal));
    }

    Engagement state() {
        return state;
    }

    List<Told> told() {
        return told;
    }

    Release release() {
        return release;
    }

    LocalDate today() {
        return today;
    }

    Instant now() {
        return now;
    }

    AccountingPeriods periods() {
        return periods.of(entity().map(LegalEntity::code).orElse(""));
    }

    /** The entity that sells, or until that is decided, the first there is. */
    Optional<LegalEntity> entity() {
        return state.terms()
                .flatMap(terms -> release.entity(terms.legalEntity()))
                .or(() -> release.legalEntities().stream().findFirst());
    }

    /** The calendar reaches the morning of a day. */
    List<Event> tick(LocalDate day) {
        at(day, MORNING);
        return hear(new Signal.ClockTicked(day, now));
    }

    /** The middle of a day: whatever happens on it happens from here on. */
    void at(LocalDate day) {
        at(day, NOON);
    }

    private void at(LocalDate day, LocalTime time) {
        ZoneId zone = entity().map(LegalEntity::zone).orElse(ZoneOffset.UTC);
        Instant instant = day.atTime(time).atZone(zone).toInstant();
        now = instant.isAfter(now) ? instant : now.plus(Duration.ofSeconds(1));
        today = day;
    }

    List<Event> observe(CanonicalRecord record) {
        return hear(observed(record));
    }

    private Signal observed(CanonicalRecord record) {
        Optional<PreviousVersion> previous =
                Optional.ofNullable(taken.put(record.key(), record))
                        .map(before -> previous(record.key(), before));
        return observed(record, previous);
    }

    private Signal observed(CanonicalRecord record, Optional<PreviousVersion> previous) {
        return new Signal.RecordObserved(record, previous, new Cause(0, "scenario"), now);
    }

    private PreviousVersion previous(RecordKey key, CanonicalRecord before) {
        PreviousVersion known = approved.get(key);
        return known == null
                ? new PreviousVersion(before, 0, Optional.empty())
                : new PreviousVersion(before, known.sequence(), known.approved());
    }

    /** The newest version of a record that was taken in. */
    Optional<CanonicalRecord> known(RecordKey key) {
        return Optional.ofNullable(taken.get(key));
    }

    List<Event> decide(Signal.Verdict verdict, String by) {
        return hear(new Signal.PersonDecided(verdict, by, now));
    }

    List<Event> under(Release next) {
        release = next;
        return hear(new Signal.Rederive(now));
    }

    List<Event> closing(Map<String, AccountingPeriods> next) {
        periods = new ObservedPeriods(next);
        return hear(new Signal.Rederive(now));
    }

    /** What a signal and the answers that it gives rise to bring about. */
    private List<Event> hear(Signal first) {
        List<Event> all = new ArrayList<>();
        ArrayDeque<Signal> signals = new ArrayDeque<>(List.of(first));
        while (!signals.isEmpty()) {
            Outcome outcome =
                    EngagementDecider.handle(
                            state, signals.removeFirst(), release, periods, worksheet);
            long sequence = state.sequence();
            Optional<RatedAgain.Since> rated = RatedAgain.since(state, outcome);
            state = outcome.state();
            for (Event event : outcome.events()) {
                sequence++;
                note(event, sequence);
                told.add(new Told(today, event, worksheet.taken(event)));
            }
            all.addAll(outcome.events());
            rated.ifPresent(since -> signals.addAll(observedAgain(since)));
            answers(signals);
        }
        return all;
    }

    private List<Signal> observedAgain(RatedAgain.Since since) {
        return approved.values().stream()
                .filter(each -> since.covers(each.record()))
                .map(each -> observed(each.record(), Optional.of(each.changedOn(since.changed()))))
                .toList();
    }

    private void note(Event event, long sequence) {
        if (event instanceof TimeApproved time) {
            CanonicalRecord entry = taken.get(time.unit());
            if (entry != null) {
                approved.put(time.unit(), new PreviousVersion(entry, sequence, Optional.of(time)));
            }
        } else if (event instanceof TimeTakenBack time) {
            approved.remove(time.unit());
        } else if (event instanceof ActionPlanned(var action)) {
            underWay.put(action.key(), action);
        } else if (event instanceof ActionWithdrawn(var key)) {
            underWay.remove(key);
        }
    }

    private void answers(ArrayDeque<Signal> signals) {
        for (Action action : List.copyOf(underWay.values())) {
            systems.answer(action, periods())
                    .ifPresent(
                            outcome -> {
                                underWay.remove(action.key());
                                signals.add(new Signal.ActionEnded(action.key(), outcome, now));
                                systems.note(action, outcome, today)
                                        .ifPresent(note -> signals.add(observed(note)));
                            });
        }
    }
}
