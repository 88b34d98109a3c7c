package throughline.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.contracts.Holding;
import throughline.engagement.EngagementId;
import throughline.intake.Arrived;
import throughline.intake.RawMessage;
import throughline.journal.RawJson;
import throughline.landscape.Fault;
import throughline.landscape.Lookup;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Route;
import throughline.landscape.Translation;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;
import throughline.wording.Counted;
import tools.jackson.core.JacksonException;

/**
 * Makes work out of messages by the mappings of a release.
 *
 * <p><b>Threads</b>: one.
 */
final class Translator {

    /** Kinds of records that others look up; hours are far too many to be kept at hand. */
    private static final Set<String> RARELY_LOOKED_UP = Set.of("time-entry");

    /** No index takes a whole text; a name is never longer. */
    private static final int LONGEST_ID = 500;

    private final RecordLookup known;
    private final EngagementLookup engagements;
    private final Holding holding;

    Translator(RecordLookup known, EngagementLookup engagements, Holding holding) {
        this.holding = holding;
        this.known = known;
        this.engagements = engagements;
    }

    /** Work for each message, in their order. */
    List<Work> translate(List<Arrived> messages, Release release) {
        holding.refresh(release);
        known.fetch(
                messages.stream()
                        .filter(message -> widelyLookedUp(message.key(), release))
                        .map(Arrived::key)
                        .toList());
        List<Drafted> drafts = new ArrayList<>(messages.size());
        for (Arrived message : messages) {
            drafts.add(draft(message, release));
        }
        engagements.fetch(
                drafts.stream()
                        .flatMap(draft -> draft.belongsTo().stream())
                        .collect(Collectors.toSet()));
        return drafts.stream().map(this::routed).toList();
    }

    private static boolean widelyLookedUp(RecordKey key, Release release) {
        return release.mapping(key.system(), key.type())
                .filter(mapping -> !RARELY_LOOKED_UP.contains(mapping.canonical()))
                .isPresent();
    }

    private Drafted draft(Arrived message, Release release) {
        Map<String, Object> raw;
        try {
            raw = RawJson.object(message.body());
        } catch (JacksonException | RawJson.NoObjectException e) {
            return done(
                    shelved(
                            message,
                            "invalid-json",
                            ("Cannot take in %s: its content is no JSON object (%s). Send it "
                                            + "again as one.")
                                    .formatted(message.key(), firstLine(e))));
        }
        Optional<String> unstorable = RawJson.unstorable(raw);
        if (unstorable.isPresent()) {
            return done(
                    shelved(
                            message,
                            "bad-encoding",
                            ("Cannot take in %s: %s holds a NUL or half of a character. Send it "
                                            + "again with texts of whole characters.")
                                    .formatted(message.key(), unstorable.get())));
        }
        if (message.key().type().equals(RawMessage.UNREADABLE)) {
            return done(
                    shelved(
                            message,
                            String.valueOf(raw.get("code")),
                            String.valueOf(raw.get("sentence"))));
        }
        Optional<Mapping> mapping = release.mapping(message.key().system(), message.key().type());
        if (mapping.isEmpty()) {
            return done(
                    shelved(
                            message,
                            "no-mapping",
                            ("Cannot take in %s: the landscape has no mapping for type %s of "
                                            + "%s. Add one.")
                                    .formatted(
                                            message.key(),
                                            message.key().type(),
                                            message.key().system())));
        }
        Optional<Holding.Held> held = holding.check(message, raw, release);
        return held.isPresent()
                ? done(held(message, held.get()))
                : translated(message, mapping.get(), raw);
    }

    private static Work held(Arrived message, Holding.Held held) {
        return new Work.Shelved(
                message, held.code(), held.sentence(), Set.of(held.waitsFor()), false);
    }

    private static String firstLine(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private Drafted translated(Arrived message, Mapping mapping, Map<String, Object> raw) {
        Noting lookup = new Noting();
        return switch (mapping.translate(raw, lookup)) {
            case Translation.Translated(var record, _, _, var watches)
                    when tooLong(record.key(), watches).isPresent() ->
                    done(
                            shelved(
                                    message,
                                    "bad-id",
                                    ("Cannot take in %s: it names a record by %s. Use"
                                                    + " at most %d.")
                                            .formatted(
                                                    message.key(),
                                                    Counted.of(
                                                            tooLong(record.key(), watches).get(),
                                                            "character"),
                                                    LONGEST_ID)));
            case Translation.Translated(var record, var version, var route, var watches) -> {
                boolean widely = !RARELY_LOOKED_UP.contains(mapping.canonical());
                known.learn(record, version, message.id(), widely);
                List<Seen> seen = watches.stream().map(lookup::seen).toList();
                Optional<Work.Reference> reference = reference(record, lookup);
                yield new Drafted(
                        message, null, new Translated(record, version, route, seen, reference));
            }
            case Translation.Waiting(var missing, var sentence) ->
                    done(
                            new Work.Shelved(
                                    message,
                                    "waiting",
                                    sentence,
                                    missing.stream()
                                            .map(RecordKey::toString)
                                            .collect(Collectors.toCollection(TreeSet::new)),
                                    false));
            case Translation.Refused(var faults) -> done(refused(message, faults));
            case Translation.Ignored(var reason) -> done(new Work.Ignored(message, reason));
        };
    }

    private static Optional<Integer> tooLong(RecordKey own, Collection<RecordKey> others) {
        return Stream.concat(Stream.of(own), others.stream())
                .map(key -> key.id().length())
                .filter(length -> length > LONGEST_ID)
                .findFirst();
    }

    private static Work refused(Arrived message, List<Fault> faults) {
        String code = faults.isEmpty() ? "refused" : faults.getFirst().code();
        return shelved(
                message,
                code,
                faults.stream().map(Fault::sentence).distinct().collect(Collectors.joining(" ")));
    }

    private static Work shelved(Arrived message, String code, String sentence) {
        return new Work.Shelved(message, code, sentence, Set.of(), false);
    }

    private static Drafted done(Work work) {
        return new Drafted(null, work, null);
    }

    private Work routed(Drafted draft) {
        Translated translated = draft.translated();
        Arrived message = draft.message();
        if (translated == null || message == null) {
            return java.util.Objects.requireNonNull(draft.work());
        }
        return switch (translated.route()) {
            case Route.Master() ->
                    new Work.Mastered(
                            message, translated.record(), translated.version(), translated.seen());
            case Route.Root() -> {
                EngagementId id = EngagementId.rootedIn(translated.record().key());
                engagements.learn(translated.record().key(), id);
                yield observed(message, translated, id, true);
            }
            case Route.BelongsTo(var id) -> observed(message, translated, id, false);
            case Route.Belongs(var to) ->
                    engagements
                            .find(to)
                            .map(id -> observed(message, translated, id, false))
                            .orElseGet(() -> waitsForEngagement(message, to));
        };
    }

    private static Work waitsForEngagement(Arrived message, RecordKey to) {
        return new Work.Shelved(
                message,
                "waiting",
                "Cannot take in %s yet: no engagement is known for %s, to which it belongs."
                                .formatted(message.key(), to)
                        + " It is taken in as soon as that arrives.",
                Set.of("@" + to),
                false);
    }

    private Work observed(Arrived message, Translated translated, EngagementId id, boolean root) {
        return new Work.Observed(
                message,
                id,
                root,
                translated.record(),
                translated.version(),
                translated.seen(),
                translated.reference());
    }

    private static Optional<Work.Reference> reference(CanonicalRecord record, Noting lookup) {
        if (!(record instanceof CanonicalRecord.Deal deal)) {
            return Optional.empty();
        }
        Optional<KnownRecords.Found> customer = lookup.found(deal.customer());
        return Optional.of(
                new Work.Reference(
                        deal.customer(),
                        customer.map(KnownRecords.Found::record),
                        customer.map(KnownRecords.Found::messageId).orElse(0L)));
    }

    /** One message sees each record once, even if a newer version is taken in meanwhile. */
    private final class Noting implements Lookup {
        private final Map<RecordKey, Optional<KnownRecords.Found>> noted = new HashMap<>();

        @Override
        public Optional<CanonicalRecord> find(RecordKey key) {
            return found(key).map(KnownRecords.Found::record);
        }

        Optional<KnownRecords.Found> found(RecordKey key) {
            Optional<KnownRecords.Found> before = noted.get(key);
            if (before != null) {
                return before;
            }
            Optional<KnownRecords.Found> found = known.find(key);
            noted.put(key, found);
            return found;
        }

        Seen seen(RecordKey key) {
            return new Seen(
                    key,
                    noted.getOrDefault(key, Optional.empty())
                            .map(KnownRecords.Found::messageId)
                            .orElse(0L));
        }
    }

    private record Translated(
            CanonicalRecord record,
            throughline.landscape.RecordVersion version,
            Route route,
            List<Seen> seen,
            Optional<Work.Reference> reference) {}

    /** Either finished work, or something translated whose engagement is still to be found. */
    private record Drafted(
            @Nullable Arrived message, @Nullable Work work, @Nullable Translated translated) {

        Set<RecordKey> belongsTo() {
            return translated != null && translated.route() instanceof Route.Belongs(var to)
                    ? new LinkedHashSet<>(Set.of(to))
                    : Set.of();
        }
    }
}
