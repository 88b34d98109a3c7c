package throughline.connectors.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Page;
import throughline.connectors.Watermark;

/** One reading of records of one type. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final String STAMP = "SystemModstamp";
    private static final int IDS_AT_ONCE = 100;
    private static final int KIN_AT_ONCE = 2000;

    private final Org org;
    private final Queries queries;
    private final String type;
    private final ConnectorException.Call call;
    private final ChangedRecords.Wish wish;
    private final Shape shape;
    private final Map<String, Instant> marks = new HashMap<>();
    private final List<Place.Unread> unread = new ArrayList<>();
    private final Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final Map<String, Instant> gone = new LinkedHashMap<>();

    /**
     * Begins one.
     *
     * @param type as records are to be called
     * @param object as the vendor calls them
     */
    Reading(Org org, String type, String object, ChangedRecords.Wish wish) {
        this.org = org;
        this.queries = new Queries(org);
        this.type = type;
        this.call = new ConnectorException.Call(org.system(), "read " + object, "poll-" + type);
        this.wish = wish;
        this.shape = Shape.of(object, wish.children(), org.descriptions());
    }

    /** The next page of what changed since a place. */
    Page read(Watermark after) {
        Place place = Place.parse(after);
        marks.putAll(place.marks());
        if (place.unread().isEmpty()) {
            begin(place);
        } else {
            unread.addAll(place.unread());
            goOn(unread.removeFirst());
        }
        return new Page(records(), new Place(marks, unread).watermark(), !unread.isEmpty());
    }

    /** The records that are named, or of which parts are. */
    List<Page.Raw> named(String entity, Map<String, Optional<Instant>> ids) {
        if (entity.equals(shape.object())) {
            touched.addAll(ids.keySet());
            ids.forEach((id, since) -> since.ifPresent(at -> gone.put(id, at)));
        }
        for (Shape.Kin kin : shape.kin()) {
            if (kin.object().equals(entity)) {
                inParts(
                        List.copyOf(ids.keySet()),
                        "SELECT Id,%s,%s FROM %s".formatted(STAMP, kin.root(), entity),
                        part -> root(part, kin).ifPresent(touched::add));
            }
        }
        List<Page.Raw> records = records();
        List<String> unseen = new ArrayList<>(ids.keySet());
        unseen.removeAll(found.keySet());
        unseen.removeAll(gone.keySet());
        if (entity.equals(shape.object()) && !unseen.isEmpty()) {
            LOG.info("What changed of {} is found by no query: {}", entity, unseen);
        }
        return records;
    }

    private List<Page.Raw> records() {
        again();
        List<Page.Raw> records = new ArrayList<>();
        found.forEach(
                (id, record) ->
                        records.add(
                                new Page.Raw(
                                        type,
                                        id,
                                        Json.text(record, STAMP).orElse(""),
                                        Json.write(record))));
        gone.forEach(
                (id, since) -> {
                    if (!found.containsKey(id)) {
                        records.add(buried(id, since));
                    }
                });
        return records;
    }

    /** What is left to say of a record that no query finds any more. */
    private Page.Raw buried(String id, Instant since) {
        String stamp = since.truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("Id", id);
        record.put("IsDeleted", true);
        record.put(STAMP, stamp);
        return new Page.Raw(type, id, stamp, Json.write(record), true);
    }

    private void begin(Place place) {
        Optional<Instant> until = org.second();
        Optional<Instant> root = place.mark(Place.ROOT);
        List<String> paths = new ArrayList<>(List.of(Place.ROOT));
        List<Queries.Asked> asked = new ArrayList<>();
        asked.add(since(Place.ROOT, root.map(mark -> mark.minus(wish.overlap())), until));
        for (Shape.Kin kin : shape.kin()) {
            Optional<Instant> mark = place.mark(kin.path()).or(() -> root);
            if (mark.isPresent()) {
                paths.add(kin.path());
                asked.add(since(kin.path(), mark.map(at -> at.minus(wish.overlap())), until));
            } else {
                // All are read with their children now; later ones are asked for from here.
                until.ifPresent(now -> marks.put(kin.path(), now));
            }
        }
        List<Queries.Result> results = queries.first(call, asked);
        for (int i = 0; i < results.size(); i++) {
            take(paths.get(i), results.get(i));
        }
        until.ifPresent(now -> deleted(root.orElse(now), now));
    }

    private void goOn(Place.Unread rest) {
        Queries.Result result;
        try {
            result = queries.next(call, rest.cursor());
        } catch (ConnectorException lost) {
            if (lost.kind() != Kind.REFUSED && lost.kind() != Kind.UNAUTHORIZED) {
                throw lost;
            }
            // The place is forgotten there, or was of a session that ended. Results are
            // sorted, so that all before the newest that was seen is read.
            Queries.Asked asked =
                    since(rest.path(), Optional.ofNullable(marks.get(rest.path())), org.second());
            result = queries.first(call, List.of(asked)).getFirst();
        }
        take(rest.path(), result);
    }

    private Queries.Asked since(String path, Optional<Instant> from, Optional<Instant> until) {
        List<String> conditions = new ArrayList<>();
        from.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS))
                .ifPresent(instant -> conditions.add(STAMP + " >= " + instant));
        until.ifPresent(instant -> conditions.add(STAMP + " < " + instant));
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String sorted = where + " ORDER BY " + STAMP + ",Id";
        return kin(path)
                .map(
                        kin ->
                                new Queries.Asked(
                                        "SELECT Id,%s,%s FROM %s%s"
                                                .formatted(STAMP, kin.root(), kin.object(), sorted),
                                        KIN_AT_ONCE))
                .orElseGet(() -> new Queries.Asked(shape.select() + sorted, wish.batch()));
    }

    private Optional<Shape.Kin> kin(String path) {
        return shape.kin().stream().filter(each -> each.path().equals(path)).findFirst();
    }

    private void take(String path, Queries.Result result) {
        Optional<Shape.Kin> kin = kin(path);
        for (Map<String, Object> record : result.records()) {
            Json.text(record, STAMP)
                    .map(Place::instant)
                    .ifPresent(
                            stamp ->
                                    marks.merge(
                                            path,
                                            stamp,
                                            (one, other) -> one.isAfter(other) ? one : other));
            if (kin.isPresent()) {
                root(record, kin.get()).ifPresent(touched::add);
            } else {
                found.put(Json.text(record, "Id").orElse(""), record);
            }
        }
        result.next().ifPresent(cursor -> unread.addFirst(new Place.Unread(path, cursor)));
    }

    private static Optional<String> root(Map<String, Object> record, Shape.Kin kin) {
        Map<String, Object> here = record;
        String[] path = kin.root().split("\\.");
        for (int i = 0; i < path.length - 1; i++) {
            here = Json.child(here, path[i]);
        }
        return Json.text(here, path[path.length - 1]);
    }

    /** Asks from time to time which records were deleted, also those that are gone for good. */
    private void deleted(Instant root, Instant until) {
        Instant asked = Optional.ofNullable(marks.get(Place.GONE)).orElse(root);
        if (Duration.between(asked, until).compareTo(wish.gone()) < 0) {
            marks.putIfAbsent(Place.GONE, asked);
            return;
        }
        Instant covered = until;
        try {
            Deletions.Deleted deleted =
                    Deletions.of(org, call, shape.object(), asked.minus(wish.overlap()), until);
            touched.addAll(deleted.ids().keySet());
            gone.putAll(deleted.ids());
            covered = deleted.covered();
        } catch (ConnectorException refused) {
            if (refused.kind() != Kind.REFUSED) {
                throw refused;
            }
            // Some objects have no such list, and some lists were emptied: queries go on.
            LOG.warn(
                    "What was deleted for good of {} since {} is not known: {}",
                    shape.object(),
                    asked,
                    refused.sentence());
        }
        marks.put(Place.GONE, covered);
    }

    /** Reads the records of which a child changed, as far as they are not read. */
    private void again() {
        List<String> ids = new ArrayList<>(touched);
        ids.removeAll(new HashSet<>(found.keySet()));
        inParts(
                ids,
                shape.select(),
                record -> found.put(Json.text(record, "Id").orElse(""), record));
    }

    private void inParts(List<String> ids, String select, Consumer<Map<String, Object>> taken) {
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE));
            String among =
                    " WHERE Id IN (%s) ORDER BY Id"
                            .formatted(String.join(",", some.stream().map(Org::quoted).toList()));
            Queries.Asked asked = new Queries.Asked(select + among, wish.batch());
            Queries.Result page = queries.first(call, List.of(asked)).getFirst();
            page.records().forEach(taken);
            while (page.next().isPresent()) {
                page = queries.next(call, page.next().get());
                page.records().forEach(taken);
            }
        }
    }
}
