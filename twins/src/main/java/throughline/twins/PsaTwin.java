package throughline.twins;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A system in which projects are staffed, worked and accepted. */
public final class PsaTwin extends Twin {

    static final String KEY = "psa-twin-key";
    private static final String API = "/api/v1/";
    private static final List<String> PROJECT_NEEDS =
            List.of("name", "customerName", "currency", "startsOn", "endsOn");

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final List<Consumer<ObjectNode>> whenProjectCreated = new CopyOnWriteArrayList<>();

    PsaTwin(int port, long seed, TwinClock clock) {
        super("psa", port, seed, clock);
        kinds.put("projects", new Kind("project", "P-", 1_000));
        kinds.put("milestones", new Kind("milestone", "MS-", 2_000));
        kinds.put("people", new Kind("person", "W-", 10));
        kinds.put("time-cards", new Kind("time-card", "TC-", 30_000));
    }

    /** Whoever staffs projects hears of new ones. */
    void whenProjectCreated(Consumer<ObjectNode> listener) {
        whenProjectCreated.add(listener);
    }

    @Override
    Answer answer(Request request) {
        if (!request.header("x-api-key").orElse("").equals(KEY)) {
            return new Answer(401, Json.object().put("error", "unauthorized"), Map.of());
        }
        String[] parts = request.path().startsWith(API) ? request.after(API) : new String[] {""};
        if (!kinds.containsKey(parts[0])) {
            return notFound();
        }
        return switch (request.method() + parts.length) {
            case "GET1" -> Listing.of(request, kind(parts[0]).records, "externalKey");
            case "GET2" -> kind(parts[0]).records.get(parts[1]).map(Answer::ok).orElse(notFound());
            case "POST1" -> Answer.created(post(parts[0], request.body()));
            case "PATCH2" -> Answer.ok(update(parts[0], parts[1], request.body()));
            default -> new Answer(405, Json.object().put("error", "method-not-allowed"), Map.of());
        };
    }

    private ObjectNode post(String path, ObjectNode body) {
        if (!path.equals("projects")) {
            return create(path, body);
        }
        ObjectNode missing = Json.object();
        PROJECT_NEEDS.stream()
                .filter(field -> body.path(field).asString("").isBlank())
                .forEach(field -> missing.put(field, "is required"));
        if (!missing.isEmpty()) {
            ObjectNode refusal = Json.object().put("error", "invalid");
            refusal.set("fields", missing);
            throw new Refused(new Answer(422, refusal, Map.of()));
        }
        return createProject(body);
    }

    private ObjectNode createProject(ObjectNode body) {
        ObjectNode fields = body.deepCopy();
        JsonNode milestones = fields.remove("milestones");
        fields.put("status", "active");
        if (!fields.has("externalKey")) {
            fields.putNull("externalKey");
        }
        if (!fields.has("roles")) {
            fields.putArray("roles");
        }
        ObjectNode project = create("projects", fields);
        if (milestones instanceof ArrayNode list) {
            for (JsonNode milestone : list) {
                ObjectNode planned = Json.object();
                planned.put("projectId", project.path("id").asString());
                planned.set("externalKey", milestone.path("externalKey"));
                planned.set("name", milestone.path("name"));
                planned.set("due", milestone.path("due"));
                planned.put("status", "open").putNull("acceptedOn").put("acceptedShare", "0");
                create("milestones", planned);
            }
        }
        whenProjectCreated.forEach(listener -> listener.accept(project));
        return project;
    }

    /** Creates a record, as a person in the PSA would; {@code path} is a collection's name. */
    synchronized ObjectNode create(String path, ObjectNode fields) {
        Kind kind = kind(path);
        ObjectNode record = Json.object();
        record.put("type", kind.type).put("id", kind.prefix + kind.numbers.incrementAndGet());
        record.setAll(fields);
        String stamp = TwinClock.text(clock().stamp());
        record.put("version", 1).put("createdAt", stamp).put("modifiedAt", stamp);
        kind.records.put(record);
        notifyOf(kind.type, "created", record.path("id").asString(), record);
        return record;
    }

    /** Changes fields of a record, as a person in the PSA would. */
    synchronized ObjectNode update(String path, String id, ObjectNode fields) {
        Kind kind = kind(path);
        ObjectNode record = kind.records.get(id).orElseThrow(() -> new Refused(notFound()));
        record.setAll(fields);
        record.put("version", record.path("version").asInt() + 1);
        record.put("modifiedAt", TwinClock.text(clock().stamp()));
        kind.records.put(record);
        notifyOf(kind.type, "updated", id, record);
        return record;
    }

    Records records(String path) {
        return kind(path).records;
    }

    private Kind kind(String path) {
        return java.util.Objects.requireNonNull(kinds.get(path), path);
    }

    @Override
    Map<String, Integer> documents() {
        Map<String, Integer> counts = new HashMap<>();
        kinds.values().forEach(kind -> counts.put(kind.type, kind.records.size()));
        return counts;
    }

    private static Answer notFound() {
        return new Answer(404, Json.object().put("error", "not-found"), Map.of());
    }

    private static final class Kind {
        private final String type;
        private final String prefix;
        private final AtomicLong numbers;
        private final Records records = new Records("id", "modifiedAt");

        Kind(String type, String prefix, long first) {
            this.type = type;
            this.prefix = prefix;
            this.numbers = new AtomicLong(first);
        }
    }
}
