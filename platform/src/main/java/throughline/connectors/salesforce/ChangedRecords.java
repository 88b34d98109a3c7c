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
import java.util.function.Function;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Page;
import throughline.connectors.Watermark;

/**
 * Reads what changed since a place: records whose own stamp is newer, and those of which a child
 * is. Only whole seconds that are over are read, since stamps have no parts of a second and a
 * record may change twice in one.
 *
 * <p><b>Threads</b>: for any number of callers.
 */
public final class ChangedRecords {

    private static final String STAMP = "SystemModstamp";
    private static final Set<String> NOT_THERE_ANY_MORE = Set.of("INVALID_FIELD", "INVALID_TYPE");
    private static final int IDS_AT_ONCE = 100;
    private static final int KIN_AT_ONCE = 2000;

    private final Org org;
    private final Queries queries;
    private final Function<String, Wish> wishes;

    /**
     * How a type is to be read.
     *
     * @param overlap how much of the past is read again
     * @param batch how many records a page should have
     */
    public record Wish(List<Branch> children, Duration overlap, int batch) {
        public Wish {
            children = List.copyOf(children);
        }
    }

    /** Of an organization, as somebody wishes for each object. */
    public ChangedRecords(Org org, Function<String, Wish> wishes) {
        this.org = org;
        this.queries = new Queries(org);
        this.wishes = wishes;
    }

    /**
     * The next page.
     *
     * @param type as records are to be called
     * @param object as the vendor calls them
     * @throws ConnectorException when it does not answer as it should
     */
    public Page read(String type, String object, Watermark after) {
        try {
            return new Run(type, object).read(after);
        } catch (ConnectorException refused) {
            if (!NOT_THERE_ANY_MORE.contains(refused.code())) {
                throw refused;
            }
            // A field or an object was taken away: ask what there is, and then for that.
            org.descriptions().forget();
            return new Run(type, object).read(after);
        }
    }

    /** One reading of one type. */
    private final class Run {
        private final String type;
        private final ConnectorException.Call call;
        private final Wish wish;
        private final Shape shape;
        private final Map<String, Instant> marks = new HashMap<>();
        private final List<Place.Unread> unread = new ArrayList<>();
        private final Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        private final Set<String> touched = new LinkedHashSet<>();

        Run(String type, String object) {
            this.type = type;
            this.call = new ConnectorException.Call(org.system(), "read " + object, "poll-" + type);
            this.wish = wishes.apply(object);
            this.shape = Shape.of(object, wish.children(), org.descriptions());
        }

        Page read(Watermark after) {
            Place place = Place.parse(after);
            marks.putAll(place.marks());
            if (place.unread().isEmpty()) {
                begin(place);
            } else {
                unread.addAll(place.unread());
                goOn(unread.removeFirst());
            }
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
            return new Page(records, new Place(marks, unread).watermark(), !unread.isEmpty());
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
                        since(
                                rest.path(),
                                Optional.ofNullable(marks.get(rest.path())),
                                org.second());
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
                                                    .formatted(
                                                            STAMP,
                                                            kin.root(),
                                                            kin.object(),
                                                            sorted),
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

        /** Reads the records of which a child changed, as far as they are not read. */
        private void again() {
            List<String> ids = new ArrayList<>(touched);
            ids.removeAll(new HashSet<>(found.keySet()));
            for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
                List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE));
                String among =
                        " WHERE Id IN (%s) ORDER BY Id"
                                .formatted(
                                        String.join(",", some.stream().map(Org::quoted).toList()));
                Queries.Asked asked = new Queries.Asked(shape.select() + among, wish.batch());
                Queries.Result page = queries.first(call, List.of(asked)).getFirst();
                while (true) {
                    page.records()
                            .forEach(each -> found.put(Json.text(each, "Id").orElse(""), each));
                    if (page.next().isEmpty()) {
                        break;
                    }
                    page = queries.next(call, page.next().get());
                }
            }
        }
    }
}
