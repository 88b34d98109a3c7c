package throughline.rehearsal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.align.Effect;
import throughline.align.Effects;
import throughline.books.Posting;
import throughline.books.Postings;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Signal;
import throughline.engine.Replay;
import throughline.intake.Arrived;
import throughline.journal.KeptRecord;
import throughline.journal.RawJson;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** Decides the history of one engagement again. */
final class Derivation {

    private final Replay replay;
    private final Days days;
    private final Timeline timeline;
    private final Kept kept;
    private final StandIn standIn;
    private final Books books = new Books();
    private final List<Arrived> waiting = new ArrayList<>();
    private final List<Elsewhere> elsewhere = new ArrayList<>();
    private Instant now = Instant.MIN;
    private long events;

    private final Replay.Listener hears;

    private Derivation(Replay replay, Past past, Kept kept, Replay.Listener hears) {
        this.hears = hears;
        this.replay = replay;
        this.days = past.days();
        this.timeline = past.timeline();
        this.kept = kept;
        this.standIn = new StandIn(kept);
    }

    /**
     * What the history comes to.
     *
     * @param elsewhere messages that would go to another engagement
     * @param aside messages that could not be decided in the end
     */
    record Outcome(
            Standing standing,
            Engagement state,
            List<Elsewhere> elsewhere,
            List<Arrived> aside,
            long events) {}

    /** The days of the calendar, and which release decided when. */
    record Past(Days days, Timeline timeline) {}

    /** A message that goes to another engagement than it did. */
    record Elsewhere(EngagementId to, long message) {}

    static Outcome of(Replay replay, Past past, Kept kept) {
        return of(replay, past, kept, (known, events) -> {});
    }

    /** The same, for somebody who hears every event in its order. */
    static Outcome of(Replay replay, Past past, Kept kept, Replay.Listener hears) {
        return new Derivation(replay, past, kept, hears).derive();
    }

    /**
     * Where an engagement stands.
     *
     * @param records the newest ones that it has taken in
     * @param now the moment from which it goes on
     */
    record Stand(Engagement state, Map<RecordKey, KeptRecord> records, Instant now) {}

    /** What comes of putting the release in force now, from where the engagement stands. */
    static Outcome goingOn(Replay replay, Past past, Kept kept, Stand stand) {
        return new Derivation(replay, past, kept, (known, events) -> {}).goOn(stand);
    }

    private Outcome goOn(Stand stand) {
        replay.echoing((state, record) -> record);
        replay.begin(stand.state(), stand.records(), this::happened);
        books.postAll(kept.inForce().books());
        now = stand.now();
        decideAgain(aside());
        return new Outcome(
                new Standing(
                        books, documentsAfter(stand.state().effects()), standing().exceptions()),
                replay.state(),
                elsewhere,
                waiting,
                events);
    }

    /** Those in force, where nothing else was planned or withdrawn since. */
    private Map<String, Document> documentsAfter(Effects before) {
        Map<String, Document> documents = new LinkedHashMap<>(kept.inForce().documents());
        for (Effect effect : replay.state().effects().byPurpose().values()) {
            if (!before.of(effect.purpose()).equals(Optional.of(effect))) {
                documents.computeIfPresent(
                        effect.purpose(), (_, was) -> was.as(standing(effect.status())));
            }
        }
        documents.putAll(standing().documents());
        return documents;
    }

    private Outcome derive() {
        replay.echoing(this::echoed);
        replay.begin(Engagement.empty(kept.id()), Map.of(), this::happened);
        replay.unseen(kept.unseen());
        Optional<Instant> over = timeline.changeOver();
        for (Step step : kept.steps()) {
            if (over.isPresent() && timeline.isOver(step.release(), step.known())) {
                changeOver(over.get());
                over = Optional.empty();
            }
            replay.under(timeline.of(step.release(), step.known()));
            catchUp(step);
            now = step.known();
            take(step);
            answer();
        }
        over.ifPresent(this::changeOver);
        replay.under(timeline.candidate());
        conclude();
        return new Outcome(standing(), replay.state(), elsewhere, waiting, events);
    }

    private void happened(Instant known, List<Event> all) {
        hears.happened(known, all);
        for (Event event : all) {
            events++;
            for (Posting posting : Postings.of(event)) {
                books.post(Entry.of(posting), posting.amount().minor());
            }
            Replay.planned(event).ifPresent(standIn::planned);
        }
    }

    /** As when a release is put in force: the newest records once more, then everything else. */
    private void changeOver(Instant at) {
        // Otherwise it would be the days that were not taken yet that make the difference.
        if (at.isAfter(now) && days.hadReached(at)) {
            now = at;
        }
        decideAgain(List.of());
    }

    /** Messages of which nothing came yet. */
    private List<Long> aside() {
        return kept.steps().stream()
                .filter(step -> step.release().isEmpty())
                .map(Step::reached)
                .flatMap(
                        reached ->
                                reached instanceof Step.Reached.Message(var message)
                                        ? Stream.of(message.id())
                                        : Stream.empty())
                .toList();
    }

    private void decideAgain(List<Long> besides) {
        replay.under(timeline.candidate());
        messages(
                Stream.concat(besides.stream(), replay.newest().stream())
                        .distinct()
                        .sorted()
                        .toList());
        if (replay.state().sequence() > 0) {
            replay.signal(new Signal.Rederive(now), "release");
            answer();
        }
    }

    private void messages(List<Long> again) {
        if (again.isEmpty()) {
            return;
        }
        Map<Long, Arrived> messages = new HashMap<>();
        for (Step step : kept.steps()) {
            if (step.reached() instanceof Step.Reached.Message(var message)) {
                messages.put(message.id(), message);
            }
        }
        for (Long each : again) {
            Arrived message = messages.get(each);
            if (message != null) {
                message(message);
                answer();
            }
        }
    }

    /** Once it goes another way than in life, it must be woken on days of its own. */
    private void catchUp(Step step) {
        boolean asInLife = step.first() == 0 || replay.state().sequence() == step.first() - 1;
        if (!asInLife) {
            for (Days.Moved moved : days.between(now, step.known())) {
                wake(moved.day(), moved.at());
            }
        }
    }

    private void wake(LocalDate day, Instant at) {
        Optional<LocalDate> next = replay.state().nextWake();
        if (next.isPresent() && !next.get().isAfter(day)) {
            replay.signal(new Signal.ClockTicked(day, at), "clock " + day);
            answer();
        }
    }

    private void take(Step step) {
        switch (step.reached()) {
            case Step.Reached.Message(var message) -> message(message);
            case Step.Reached.Day(var day) ->
                    replay.signal(new Signal.ClockTicked(day, now), "clock " + day);
            case Step.Reached.Decision(var verdict, var by) ->
                    replay.signal(new Signal.PersonDecided(verdict, by, now), "decision");
            case Step.Reached.Ended(var key, var outcome) ->
                    replay.signal(
                            new Signal.ActionEnded(key, standIn.heardNow(key, outcome), now),
                            "action " + key);
            case Step.Reached.Again(var cause) -> replay.signal(new Signal.Rederive(now), cause);
        }
    }

    private void message(Arrived message) {
        switch (replay.message(message, now)) {
            case Replay.Met.Taken _, Replay.Met.Mastered _, Replay.Met.Ignored _ -> {}
            case Replay.Met.Elsewhere(var to) -> elsewhere.add(new Elsewhere(to, message.id()));
            case Replay.Met.Aside _ -> waiting.add(message);
        }
    }

    private void answer() {
        for (List<StandIn.Answer> answers = standIn.answers(replay.state().effects());
                !answers.isEmpty();
                answers = standIn.answers(replay.state().effects())) {
            for (StandIn.Answer answer : answers) {
                replay.signal(
                        new Signal.ActionEnded(answer.key(), answer.outcome(), now),
                        "action " + answer.key());
            }
        }
    }

    /** What waited for others has them by now, and the calendar has come to its last day. */
    private void conclude() {
        List<Arrived> again = List.copyOf(waiting);
        waiting.clear();
        for (Arrived message : again) {
            message(message);
            answer();
        }
        if (!waitsInLifeToo()) {
            days.between(now, Instant.MAX).forEach(moved -> wake(moved.day(), moved.at()));
            days.last().ifPresent(day -> wake(day, now));
        }
    }

    /**
     * It went as it did in life, where its day has come too and nothing was done about that yet, as
     * always happens to somebody while others work: that is no difference.
     */
    private boolean waitsInLifeToo() {
        return timeline.isOfLife()
                && replay.state().sequence() == kept.reached().sequence()
                && days.last().map(kept.reached()::isBehind).orElse(false);
    }

    /**
     * A document of ours comes back from its system as it was written. When another one is written
     * now, that one comes back, unless the system had changed it.
     */
    private CanonicalRecord echoed(Engagement state, CanonicalRecord record) {
        if (!(record instanceof CanonicalRecord.Invoice invoice) || invoice.reference().isEmpty()) {
            return record;
        }
        var planned = state.billing().invoices().get(invoice.reference().get());
        boolean asWritten =
                kept.inForce().documents().values().stream()
                        .filter(each -> each.kind().equals("POST_INVOICE"))
                        .filter(each -> invoice.reference().get().equals(each.naturalKey()))
                        .anyMatch(each -> each.amount().equals(Optional.of(invoice.net())));
        if (planned == null || !asWritten || planned.net().equals(invoice.net())) {
            return record;
        }
        return new CanonicalRecord.Invoice(
                invoice.key(),
                invoice.reference(),
                invoice.number(),
                invoice.status(),
                invoice.date(),
                planned.net(),
                invoice.tax());
    }

    private Standing standing() {
        Engagement state = replay.state();
        Map<String, Document> documents = new LinkedHashMap<>();
        for (Effect effect : state.effects().byPurpose().values()) {
            standIn.standing(effect.key())
                    .ifPresent(
                            action ->
                                    documents.put(
                                            effect.purpose(),
                                            new Document(
                                                    effect.key(),
                                                    effect.kind().name(),
                                                    effect.system(),
                                                    standing(effect.status()),
                                                    action.naturalKey(),
                                                    RawJson.object(RawJson.bytes(action.body())),
                                                    action.atStake())));
        }
        Map<String, Raised> exceptions = new LinkedHashMap<>();
        state.attention()
                .exceptions()
                .forEach(
                        (key, open) ->
                                exceptions.put(
                                        key,
                                        new Raised(
                                                open.code(),
                                                open.sentence(),
                                                open.atStake(),
                                                open.owner())));
        return new Standing(books, documents, exceptions);
    }

    private static Document.Standing standing(Effect.Status status) {
        return switch (status) {
            case Effect.Status.Planned _ -> Document.Standing.OPEN;
            case Effect.Status.Confirmed _ -> Document.Standing.HELD;
            case Effect.Status.Rejected _ -> Document.Standing.REFUSED;
            case Effect.Status.Ambiguous _ -> Document.Standing.UNCLEAR;
            case Effect.Status.Withdrawn _, Effect.Status.Cancelled _ ->
                    Document.Standing.WITHDRAWN;
        };
    }
}
