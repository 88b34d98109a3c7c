package throughline.twins;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The CRM's resources: descriptions, records by id and by external id, queries. */
final class CrmRest {

    private static final int UPSERT_TELLS_SINCE = 46;

    private final CrmSchema schema;
    private final CrmStore store;
    private final CrmWholes wholes;
    private final CrmQueries queries;
    private final CrmComposite composite;
    private final CrmCollections collections;
    private final CrmDeletions deletions;

    /** A record by an external id. */
    record Key(String field, String value) {}

    CrmRest(
            CrmSchema schema,
            CrmStore store,
            CrmWholes wholes,
            CrmQueries queries,
            CrmDeletions deletions) {
        this.schema = schema;
        this.store = store;
        this.wholes = wholes;
        this.queries = queries;
        this.deletions = deletions;
        this.composite = new CrmComposite(this, store);
        this.collections = new CrmCollections(schema, store, this);
    }

    /** What a call below the version's path is answered. */
    Answer answer(Request request, CrmQueries.Asking asking) {
        List<String> path = path(request.uri());
        String first = path.isEmpty() ? "" : path.getFirst();
        boolean all = first.equals("queryAll");
        if (request.method().equals("GET") && (all || first.equals("query"))) {
            synchronized (store) {
                if (path.size() == 2) {
                    return queries.more(path.get(1), asking);
                }
                String soql =
                        request.parameter("q")
                                .orElseThrow(
                                        () ->
                                                CrmRefusal.because(
                                                        400,
                                                        "MALFORMED_QUERY",
                                                        "A query string has to be specified"));
                return queries.asked(soql, all, asking);
            }
        }
        if (first.equals("sobjects")) {
            return path.size() == 1 ? objects() : object(request, path, asking);
        }
        if (first.equals("composite")) {
            if (path.size() == 1 && request.method().equals("POST")) {
                return composite.answer(body(request), asking);
            }
            if (path.size() >= 2 && path.get(1).equals("sobjects")) {
                List<String> below = path.subList(2, path.size());
                return collections.answer(request, below, asking, body(request));
            }
        }
        throw CrmRefusal.notFound();
    }

    /** The parts of the path after the version, unescaped one by one. */
    private static List<String> path(String uri) {
        String below = uri.split("[?]", 2)[0].replaceFirst("^/services/data/v\\d+\\.0/?", "");
        return Arrays.stream(below.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private Answer objects() {
        ObjectNode answer = Json.object().put("encoding", "UTF-8").put("maxBatchSize", 200);
        ArrayNode list = answer.putArray("sobjects");
        schema.all()
                .forEach(
                        each ->
                                list.addObject()
                                        .put("name", each.name())
                                        .put("keyPrefix", each.prefix())
                                        .put("queryable", true));
        return Answer.ok(answer);
    }

    private Answer object(Request request, List<String> path, CrmQueries.Asking asking) {
        CrmObject object = schema.object(path.get(1)).orElseThrow(CrmRefusal::notFound);
        return switch (request.method() + path.size()) {
            case "POST2" -> {
                ObjectNode answer = Json.object();
                answer.put("id", store.create(object, body(request))).put("success", true);
                answer.putArray("errors");
                yield Answer.created(answer);
            }
            case "GET3" ->
                    switch (path.get(2)) {
                        case "describe" -> described(request, object);
                        case "deleted" -> deletions.answer(request, object);
                        case String id -> Answer.ok(shown(request, object, existing(object, id)));
                    };
            case "PATCH3" -> {
                store.update(object, path.get(2), body(request));
                yield Answer.empty();
            }
            case "DELETE3" -> {
                store.delete(object, path.get(2));
                yield Answer.empty();
            }
            case "GET4" -> {
                List<ObjectNode> found = byKey(object, path.get(2), path.get(3));
                yield found.size() > 1
                        ? several(object, found)
                        : Answer.ok(
                                shown(
                                        request,
                                        object,
                                        found.stream()
                                                .findFirst()
                                                .orElseThrow(CrmRefusal::notFound)));
            }
            case "PATCH4" -> {
                boolean only = request.parameter("updateOnly").filter("true"::equals).isPresent();
                Key key = new Key(path.get(2), path.get(3));
                if (only && byKey(object, key.field(), key.value()).isEmpty()) {
                    throw CrmRefusal.notFound();
                }
                yield upserted(object, key, body(request), asking);
            }
            default ->
                    throw CrmRefusal.because(
                            405,
                            "METHOD_NOT_ALLOWED",
                            "HTTP Method '%s' not allowed.".formatted(request.method()));
        };
    }

    private Answer described(Request request, CrmObject object) {
        Instant changed = object.describedAt().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> known = request.header("if-modified-since").flatMap(CrmRest::date);
        Answer answer =
                known.isPresent() && !changed.isAfter(known.get())
                        ? new Answer(304, null, Map.of())
                        : Answer.ok(schema.described(object, CrmTwin.DATA));
        return answer.with("Last-Modified", CrmSchema.HTTP_DATE.format(changed));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(Instant.from(CrmSchema.HTTP_DATE.parse(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private ObjectNode existing(CrmObject object, String id) {
        ObjectNode row =
                store.row(object, id)
                        .orElseThrow(
                                () ->
                                        CrmRefusal.because(
                                                404,
                                                "NOT_FOUND",
                                                "The requested resource does not exist"));
        if (CrmStore.deleted(row)) {
            throw CrmRefusal.because(404, "ENTITY_IS_DELETED", "entity is deleted");
        }
        return row;
    }

    private ObjectNode shown(Request request, CrmObject object, ObjectNode row) {
        ObjectNode flat = wholes.flat(object, row);
        request.parameter("fields")
                .ifPresent(
                        names -> {
                            for (String name : names.split(",")) {
                                if (object.field(name).isEmpty()) {
                                    throw CrmRefusal.because(
                                            400,
                                            "INVALID_FIELD",
                                            "No such column '%s' on entity '%s'"
                                                    .formatted(name, object.name()));
                                }
                            }
                            List<String> kept = List.of(("attributes,Id," + names).split(","));
                            flat.retain(kept);
                        });
        return flat;
    }

    private List<ObjectNode> byKey(CrmObject object, String name, String value) {
        CrmField field =
                object.field(name)
                        .filter(CrmField::key)
                        .orElseThrow(
                                () ->
                                        CrmRefusal.because(
                                                404,
                                                "NOT_FOUND",
                                                "Provided external ID field does not exist or is"
                                                        + " not accessible: "
                                                        + name));
        return store.having(object, field, value);
    }

    private static Answer several(CrmObject object, List<ObjectNode> found) {
        ArrayNode urls = Json.array();
        found.forEach(
                row ->
                        urls.add(
                                CrmTwin.DATA
                                        + "sobjects/"
                                        + object.name()
                                        + "/"
                                        + CrmStore.text(row, "Id")));
        return new Answer(300, urls, Map.of());
    }

    /** Makes a record under an external id, or changes the one that has it. */
    Answer upserted(CrmObject object, Key key, ObjectNode fields, CrmQueries.Asking asking) {
        return store.together(
                () -> {
                    List<ObjectNode> found = byKey(object, key.field(), key.value());
                    if (found.size() > 1) {
                        return several(object, found);
                    }
                    if (fields.has(key.field())) {
                        throw CrmRefusal.because(
                                400,
                                "INVALID_FIELD",
                                "The %s field should not be specified in the sobject data."
                                        .formatted(key.field()));
                    }
                    if (found.isEmpty()) {
                        fields.put(key.field(), key.value());
                        return created(store.create(object, fields), true, 201);
                    }
                    String id = CrmStore.text(found.getFirst(), "Id");
                    store.update(object, id, fields);
                    return asking.version() < UPSERT_TELLS_SINCE
                            ? Answer.empty()
                            : created(id, false, 200);
                });
    }

    private static Answer created(String id, boolean created, int status) {
        ObjectNode answer = Json.object().put("id", id).put("success", true);
        answer.putArray("errors");
        answer.put("created", created);
        return new Answer(status, answer, Map.of());
    }

    private static ObjectNode body(Request request) {
        try {
            return request.body();
        } catch (Refused notJson) {
            throw CrmRefusal.because(
                    400, "JSON_PARSER_ERROR", "The request body is not a JSON object");
        }
    }
}
