package throughline.twins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Up to two hundred records in one call, each with a result of its own. */
final class CrmCollections {

    private static final int MOST = 200;

    private final CrmSchema schema;
    private final CrmStore store;
    private final CrmRest rest;

    CrmCollections(CrmSchema schema, CrmStore store, CrmRest rest) {
        this.schema = schema;
        this.store = store;
        this.rest = rest;
    }

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<ObjectNode> results;

        TakenBack(List<ObjectNode> results) {
            super("rolled back");
            this.results = results;
        }
    }

    /** What a call with records is answered; its path begins after {@code composite/sobjects}. */
    Answer answer(Request request, List<String> path, CrmQueries.Asking asking, ObjectNode body) {
        List<Supplier<ObjectNode>> works = new ArrayList<>();
        boolean allOrNone = body.path("allOrNone").asBoolean(false);
        switch (request.method() + path.size()) {
            case "POST0" -> each(body, record -> works.add(() -> created(record)));
            case "PATCH0" -> each(body, record -> works.add(() -> updated(record)));
            case "PATCH2" -> each(body, record -> works.add(() -> upserted(record, path, asking)));
            case "DELETE0" -> {
                allOrNone = request.parameter("allOrNone").filter("true"::equals).isPresent();
                for (String id : request.parameter("ids").orElse("").split(",")) {
                    works.add(() -> deleted(id));
                }
            }
            default ->
                    throw CrmRefusal.because(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed.");
        }
        if (works.isEmpty() || works.size() > MOST) {
            throw CrmRefusal.because(
                    400, "INVALID_INPUT", "A collection has between 1 and " + MOST + " records");
        }
        return new Answer(200, results(works, allOrNone), Map.of());
    }

    private static void each(ObjectNode body, java.util.function.Consumer<ObjectNode> taken) {
        body.path("records").forEach(record -> taken.accept((ObjectNode) record));
    }

    private ArrayNode results(List<Supplier<ObjectNode>> works, boolean allOrNone) {
        ArrayNode list = Json.array();
        List<ObjectNode> results;
        if (allOrNone) {
            try {
                results = store.together(() -> whole(works));
            } catch (TakenBack back) {
                results = back.results.stream().map(CrmCollections::takenBack).toList();
            }
        } else {
            results = works.stream().map(CrmCollections::done).toList();
        }
        results.forEach(list::add);
        return list;
    }

    private static List<ObjectNode> whole(List<Supplier<ObjectNode>> works) {
        List<ObjectNode> results = works.stream().map(CrmCollections::done).toList();
        if (results.stream().anyMatch(each -> !each.path("success").asBoolean())) {
            throw new TakenBack(results);
        }
        return results;
    }

    private static ObjectNode takenBack(ObjectNode result) {
        return result.path("success").asBoolean()
                ? failed(
                        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                        "Record rolled back because not all records were valid and the request was"
                                + " using AllOrNone header",
                        Json.array())
                : result;
    }

    private static ObjectNode done(Supplier<ObjectNode> work) {
        try {
            return work.get();
        } catch (Refused refused) {
            JsonNode error = refused.answer().body();
            JsonNode first = error == null ? Json.object() : error.path(0);
            return failed(
                    first.path("errorCode").asString("UNKNOWN_EXCEPTION"),
                    first.path("message").asString(""),
                    first.path("fields"));
        }
    }

    private static ObjectNode failed(String code, String message, JsonNode fields) {
        ObjectNode result = Json.object().put("success", false);
        ObjectNode error =
                result.putArray("errors")
                        .addObject()
                        .put("statusCode", code)
                        .put("message", message);
        ArrayNode named = error.putArray("fields");
        fields.forEach(named::add);
        return result;
    }

    private static ObjectNode done(String id) {
        ObjectNode result = Json.object().put("id", id).put("success", true);
        result.putArray("errors");
        return result;
    }

    private CrmObject object(ObjectNode record) {
        return schema.object(record.at("/attributes/type").asString(""))
                .orElseThrow(
                        () ->
                                CrmRefusal.because(
                                        400, "INVALID_TYPE", "attributes.type is not specified"));
    }

    private static ObjectNode own(ObjectNode record) {
        return (ObjectNode) record.deepCopy().without(List.of("attributes", "id", "Id"));
    }

    private ObjectNode created(ObjectNode record) {
        return done(store.create(object(record), own(record)));
    }

    private ObjectNode updated(ObjectNode record) {
        String id = record.path("id").asString(record.path("Id").asString(""));
        store.update(object(record), id, own(record));
        return done(CrmIds.whole(id));
    }

    private ObjectNode upserted(ObjectNode record, List<String> path, CrmQueries.Asking asking) {
        CrmObject object = schema.object(path.getFirst()).orElseThrow(CrmRefusal::notFound);
        ObjectNode fields = own(record);
        String key = path.get(1);
        JsonNode value = fields.remove(key);
        if (value == null || value.isNull()) {
            throw CrmRefusal.because(400, "MISSING_ARGUMENT", key + " not specified");
        }
        Answer answer =
                rest.upserted(object, new CrmRest.Key(key, value.asString("")), fields, asking);
        JsonNode body = answer.body();
        if (answer.status() == 300 || body == null) {
            throw CrmRefusal.because(
                    400, "DUPLICATE_EXTERNAL_ID", "more than one record found for " + key);
        }
        return (ObjectNode) body;
    }

    private ObjectNode deleted(String id) {
        CrmObject object =
                schema.all().stream()
                        .filter(each -> id.startsWith(each.prefix()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        CrmRefusal.because(
                                                400, "MALFORMED_ID", "malformed id " + id));
        store.delete(object, id);
        return done(CrmIds.whole(id));
    }
}
