package throughline.connectors.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.connectors.Page;
import throughline.connectors.Watermark;

/**
 * Reads what change events are about. An event is no record: it names some, and these are read as
 * they are now, so that events may come twice, late and in any order. Where changes were not named,
 * since they were too many or were told while nobody listened, all that changed since the last
 * event is read, until a second that is later than when events were told again.
 *
 * <p><b>Threads</b>: one caller at a time.
 */
public final class ChangeFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int IDS_AT_ONCE = 200;

    /** By how much stamps may run ahead of what the answers' clock says. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    private final Org org;
    private final Subscription subscription;
    private final ChangedRecords records;
    private final Map<String, String> objects;
    private final Duration overlap;

    /**
     * A feed.
     *
     * @param channel that is subscribed to
     * @param objects whose changes are read: type, and the vendor's name of it
     * @param overlap how much of the time before the last event is read again where some were
     *     missed
     */
    public ChangeFeed(
            Org org,
            String channel,
            ChangedRecords records,
            Map<String, String> objects,
            Duration overlap) {
        this.org = org;
        this.subscription =
                new Subscription(org, "/cometd/" + org.data().replaceFirst("^.*/v", ""), channel);
        this.records = records;
        this.objects = new LinkedHashMap<>(objects);
        this.overlap = overlap;
    }

    /**
     * The next page: records that events named before, or the rest of a type, or none and the place
     * after the next events.
     *
     * @throws throughline.connectors.ConnectorException when it does not answer as it should
     */
    public Page read(Watermark after) {
        FeedPlace place = FeedPlace.parse(after).of(objects.keySet());
        if (!place.named().isEmpty()) {
            return named(place);
        }
        Optional<String> due =
                place.types().entrySet().stream()
                        .filter(each -> objects.containsKey(each.getKey()))
                        .filter(each -> !now().isBefore(each.getValue().notBefore()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .findFirst();
        return due.isPresent() ? rest(place, due.get()) : heard(place);
    }

    /** The types whose records are read for what is told of an entity. */
    private Set<String> types(String entity) {
        Set<String> types = new TreeSet<>();
        if (!entity.isEmpty()) {
            objects.forEach(
                    (type, object) -> {
                        if (records.concerns(object, entity)) {
                            types.add(type);
                        }
                    });
        }
        return types;
    }

    private Instant now() {
        return org.second().orElse(Instant.EPOCH);
    }

    private Page named(FeedPlace place) {
        String entity = place.named().keySet().stream().sorted().findFirst().orElseThrow();
        Map<String, Optional<Instant>> some = new LinkedHashMap<>();
        Map<String, Optional<Instant>> later = new LinkedHashMap<>();
        place.named()
                .getOrDefault(entity, Map.of())
                .forEach((id, since) -> (some.size() < IDS_AT_ONCE ? some : later).put(id, since));
        List<Page.Raw> read = new ArrayList<>();
        for (String type : types(entity)) {
            read.addAll(records.named(type, objects.getOrDefault(type, type), entity, some));
        }
        Map<String, Map<String, Optional<Instant>>> left = new LinkedHashMap<>(place.named());
        left.remove(entity);
        if (!later.isEmpty()) {
            left.put(entity, later);
        }
        return page(
                read,
                new FeedPlace(
                        place.replayId(), place.committed(), left, place.types(), place.missed()),
                true);
    }

    private Page rest(FeedPlace place, String type) {
        FeedPlace.Rest rest = Objects.requireNonNull(place.types().get(type));
        Page page = records.read(type, objects.getOrDefault(type, type), rest.place());
        Map<String, FeedPlace.Rest> types = new LinkedHashMap<>(place.types());
        if (page.more()) {
            types.put(type, rest.after(page));
        } else if (rest.last()) {
            types.remove(type);
        } else {
            types.put(type, rest.onceMore(page));
        }
        return page(
                page.records(),
                new FeedPlace(
                        place.replayId(), place.committed(), place.named(), types, place.missed()),
                true);
    }

    private Page heard(FeedPlace place) {
        Subscription.Heard heard = subscription.next(place.replayId());
        Next next = new Next(place);
        if (heard.interrupted()) {
            next.interrupted();
            if (place.replayId().isPresent()) {
                next.missed(
                        "what changed after %s"
                                .formatted(
                                        place.committed()
                                                .map(Instant::toString)
                                                .orElse("the last event")),
                        "it does not keep that any more",
                        objects.keySet());
            }
        }
        heard.events().forEach(next::add);
        FeedPlace kept = next.place();
        return page(List.of(), kept, !kept.watermark().equals(place.watermark()));
    }

    private static Page page(List<Page.Raw> records, FeedPlace next, boolean more) {
        return new Page(records, next.watermark(), more, true, next.missed());
    }

    /** The place after some events. */
    private final class Next {
        private Optional<Object> replayId;
        private Optional<Instant> committed;
        private final Optional<Instant> before;
        private final Map<String, Map<String, Optional<Instant>>> named = new LinkedHashMap<>();
        private final Map<String, FeedPlace.Rest> types;
        private Optional<String> missed;
        private final Map<String, Set<String>> concerned = new LinkedHashMap<>();

        Next(FeedPlace place) {
            replayId = place.replayId();
            before = place.committed();
            committed = before;
            types = new LinkedHashMap<>(place.types());
            missed = place.missed();
        }

        FeedPlace place() {
            return new FeedPlace(replayId, committed, named, types, missed);
        }

        void interrupted() {
            replayId = Optional.empty();
            // Whoever listens for the first time has no last event: then it is from now on.
            committed = before.or(org::second);
            objects.keySet().forEach(type -> again(type, committed));
        }

        void add(ChangeEvent event) {
            replayId = Optional.of(event.replayId());
            committed =
                    committed
                            .filter(at -> event.committed().filter(at::isBefore).isEmpty())
                            .or(event::committed);
            switch (event.extent()) {
                case NAMED -> {
                    if (concerned(event.entity()).isEmpty()) {
                        return;
                    }
                    Map<String, Optional<Instant>> ids =
                            named.computeIfAbsent(event.entity(), _ -> new LinkedHashMap<>());
                    for (String id : event.ids()) {
                        ids.merge(
                                id,
                                event.deleted() ? event.committed().or(org::second) : none(),
                                (one, other) -> one.or(() -> other));
                    }
                }
                case SINCE_THEN -> {
                    concerned(event.entity()).forEach(type -> again(type, event.committed()));
                    missed(event, "more changed than it names");
                }
                case ALL -> {
                    concerned(event.entity()).forEach(type -> again(type, none()));
                    missed(event, "it says that all of it may have changed");
                }
            }
        }

        private void missed(ChangeEvent event, String why) {
            String what =
                    "which records of %s changed at %s"
                            .formatted(
                                    event.entity(),
                                    event.committed()
                                            .or(() -> committed)
                                            .map(Instant::toString)
                                            .orElse("some time"));
            missed(what, why, concerned(event.entity()));
        }

        /** Remembers why something is read that was not told, and says so once. */
        void missed(String what, String why, Set<String> instead) {
            if (instead.isEmpty()) {
                return;
            }
            String sentence =
                    "Cannot hear from %s %s: %s. All that changed since is read instead, of %s, and"
                                    .formatted(
                                            org.system(),
                                            what,
                                            why,
                                            String.join(", ", new TreeSet<>(instead)))
                            + " this ends by itself when that is done.";
            if (!missed.equals(Optional.of(sentence))) {
                LOG.warn("{}", sentence);
            }
            missed = Optional.of(sentence);
        }

        private static Optional<Instant> none() {
            return Optional.empty();
        }

        private Set<String> concerned(String entity) {
            return concerned.computeIfAbsent(entity, ChangeFeed.this::types);
        }

        /** Has a type read from a little before some change on, or wholly. */
        private void again(String type, Optional<Instant> change) {
            Optional<Instant> earliest =
                    change.map(at -> before.filter(at::isAfter).orElse(at).minus(overlap));
            FeedPlace.Rest known = types.get(type);
            Optional<Instant> from = known == null ? earliest : earlier(known.from(), earliest);
            types.put(type, FeedPlace.Rest.begun(from, now().plus(AHEAD)));
        }

        /** Nothing is earlier than from when on there is something. */
        private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
            return one.flatMap(at -> other.map(then -> then.isBefore(at) ? then : at));
        }
    }
}
