package throughline.connectors.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Reply;
import throughline.connectors.Request;

/** Asks queries for records, deleted ones included, and brings their children in whole. */
final class Queries {

    /** What addresses may come to; the vendor's own limit counts headers too. */
    private static final int LONGEST_PATH = 4_000;

    /** So many of the calls in one may be queries. */
    private static final int MOST_AT_ONCE = 5;

    private static final String RECORDS = "records";

    private final Org org;

    Queries(Org org) {
        this.org = org;
    }

    /** A query and how many records a page of its result should have. */
    record Asked(String soql, int batch) {}

    /**
     * One page of a result.
     *
     * @param records as they came, nulls and all, with all of their children
     * @param next the place of the next page; empty at the end
     */
    record Result(List<Map<String, Object>> records, Optional<String> next) {}

    /** The first pages of some results, in their order. */
    List<Result> first(ConnectorException.Call call, List<Asked> asked) {
        List<Result> results = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += MOST_AT_ONCE) {
            List<Asked> some = asked.subList(from, Math.min(asked.size(), from + MOST_AT_ONCE));
            results.addAll(some(call, some));
        }
        return results;
    }

    private List<Result> some(ConnectorException.Call call, List<Asked> asked) {
        if (asked.size() == 1 && path(asked.getFirst()).length() <= LONGEST_PATH) {
            Request request =
                    Request.get(call.operation(), path(asked.getFirst()), call.correlationId())
                            .with("Sforce-Query-Options", options(asked.getFirst()));
            return List.of(result(call, org.call(request)));
        }
        List<Composite.Part> parts = new ArrayList<>();
        for (Asked each : asked) {
            parts.add(
                    Composite.Part.get(
                            "q" + parts.size(),
                            path(each),
                            Map.of("Sforce-Query-Options", options(each))));
        }
        List<Result> results = new ArrayList<>();
        for (Reply reply : Composite.send(org, call, parts, false)) {
            results.add(result(call, org.judged(call, reply)));
        }
        return results;
    }

    private String path(Asked asked) {
        return org.data() + "/queryAll?q=" + Request.escaped(asked.soql());
    }

    private static String options(Asked asked) {
        return "batchSize=" + asked.batch();
    }

    /** The page at a place. */
    Result next(ConnectorException.Call call, String cursor) {
        return result(call, page(call, cursor));
    }

    private Reply page(ConnectorException.Call call, String cursor) {
        return org.call(Request.get(call.operation(), cursor, call.correlationId()));
    }

    private Result result(ConnectorException.Call call, Reply reply) {
        Map<String, Object> whole = raw(Json.value(reply.body()).orElse(null));
        List<Map<String, Object>> records = records(call, whole);
        // Going on with the records makes the vendor forget where their children go on.
        for (Map<String, Object> record : records) {
            complete(call, record);
        }
        return new Result(
                records,
                whole.get("nextRecordsUrl") instanceof String next
                        ? Optional.of(next)
                        : Optional.empty());
    }

    private static List<Map<String, Object>> records(
            ConnectorException.Call call, Map<String, Object> whole) {
        if (!(whole.get(RECORDS) instanceof List<?> list)) {
            // Nothing may be taken for read.
            throw new ConnectorException(
                    call, Kind.UNREADABLE, "no-list", "its answer has no list " + RECORDS);
        }
        List<Map<String, Object>> records = new ArrayList<>();
        list.forEach(each -> records.add(raw(each)));
        return records;
    }

    /** Reads the rest of children that came in part, and of theirs. */
    private void complete(ConnectorException.Call call, Map<String, Object> record) {
        for (Map.Entry<String, Object> field : record.entrySet()) {
            if (field.getValue() instanceof Map<?, ?> map && map.get(RECORDS) instanceof List<?>) {
                field.setValue(completed(call, raw(map)));
            }
        }
    }

    private Map<String, Object> completed(
            ConnectorException.Call call, Map<String, Object> children) {
        List<Map<String, Object>> all = new ArrayList<>(records(call, children));
        all.forEach(child -> complete(call, child));
        Object next = children.remove("nextRecordsUrl");
        while (next instanceof String cursor) {
            Map<String, Object> more = raw(Json.value(page(call, cursor).body()).orElse(null));
            List<Map<String, Object>> some = records(call, more);
            some.forEach(child -> complete(call, child));
            all.addAll(some);
            next = more.get("nextRecordsUrl");
        }
        children.put("done", true);
        children.put(RECORDS, all);
        return children;
    }

    /** A JSON object with its nulls, in its order. */
    @SuppressWarnings("NullAway") // raw JSON has nulls, and mappings expect them
    private static Map<String, Object> raw(@Nullable Object value) {
        Map<String, Object> raw = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> raw.put(String.valueOf(name), each));
        }
        return raw;
    }
}
