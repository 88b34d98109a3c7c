package throughline.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.calendar.ObservedPeriods;
import throughline.correlation.Trace;
import throughline.engagement.EffectEvent;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementDecider;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.engagement.Signal;
import throughline.engagement.WorkEvent;
import throughline.intake.Arrived;
import throughline.journal.Canonical;
import throughline.journal.Chronicle;
import throughline.journal.KeptRecord;
import throughline.journal.RateStore;
import throughline.journal.Turns;
import throughline.landscape.Release;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.RecordKey;
import throughline.work.RatedAgain;

/**
 * Decides the work of one batch in memory and gathers what is to be written.
 *
 * @param <C> what takes the events down
 */
final class BatchRun<C extends Chronicle> {

    /** How often one tick may lead to a further one at once: instalments of many periods. */
    private static final int MOST_TICKS = 1_000;

    private final Release release;
    private final ObservedPeriods periods;
    final Instant now;
    private final Map<EngagementId, Engagement> states;
    private final Map<EngagementId, Engagement> before = new LinkedHashMap<>();
    final RecordsInHand records;
    final C journal;
    final List<Long> done = new ArrayList<>();
    final List<Long> settled = new ArrayList<>();
    final List<Long> decisions = new ArrayList<>();
    final List<Work.Shelved> shelved = new ArrayList<>();
    final Map<Long, String> ignored = new LinkedHashMap<>();
    final List<Work.GivenUp> moved = new ArrayList<>();
    final List<Work.Observed> after = new ArrayList<>();
    final Map<Watching, Long> watches = new LinkedHashMap<>();
    final Map<RecordKey, RateStore.Published> published = new LinkedHashMap<>();
    final List<RecordKey> linked = new ArrayList<>();
    final List<Planned> planned = new ArrayList<>();
    final Map<ActionKey, ActionOutcome> concluded = new LinkedHashMap<>();
    int outdated;

    /**
     * A batch.
     *
     * @param states of all engagements that it reaches
     * @param records newest kept versions of at least all records in it
     * @param journal takes the events down
     */
    BatchRun(
            Release release,
            ObservedPeriods periods,
            Instant now,
            Map<EngagementId, Engagement> states,
            RecordsInHand records,
            C journal) {
        this.release = release;
        this.periods = periods;
        this.now = now;
        this.states = states;
        this.records = records;
        this.journal = journal;
    }

    void decide(Work work) {
        switch (work) {
            case Work.Observed observed -> observed(observed);
            case Work.Mastered mastered -> mastered(mastered);
            case Work.Shelved put -> {
                shelved.add(put);
                done.add(put.messageId());
            }
            case Work.Ignored(var message, var reason) -> {
                ignored.put(message.id(), reason);
                finished(message);
            }
            case Work.Signalled signalled -> signalled(signalled);
            case Work.GivenUp givenUp -> givenUp(givenUp);
        }
    }

    private void finished(Arrived message) {
        done.add(message.id());
        settled.add(message.id());
    }

    private void observed(Work.Observed observed) {
        RecordKey key = observed.record().key();
        KeptRecord inForce = records.find(key);
        if (inForce != null && outdated(observed.message().id(), observed.version(), inForce)) {
            outdated++;
            finished(observed.message());
            return;
        }
        if (inForce != null && movesFrom(inForce, observed)) {
            moved.add(
                    new Work.GivenUp(
                            new EngagementId(String.valueOf(inForce.engagement())), observed));
            return;
        }
        take(observed, inForce);
        watch(key.toString(), observed.message().id(), observed.seen());
        observed.reference()
                .filter(reference -> !watches(observed, reference.key()))
                .ifPresent(reference -> refer(observed.engagement(), reference));
        finished(observed.message());
    }

    private static boolean outdated(
            long message, throughline.landscape.RecordVersion version, KeptRecord inForce) {
        return !Versions.replaces(version, message, inForce.version(), inForce.messageId());
    }

    /**
     * Whether its translation rests on the reference, so that a change of it comes back this way.
     */
    private static boolean watches(Work.Observed observed, RecordKey reference) {
        return observed.seen().stream().anyMatch(seen -> seen.watched().equals(reference));
    }

    private static boolean movesFrom(KeptRecord inForce, Work.Observed observed) {
        return observed.record() instanceof TimeEntry
                && inForce.engagement() != null
                && !inForce.engagement().equals(observed.engagement().value());
    }

    private void take(Work.Observed observed, @Nullable KeptRecord inForce) {
        RecordKey key = observed.record().key();
        EngagementId id = observed.engagement();
        Canonical canonical = Canonical.of(observed.record());
        KeptRecord next =
                new KeptRecord(
                        key,
                        observed.version(),
                        observed.message().id(),
                        id.value(),
                        inForce == null ? 0 : inForce.sequence(),
                        inForce == null ? 0 : inForce.approvedSequence(),
                        inForce == null ? Optional.empty() : inForce.approved(),
                        canonical);
        records.keep(next);
        // What time is worth follows from the release too, so the same entry is priced once more.
        boolean same =
                inForce != null
                        && !(observed.record() instanceof TimeEntry)
                        && id.value().equals(inForce.engagement())
                        && canonical.isStoredLike(inForce.canonical());
        Led led = Led.by(observed.message(), release);
        observed.reference()
                .flatMap(Work.Reference::record)
                .filter(record -> !known(id, record))
                .ifPresent(
                        record ->
                                apply(
                                        id,
                                        new Signal.ReferenceKnown(record, led.cause(), now),
                                        led));
        if (same) {
            return;
        }
        apply(
                id,
                new Signal.RecordObserved(
                        observed.record(), previous(inForce, id), led.cause(), now),
                led);
        if (observed.root() && inForce == null) {
            journal.rooted(id, key);
            linked.add(key);
        }
        KeptRecord taken = Objects.requireNonNull(records.find(key));
        records.keep(
                new KeptRecord(
                        key,
                        taken.version(),
                        taken.messageId(),
                        taken.engagement(),
                        state(id).sequence(),
                        taken.approvedSequence(),
                        taken.approved(),
                        canonical));
    }

    private boolean known(EngagementId id, CanonicalRecord record) {
        return record.equals(state(id).agreement().references().get(record.key().toString()));
    }

    private static Optional<Signal.PreviousVersion> previous(
            @Nullable KeptRecord inForce, EngagementId id) {
        if (inForce == null || !id.value().equals(inForce.engagement())) {
            return Optional.empty();
        }
        CanonicalRecord record = inForce.record();
        return record instanceof TimeEntry || record instanceof CanonicalRecord.Capacity
                ? Optional.of(
                        new Signal.PreviousVersion(
                                record, inForce.approvedSequence(), inForce.approved()))
                : Optional.empty();
    }

    private void mastered(Work.Mastered mastered) {
        RecordKey key = mastered.record().key();
        KeptRecord inForce = records.find(key);
        if (inForce != null && outdated(mastered.message().id(), mastered.version(), inForce)) {
            outdated++;
        } else {
            records.keep(
                    new KeptRecord(
                            key,
                            mastered.version(),
                            mastered.message().id(),
                            null,
                            0,
                            0,
                            Optional.empty(),
                            Canonical.of(mastered.record())));
            watch(key.toString(), mastered.message().id(), mastered.seen());
            if (mastered.record() instanceof CanonicalRecord.ExchangeRates rates) {
                published.put(key, new RateStore.Published(rates, now, mastered.message().id()));
            }
        }
        finished(mastered.message());
    }

    private void watch(String watcher, long message, List<Seen> seen) {
        for (Seen each : seen) {
            watches.put(new Watching(each.watched(), watcher, message), each.messageId());
        }
    }

    private void refer(EngagementId id, Work.Reference reference) {
        watch(id.value(), 0, List.of(new Seen(reference.key(), reference.messageId())));
    }

    private void signalled(Work.Signalled signalled) {
        EngagementId id = signalled.engagement();
        Signal signal = signalled.signal();
        Led led = Led.by(signalled);
        switch (signal) {
            case Signal.ClockTicked tick -> tick(id, tick, led);
            case Signal.RecordObserved _,
                    Signal.ReferenceKnown _,
                    Signal.PersonDecided _,
                    Signal.ActionEnded _,
                    Signal.Rederive _ ->
                    apply(id, signal, led);
        }
        if (signalled.decision() != 0) {
            decisions.add(signalled.decision());
        }
        signalled.seen().ifPresent(seen -> watch(id.value(), 0, List.of(seen)));
    }

    private void tick(EngagementId id, Signal.ClockTicked tick, Led led) {
        for (int again = 0; again < MOST_TICKS; again++) {
            int events = apply(id, tick, led);
            Optional<LocalDate> next = state(id).nextWake();
            if (events == 0 || next.isEmpty() || next.get().isAfter(tick.today())) {
                return;
            }
        }
    }

    private void givenUp(Work.GivenUp givenUp) {
        KeptRecord inForce = records.find(givenUp.then().record().key());
        if (inForce != null && givenUp.by().value().equals(inForce.engagement())) {
            if (inForce.record() instanceof TimeEntry entry) {
                Led led = Led.by(givenUp.then().message(), release);
                apply(
                        givenUp.by(),
                        new Signal.RecordObserved(
                                deleted(entry), previous(inForce, givenUp.by()), led.cause(), now),
                        led);
            }
            records.keep(inForce.released());
        }
        after.add(givenUp.then());
    }

    private static TimeEntry deleted(TimeEntry entry) {
        return new TimeEntry(
                entry.key(),
                entry.project(),
                entry.person(),
                entry.on(),
                entry.hours(),
                entry.role(),
                entry.billable(),
                TimeStatus.DELETED,
                entry.attributes());
    }

    private Engagement state(EngagementId id) {
        return states.getOrDefault(id, Engagement.empty(id));
    }

    private int apply(EngagementId id, Signal signal, Led led) {
        Engagement state = state(id);
        Outcome outcome = EngagementDecider.handle(state, signal, release, periods);
        before.putIfAbsent(id, state);
        Turns.Turn reason = new Turns.Turn(now, led.cause().messageId(), led.why());
        journal.decided(state.sequence(), outcome, reason, led.trace());
        states.put(id, outcome.state());
        long sequence = state.sequence();
        for (Event event : outcome.events()) {
            sequence++;
            follow(id, sequence, event, led.trace());
        }
        RatedAgain.since(state, outcome).ifPresent(since -> rateAgain(id, since, led));
        return outcome.events().size();
    }

    /** It belongs to the change of terms that led to it: both are kept, or neither is. */
    private void rateAgain(EngagementId id, RatedAgain.Since since, Led led) {
        for (KeptRecord each : records.time(id, since)) {
            Optional<Signal.PreviousVersion> previous =
                    previous(each, id).map(it -> it.changedOn(since.changed()));
            apply(id, new Signal.RecordObserved(each.record(), previous, led.cause(), now), led);
        }
    }

    private void follow(EngagementId id, long sequence, Event event, Trace trace) {
        if (event instanceof WorkEvent.TimeApproved approved) {
            records.approve(
                    approved.unit(), new RecordsInHand.Approval(sequence, Optional.of(approved)));
        } else if (event instanceof WorkEvent.TimeTakenBack taken) {
            records.approve(taken.unit(), new RecordsInHand.Approval(0, Optional.empty()));
        } else if (event instanceof EffectEvent.ActionPlanned(var action)) {
            planned.add(new Planned(id, action, trace));
        } else if (event instanceof EffectEvent.ActionConcluded(var key, _, var outcome)) {
            concluded.put(key, outcome);
        } else if (event instanceof EffectEvent.RecordLinked(var record)) {
            linked.add(record);
        }
    }

    /** The engagements that were reached, as they stand at the end. */
    Map<EngagementId, Engagement> reached() {
        Map<EngagementId, Engagement> reached = new LinkedHashMap<>();
        before.keySet().forEach(id -> reached.put(id, state(id)));
        return reached;
    }

    /** Writes down where the reached engagements stand; call once, when all is decided. */
    void conclude() {
        before.forEach(
                (id, stood) -> {
                    if (state(id).sequence() > 0) {
                        journal.stands(stood, state(id), now);
                    }
                });
    }

    /** An action that was planned for an engagement, and what it is followed by. */
    record Planned(EngagementId engagement, Action action, Trace trace) {}

    /** That a watcher rests on a record; its own message is 0 when it is an engagement. */
    record Watching(RecordKey watched, String watcher, long messageId) {}
}
