package throughline.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.align.Action;
import throughline.contracts.Holding;
import throughline.correlation.Trace;
import throughline.engagement.EffectEvent;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.engagement.Signal;
import throughline.intake.Arrived;
import throughline.journal.Chronicle;
import throughline.journal.KeptRecord;
import throughline.journal.Turns;
import throughline.landscape.Release;
import throughline.observed.CanonicalRecord;
import throughline.observed.Cause;
import throughline.observed.RecordKey;

/**
 * Decides the history of engagements again, one engagement after another, under a release and in
 * memory, by the code that decides what is live. It reads raw messages and who belongs to whom; it
 * writes nothing and sends nothing.
 *
 * <p><b>Threads</b>: one; replays of several threads know nothing of each other.
 */
public final class Replay {

    private final DataSource database;
    private final KnownEngagements engagements;
    private final Map<String, Reader> readers = new HashMap<>();
    private final Notes notes = new Notes();
    private final Map<EngagementId, Engagement> states = new HashMap<>();
    private final Map<RecordKey, KeptRecord> records = new HashMap<>();
    private BiFunction<Engagement, CanonicalRecord, CanonicalRecord> echo =
            (state, record) -> record;
    private Reader now;
    private EngagementId id = new EngagementId("nobody");
    private List<Unseen> unseen = List.of();
    private Listener listener = (known, events) -> {};

    /** A replay under a release, of what a database keeps. */
    public Replay(DataSource database, Release release) {
        this.database = database;
        this.engagements = new KnownEngagements(database);
        this.now = reader(release);
    }

    /** What is read and decided from here on is so under this release. */
    public void under(Release release) {
        if (!now.release().id().equals(release.id())) {
            now = reader(release);
        }
    }

    private Reader reader(Release release) {
        return readers.computeIfAbsent(
                release.id(), id -> Reader.of(database, release, engagements));
    }

    /** What reads messages under a release. */
    private record Reader(
            Release release, PastRecords past, PastPeriods periods, Translator translator) {

        static Reader of(DataSource database, Release release, KnownEngagements engagements) {
            PastRecords past = new PastRecords(database, release);
            PastPeriods periods = PastPeriods.read(new PastRecords(database, release), release);
            return new Reader(
                    release,
                    past,
                    periods,
                    new Translator(past, engagements, Holding.again(database)));
        }
    }

    /** Hears what happens to the engagement. */
    @FunctionalInterface
    public interface Listener {
        /** These events happened at once. */
        void happened(Instant known, List<Event> events);
    }

    /** What became of a message. */
    public sealed interface Met {

        /** It was decided for the engagement. */
        record Taken() implements Met {}

        /** It belongs to another engagement. */
        record Elsewhere(EngagementId engagement) implements Met {}

        /** It is a record of nobody in particular. */
        record Mastered() implements Met {}

        /** It cannot be decided: faulty, or waiting for something. */
        record Aside(String code, String sentence, Set<String> waitsFor) implements Met {}

        /** The mapping leaves it aside. */
        record Ignored(String reason) implements Met {}
    }

    /** The release that it decides under. */
    public Release release() {
        return now.release();
    }

    /**
     * How documents of ours come back from their systems, when other ones are written than those
     * that came back.
     */
    public void echoing(BiFunction<Engagement, CanonicalRecord, CanonicalRecord> how) {
        echo = how;
    }

    /** An object belongs to an engagement, though nothing kept says so. */
    public void belongs(RecordKey key, EngagementId engagement) {
        engagements.learn(key, engagement);
    }

    /** Begins with an engagement: as it stands, with the newest records that it has taken in. */
    public void begin(Engagement state, Map<RecordKey, KeptRecord> taken, Listener hears) {
        id = state.id();
        states.clear();
        states.put(id, state);
        records.clear();
        records.putAll(taken);
        listener = hears;
        unseen = List.of();
    }

    /** What was not seen yet when messages of the engagement were decided in life. */
    public void unseen(List<Unseen> all) {
        unseen = List.copyOf(all);
    }

    /** The messages of the newest records that the engagement has taken in, oldest first. */
    public List<Long> newest() {
        return records.values().stream()
                .filter(kept -> id.value().equals(kept.engagement()))
                .map(KeptRecord::messageId)
                .sorted()
                .toList();
    }

    /** The engagement as it stands. */
    public Engagement state() {
        return states.getOrDefault(id, Engagement.empty(id));
    }

    /** Where a message would go, without deciding it. */
    public Met whither(Arrived message, Instant at) {
        return switch (translated(message, at)) {
            case Work.Observed observed -> new Met.Elsewhere(observed.engagement());
            case Work.Mastered _ -> new Met.Mastered();
            case Work.Shelved put -> new Met.Aside(put.code(), put.sentence(), put.waitsFor());
            case Work.Ignored(_, var reason) -> new Met.Ignored(reason);
            case Work.Signalled _, Work.GivenUp _ -> throw noTranslation(message);
        };
    }

    /** The engagement that a message is the beginning of, if it is one's. */
    public Optional<EngagementId> root(Arrived message, Instant at) {
        return translated(message, at) instanceof Work.Observed observed && observed.root()
                ? Optional.of(observed.engagement())
                : Optional.empty();
    }

    /** Decides a message that reached the engagement. */
    public Met message(Arrived message, Instant known) {
        return switch (translated(message, known)) {
            case Work.Observed observed when observed.engagement().equals(id) -> {
                run(echoed(observed), observed.record().key(), known);
                yield new Met.Taken();
            }
            case Work.Observed observed -> {
                if (records.containsKey(observed.record().key())) {
                    run(new Work.GivenUp(id, observed), observed.record().key(), known);
                }
                yield new Met.Elsewhere(observed.engagement());
            }
            case Work.Mastered mastered -> {
                referred(mastered, known);
                yield new Met.Mastered();
            }
            case Work.Shelved put -> new Met.Aside(put.code(), put.sentence(), put.waitsFor());
            case Work.Ignored(_, var reason) -> new Met.Ignored(reason);
            case Work.Signalled _, Work.GivenUp _ -> throw noTranslation(message);
        };
    }

    private static IllegalStateException noTranslation(Arrived message) {
        return new IllegalStateException("no translation of " + message.key() + " is a signal");
    }

    private Work translated(Arrived message, Instant at) {
        now.past().at(at, unseen.isEmpty() ? Map.of() : seenAt(message.id(), at));
        return now.translator().translate(List.of(message), now.release()).getFirst();
    }

    /** By record, the newest message that was seen of it where a newer one had been received. */
    private Map<RecordKey, Long> seenAt(long message, Instant at) {
        Map<RecordKey, Long> seen = new HashMap<>();
        unseen.stream()
                .filter(each -> each.messageId() == 0 || each.messageId() == message)
                .filter(each -> each.until().isAfter(at))
                .sorted(Comparator.comparing(Unseen::until))
                .forEach(each -> seen.putIfAbsent(each.watched(), each.seen()));
        return seen;
    }

    private Work echoed(Work.Observed observed) {
        CanonicalRecord record = echo.apply(state(), observed.record());
        return new Work.Observed(
                observed.message(),
                observed.engagement(),
                observed.root(),
                record,
                observed.version(),
                observed.seen(),
                observed.reference());
    }

    /** A record that the engagement refers to, when it still refers to it. */
    private void referred(Work.Mastered mastered, Instant known) {
        boolean refers =
                state().agreement()
                        .deal()
                        .filter(deal -> deal.customer().equals(mastered.record().key()))
                        .isPresent();
        if (refers) {
            Cause cause = new Cause(mastered.message().id(), mastered.record().key().toString());
            signal(
                    new Signal.ReferenceKnown(mastered.record(), cause, known),
                    "reference " + mastered.record().key());
        }
    }

    /** Decides a signal to the engagement. */
    public void signal(Signal signal, String cause) {
        Work.Signalled work = Work.Signalled.by(id, signal, cause);
        run(work, null, signal.known());
    }

    private void run(Work work, @Nullable RecordKey key, Instant known) {
        KeptRecord inForce = key == null ? null : records.get(key);
        Map<RecordKey, KeptRecord> brought =
                inForce == null ? Map.of() : Map.of(inForce.key(), inForce);
        BatchRun<Notes> run =
                new BatchRun<>(
                        now.release(),
                        now.periods().at(known),
                        known,
                        states,
                        new RecordsInHand(brought, (id, worked, besides) -> records.values()),
                        notes);
        run.decide(work);
        records.putAll(run.records.kept());
        run.records
                .approved()
                .forEach(
                        (unit, approval) ->
                                records.computeIfPresent(
                                        unit,
                                        (_, kept) ->
                                                kept.approvedAt(
                                                        approval.sequence(), approval.event())));
    }

    /** Takes events down for the listener. */
    private final class Notes implements Chronicle {
        @Override
        public void decided(long sequence, Outcome outcome, Turns.Turn reason, Trace trace) {
            if (!outcome.events().isEmpty()) {
                listener.happened(reason.known(), outcome.events());
            }
        }

        @Override
        public void rooted(EngagementId engagement, RecordKey root) {
            // What belongs to whom is known from the beginning.
        }

        @Override
        public void stands(Engagement before, Engagement after, Instant known) {
            // Told at the end, by the state itself.
        }
    }

    /** The action that an event plans, if it does. */
    public static Optional<Action> planned(Event event) {
        return event instanceof EffectEvent.ActionPlanned(var action)
                ? Optional.of(action)
                : Optional.empty();
    }
}
