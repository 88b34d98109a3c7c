package throughline.twins;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers queries, page by page. What is left of a result stands behind a locator that is good for
 * one call, in the session that it was given to, for two days; going on with a result forgets the
 * locators of the children that came with its page before.
 */
final class CrmQueries {

    private static final int SMALLEST = 200;
    private static final int LARGEST = 2000;
    private static final Duration KEPT = Duration.ofDays(2);

    private final CrmSchema schema;
    private final CrmStore store;
    private final CrmWholes wholes;
    private final String data;
    private final Map<String, Rest> rests = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    CrmQueries(CrmSchema schema, CrmStore store, CrmWholes wholes, String data) {
        this.schema = schema;
        this.store = store;
        this.wholes = wholes;
        this.data = data;
    }

    /**
     * Who asks, and how.
     *
     * @param batch how many records a page may hold, children included
     * @param version of the interface
     */
    record Asking(String session, int batch, int version) {

        /** From a call, whose wish for a size is met as far as sizes go. */
        static Asking of(Request request, String session, int version) {
            int batch =
                    request.header("sforce-query-options")
                            .map(option -> option.replaceFirst("(?i)^batchSize\\s*=\\s*", ""))
                            .filter(size -> size.matches("\\d{1,9}"))
                            .map(Integer::parseInt)
                            .orElse(LARGEST);
            return new Asking(session, Math.clamp(batch, SMALLEST, LARGEST), version);
        }
    }

    /** Records that were found and not yet given. */
    private static final class Rest {
        private final CrmPlan plan;
        private final List<String> ids;
        private final Asking asked;
        private final boolean deletedToo;
        private final Instant made = Instant.now();
        private final List<String> below = new ArrayList<>();
        private int next;

        Rest(CrmPlan plan, List<String> ids, Asking asked, boolean deletedToo) {
            this.plan = plan;
            this.ids = ids;
            this.asked = asked;
            this.deletedToo = deletedToo;
        }
    }

    /** How much of a page is left. */
    private static final class Room {
        private int left;

        Room(int left) {
            this.left = left;
        }
    }

    Answer asked(String soql, boolean deletedToo, Asking asking) {
        Soql.Query query = SoqlReader.read(soql);
        CrmPlan plan =
                new CrmPlanner(
                                schema,
                                store,
                                LocalDate.now(ZoneOffset.UTC),
                                asking.version(),
                                deletedToo)
                        .plan(query);
        List<String> ids = ids(plan, store.rows(plan.object(), deletedToo));
        if (plan.counts()) {
            ObjectNode answer = Json.object().put("totalSize", ids.size()).put("done", true);
            answer.putArray("records");
            return Answer.ok(answer);
        }
        return page(new Rest(plan, ids, asking, deletedToo), Optional.empty());
    }

    private static List<String> ids(CrmPlan plan, List<ObjectNode> rows) {
        return rows.stream()
                .filter(plan.where())
                .sorted(plan.order())
                .skip(plan.offset())
                .limit(plan.limit())
                .map(row -> CrmStore.text(row, "Id"))
                .toList();
    }

    /** The page behind a locator. */
    Answer more(String locator, Asking asking) {
        int dash = locator.lastIndexOf('-');
        String id = dash < 0 ? locator : locator.substring(0, dash);
        Rest rest = rests.get(id);
        if (rest != null && !rest.asked.session().equals(asking.session())) {
            throw CrmRefusal.because(
                    401, "INVALID_SESSION_ID", "the locator belongs to another session");
        }
        if (rest == null
                || !locator.substring(dash + 1).equals(Integer.toString(rest.next))
                || rest.made.plus(KEPT).isBefore(Instant.now())) {
            throw CrmRefusal.because(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return page(rest, Optional.of(id));
    }

    /** Forgets what was not read to its end, as after two days. */
    void forget() {
        rests.clear();
    }

    private Answer page(Rest rest, Optional<String> known) {
        rest.below.forEach(rests::remove);
        rest.below.clear();
        ObjectNode answer = Json.object();
        answer.put("totalSize", rest.ids.size());
        ArrayNode records = Json.array();
        Room room = new Room(rest.asked.batch());
        while (rest.next < rest.ids.size() && room.left > 0) {
            Optional<ObjectNode> row = store.row(rest.plan.object(), rest.ids.get(rest.next));
            if (row.isPresent()) {
                if (!records.isEmpty() && size(rest, rest.plan, row.get()) > room.left) {
                    break;
                }
                room.left--;
                records.add(record(rest, rest.plan, row.get(), room));
            }
            rest.next++;
        }
        boolean done = rest.next == rest.ids.size();
        answer.put("done", done);
        if (done) {
            known.ifPresent(rests::remove);
        } else {
            answer.put("nextRecordsUrl", kept(rest, known));
        }
        answer.set("records", records);
        return Answer.ok(answer);
    }

    private String kept(Rest rest, Optional<String> known) {
        String id = known.orElseGet(() -> CrmIds.of("01g", numbers.incrementAndGet()));
        rests.put(id, rest);
        return data + "query/" + id + "-" + rest.next;
    }

    /** How many records come with one, itself included. */
    private int size(Rest rest, CrmPlan plan, ObjectNode row) {
        int size = 1;
        for (CrmPlan.Column column : plan.columns()) {
            if (column instanceof CrmPlan.Below(var way, var below)) {
                for (String id : ids(below, children(rest, way, row))) {
                    size += size(rest, below, store.row(below.object(), id).orElseThrow());
                }
            }
        }
        return size;
    }

    private List<ObjectNode> children(Rest rest, CrmSchema.Children way, ObjectNode row) {
        return store.referring(way.child(), way.field(), CrmStore.text(row, "Id"), rest.deletedToo);
    }

    private ObjectNode record(Rest rest, CrmPlan plan, ObjectNode row, Room room) {
        ObjectNode record = wholes.attributed(plan.object(), CrmStore.text(row, "Id"));
        for (CrmPlan.Column column : plan.columns()) {
            switch (column) {
                case CrmPlan.Own(var field) ->
                        record.set(field.name(), CrmWholes.value(field, row));
                case CrmPlan.Far(var over, var field) -> far(record, row, over, field);
                case CrmPlan.Below(var way, var below) ->
                        below(rest, record, row, way, below, room);
            }
        }
        return record;
    }

    private void far(ObjectNode record, ObjectNode row, List<CrmField> over, CrmField field) {
        ObjectNode shown = record;
        ObjectNode here = row;
        for (CrmField each : over) {
            CrmField.Lookup lookup = each.lookup().orElseThrow();
            CrmObject object = schema.known(lookup.to());
            Optional<ObjectNode> there = store.row(object, CrmStore.text(here, each.name()));
            if (there.isEmpty()) {
                shown.putNull(lookup.relationship());
                return;
            }
            here = there.get();
            if (shown.get(lookup.relationship()) instanceof ObjectNode begun) {
                shown = begun;
            } else {
                ObjectNode next = wholes.attributed(object, CrmStore.text(here, "Id"));
                shown.set(lookup.relationship(), next);
                shown = next;
            }
        }
        shown.set(field.name(), CrmWholes.value(field, here));
    }

    private void below(
            Rest rest,
            ObjectNode record,
            ObjectNode row,
            CrmSchema.Children way,
            CrmPlan below,
            Room room) {
        List<String> ids = ids(below, children(rest, way, row));
        if (ids.isEmpty()) {
            record.putNull(way.name());
            return;
        }
        Rest children = new Rest(below, ids, rest.asked, rest.deletedToo);
        ObjectNode result = record.putObject(way.name()).put("totalSize", ids.size());
        ArrayNode records = Json.array();
        int first = Math.min(ids.size(), Math.max(1, room.left));
        room.left -= first;
        while (children.next < first) {
            ObjectNode child = store.row(below.object(), ids.get(children.next)).orElseThrow();
            records.add(record(rest, below, child, room));
            children.next++;
        }
        result.put("done", first == ids.size());
        if (first < ids.size()) {
            String url = kept(children, Optional.empty());
            result.put("nextRecordsUrl", url);
            rest.below.add(url.substring(url.lastIndexOf('/') + 1, url.lastIndexOf('-')));
        }
        result.set("records", records);
    }
}
