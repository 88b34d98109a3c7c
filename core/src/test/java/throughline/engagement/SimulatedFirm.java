package throughline.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.align.ActionOutcome.Ambiguous;
import throughline.align.ActionOutcome.Confirmed;
import throughline.align.ActionOutcome.Rejected;
import throughline.billing.TimePool;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.EffectEvent.ActionWithdrawn;
import throughline.engagement.Signal.PreviousVersion;
import throughline.engagement.SimulatedSystems.Document;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.Cause;
import throughline.observed.RecordKey;

/**
 * A firm in one process: systems that tell what happened, a platform that keeps the newest version
 * of every record, and a dispatcher that probes before it repeats. In rough weather messages are
 * doubled, reordered, late or lost, and writes and answers get lost on the way.
 */
final class SimulatedFirm {

    private static final LocalDate LAST_DAY = LocalDate.of(2027, 4, 1);
    private static final Cause CAUSE = new Cause(0, "simulation");

    private final Release release;
    private final RandomGenerator random;
    private final boolean rough;
    private final Map<EngagementId, Engagement> states =
            new TreeMap<>(java.util.Comparator.comparing(EngagementId::value));
    private final Map<EngagementId, List<Event>> events = new HashMap<>();
    private final SimulatedSystems systems = new SimulatedSystems();

    private record Message(
            LocalDate due, EngagementId engagement, CanonicalRecord record, int version) {}

    private record Answer(LocalDate due, ActionKey key, ActionOutcome outcome) {}

    private record Taken(
            int version, CanonicalRecord record, long sequence, Optional<TimeApproved> approved) {}

    private final List<Message> onTheWay = new ArrayList<>();
    private final Map<String, Message> sources = new LinkedHashMap<>();
    private final Map<String, Taken> taken = new HashMap<>();
    private final Map<ActionKey, Action> toSend = new LinkedHashMap<>();
    private final Map<ActionKey, EngagementId> owners = new HashMap<>();
    private final Set<ActionKey> unclear = new HashSet<>();
    private final Set<ActionKey> confirmed = new HashSet<>();
    private final Map<ActionKey, Action> forPeople = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Set<EngagementId> voided = new HashSet<>();
    private LocalDate today = Records.FROM;

    SimulatedFirm(Release release, RandomGenerator random, boolean rough) {
        this.release = release;
        this.random = random;
        this.rough = rough;
    }

    /** Lives through the facts, and then goes on until nothing is left to do. */
    void live(List<SimulatedLife.Fact> facts) {
        int next = 0;
        for (;
                today.isBefore(LAST_DAY);
                today = today.plusDays(rough ? 1 + random.nextInt(4) : 1)) {
            while (next < facts.size() && !facts.get(next).day().isAfter(today)) {
                happen(facts.get(next).engagement(), facts.get(next).record());
                next++;
            }
            day(rough);
        }
        today = LAST_DAY;
        for (int quiet = 0; quiet < 3; quiet++) {
            long before = count();
            sources.values().forEach(onTheWay::add);
            day(false);
            creditWhatWasBilledTooMuch();
            quiet = count() == before ? quiet : -1;
        }
    }

    private void day(boolean roughNow) {
        if (roughNow && chance(4)) {
            sources.values().forEach(message -> arriveLater(message, 2));
        }
        deliver();
        tick(roughNow);
        dispatch(roughNow);
        askPeople(roughNow);
        financeActs();
    }

    private void happen(EngagementId engagement, CanonicalRecord record) {
        String name = engagement + " " + record.key();
        Message before = sources.get(name);
        int version = before == null ? 1 : before.version() + 1;
        Message message = new Message(today, engagement, record, version);
        sources.put(name, message);
        int copies = !rough ? 1 : chance(15) ? 0 : chance(20) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            arriveLater(message, chance(50) ? 0 : 25);
        }
    }

    private void arriveLater(Message message, int days) {
        LocalDate due = rough && days > 0 ? today.plusDays(random.nextInt(days)) : today;
        onTheWay.add(new Message(due, message.engagement(), message.record(), message.version()));
    }

    private void deliver() {
        List<Message> due =
                new ArrayList<>(onTheWay.stream().filter(m -> !m.due().isAfter(today)).toList());
        onTheWay.removeAll(due);
        if (rough) {
            Collections.shuffle(due, java.util.Random.from(random));
        }
        due.forEach(this::takeIn);
        List<Answer> dueAnswers = answers.stream().filter(a -> !a.due().isAfter(today)).toList();
        answers.removeAll(dueAnswers);
        dueAnswers.forEach(answer -> ended(answer.key(), answer.outcome()));
    }

    private void takeIn(Message message) {
        String name = message.engagement() + " " + message.record().key();
        Taken before = taken.get(name);
        if (before != null && before.version() >= message.version()) {
            return;
        }
        Optional<PreviousVersion> previous =
                Optional.ofNullable(before)
                        .map(t -> new PreviousVersion(t.record(), t.sequence(), t.approved()));
        taken.put(
                name,
                new Taken(
                        message.version(),
                        message.record(),
                        before == null ? 0 : before.sequence(),
                        before == null ? Optional.empty() : before.approved()));
        hear(
                message.engagement(),
                new Signal.RecordObserved(message.record(), previous, CAUSE, now()));
    }

    private void tick(boolean roughNow) {
        for (EngagementId id : List.copyOf(states.keySet())) {
            boolean due = state(id).nextWake().filter(day -> !day.isAfter(today)).isPresent();
            if (due && !(roughNow && chance(40))) {
                hear(id, new Signal.ClockTicked(today, now()));
            }
        }
    }

    private void dispatch(boolean roughNow) {
        for (Action action : List.copyOf(toSend.values())) {
            if (!confirmed.containsAll(action.dependsOn()) || !toSend.containsKey(action.key())) {
                continue;
            }
            boolean look =
                    unclear.contains(action.key())
                            || action.key().isRepeated()
                            || action.kind() == ActionKind.CREATE_CUSTOMER;
            Optional<ActionOutcome> found = look ? systems.probe(action) : Optional.empty();
            if (found.isPresent()) {
                answered(action, found.get(), roughNow);
            } else {
                send(action, roughNow ? random.nextInt(100) : 0, roughNow);
            }
        }
    }

    private void send(Action action, int luck, boolean roughNow) {
        if (luck < 60) {
            answered(action, systems.write(action, today), roughNow);
        } else if (luck < 70) {
            unclear.add(action.key());
        } else if (luck < 85) {
            systems.write(action, today);
            unclear.add(action.key());
        } else if (luck < 92) {
            answered(action, new Rejected("busy", "Period is locked."), roughNow);
            forPeople.put(action.key(), action);
        } else {
            if (luck % 2 == 0) {
                systems.write(action, today);
            }
            answered(action, new Ambiguous("No answer."), roughNow);
            forPeople.put(action.key(), action);
        }
    }

    private void answered(Action action, ActionOutcome outcome, boolean roughNow) {
        toSend.remove(action.key());
        if (outcome instanceof Confirmed) {
            confirmed.add(action.key());
        }
        if (roughNow && chance(30)) {
            answers.add(new Answer(today.plusDays(random.nextInt(10)), action.key(), outcome));
        } else {
            ended(action.key(), outcome);
        }
        if (roughNow && chance(20)) {
            answers.add(new Answer(today.plusDays(random.nextInt(10)), action.key(), outcome));
        }
    }

    private void ended(ActionKey key, ActionOutcome outcome) {
        hear(owner(key), new Signal.ActionEnded(key, outcome, now()));
    }

    private EngagementId owner(ActionKey key) {
        return Objects.requireNonNull(owners.get(key));
    }

    /** People mend what was refused, and look up what is unclear. */
    private void askPeople(boolean roughNow) {
        for (Action action : List.copyOf(forPeople.values())) {
            if (roughNow && chance(70)) {
                continue;
            }
            EngagementId id = owner(action.key());
            boolean settled =
                    state(id)
                            .effects()
                            .of(action.key().purpose())
                            .map(e -> e.isConfirmed() || e.attempt() != action.key().attempt())
                            .orElse(true);
            if (settled) {
                forPeople.remove(action.key());
                continue;
            }
            ActionOutcome seen =
                    systems.probe(action).orElse(new Rejected("not-found", "It never arrived."));
            if (seen instanceof Confirmed) {
                confirmed.add(action.key());
            }
            hear(
                    id,
                    new Signal.PersonDecided(
                            new Signal.Verdict.Settle(action.key(), seen), "eva", now()));
            if (roughNow && chance(20)) {
                // Given up, and asked for again all the same.
                Signal.Verdict cancel = new Signal.Verdict.Cancel(action.key(), "not now");
                hear(id, new Signal.PersonDecided(cancel, "eva", now()));
            }
            hear(
                    id,
                    new Signal.PersonDecided(new Signal.Verdict.Retry(action.key()), "eva", now()));
        }
    }

    /**
     * Invoices become visible, the first of each engagement is voided once, the others are paid.
     */
    private void financeActs() {
        for (Document document : systems.unseen(ActionKind.POST_INVOICE)) {
            EngagementId id =
                    new EngagementId(
                            document.action().body().getOrDefault("engagement", "").toString());
            if (voided.add(id)) {
                happen(id, systems.record(document));
                systems.markVoid(document);
                happen(id, systems.record(document));
            } else {
                happen(id, systems.record(document));
                happen(id, systems.payment(document));
            }
        }
    }

    private void creditWhatWasBilledTooMuch() {
        for (EngagementId id : List.copyOf(states.keySet())) {
            Money open =
                    state(id).billing().pools().values().stream()
                            .map(TimePool::openAmount)
                            .reduce(Money.ofMinor("EUR", 0), Money::plus);
            if (open.signum() < 0) {
                systems.credit(id, open.negated()).forEach(note -> happen(id, note));
            }
        }
    }

    private void hear(EngagementId id, Signal signal) {
        Engagement before = state(id);
        Outcome outcome = EngagementDecider.handle(before, signal, release);
        states.put(id, outcome.state());
        events.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(outcome.events());
        long sequence = before.sequence();
        for (Event event : outcome.events()) {
            sequence++;
            note(id, event, sequence);
        }
    }

    private void note(EngagementId id, Event event, long sequence) {
        switch (event) {
            case TimeApproved time -> approved(id, time.unit(), sequence, Optional.of(time));
            case TimeTakenBack time -> approved(id, time.unit(), 0, Optional.empty());
            case ActionPlanned(var action) -> {
                toSend.put(action.key(), action);
                owners.put(action.key(), id);
            }
            case ActionWithdrawn(var key) -> toSend.remove(key);
            case EffectEvent.ActionConcluded(var key, _, Confirmed _) -> {
                toSend.remove(key);
                confirmed.add(key);
            }
            default -> {}
        }
    }

    private void approved(
            EngagementId id, RecordKey unit, long sequence, Optional<TimeApproved> time) {
        taken.computeIfPresent(
                id + " " + unit, (_, t) -> new Taken(t.version(), t.record(), sequence, time));
    }

    Engagement state(EngagementId id) {
        return states.getOrDefault(id, Engagement.empty(id));
    }

    Set<EngagementId> engagements() {
        return states.keySet();
    }

    List<Event> events(EngagementId id) {
        return events.getOrDefault(id, List.of());
    }

    SimulatedSystems systems() {
        return systems;
    }

    Set<ActionKey> unanswered() {
        return toSend.keySet();
    }

    private long count() {
        return states.values().stream().mapToLong(Engagement::sequence).sum();
    }

    private Instant now() {
        return today.atTime(8, 0).toInstant(ZoneOffset.UTC);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
