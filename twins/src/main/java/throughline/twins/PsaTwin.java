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
    private final Sheets sheets = new Sheets(this);
    private final List<Consumer<ObjectNode>> whenProjectCreated = new CopyOnWriteArrayList<>();

    PsaTwin(int port, long seed, TwinClock clock) {
        super("psa", port, seed, clock);
        kinds.put("projects", new Kind("project", "P-", 1_000, true));
        kinds.put("milestones", new Kind("milestone", "MS-", 2_000, true));
        kinds.put("people", new Kind("person", "W-", 10, true));
        kinds.put("time-cards", new Kind("time-card", "TC-", 30_000, true));
        kinds.put("tasks", new Kind("task", "TA-", 4_000, false));
        kinds.put("assignments", new Kind("assignment", "AS-", 5_000, false));
        kinds.put("expenses", new Kind("expense", "EX-", 60_000, true));
        kinds.put("usage-reports", new Kind("usage-report", "UR-", 70_000, true));
        kinds.put("progress-reports", new Kind("progress-report", "PR-", 80_000, true));
    }

    /** Whoever staffs projects hears of new ones. */
    void whenProjectCreated(Consumer<ObjectNode> listener) {
        whenProjectCreated.add(listener);
    }

    @Override
    Answer answer(Request request) {
        if (!request.header("x-api-key").orElse("").equals(KEY)) {
            return unauthorized();
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
            case "POST3" -> Answer.ok(sheets.act(parts[0], parts[1], parts[2]));
            default -> new Answer(405, Json.object().put("error", "method-not-allowed"), Map.of());
        };
    }

    @Override
    Answer unauthorized() {
        return new Answer(401, Json.object().put("error", "unauthorized"), Map.of());
    }

    private ObjectNode post(String path, ObjectNode body) {
        return switch (path) {
            case "projects" -> {
                needs(body, PROJECT_NEEDS);
                yield createProject(body);
            }
            case "time-cards", "expenses" -> create(path, sheets.entered(path, body));
            default -> create(path, body);
        };
    }

    /** Refuses a body in which one of these fields is missing or empty. */
    static void needs(ObjectNode body, List<String> fields) {
        ObjectNode missing = Json.object();
        fields.stream()
                .filter(field -> body.path(field).asString("").isBlank())
                .forEach(field -> missing.put(field, "is required"));
        if (!missing.isEmpty()) {
            throw new Refused(invalid(missing));
        }
    }

    static Answer invalid(ObjectNode fields) {
        ObjectNode refusal = Json.object().put("error", "invalid");
        refusal.set("fields", fields);
        return new Answer(422, refusal, Map.of());
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
        if (!fields.has("services")) {
            fields.putArray("services");
        }
        ObjectNode project = create("projects", fields);
        for (JsonNode role : fields.path("roles")) {
            ObjectNode task = Json.object().put("projectId", project.path("id").asString());
            task.set("role", role.path("role"));
            task.set("plannedHours", role.path("hours"));
            create("tasks", task.put("name", "Work of a " + role.path("role").asString("")));
        }
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
        announce(kind, "created", record);
        return record;
    }

    /** Changes fields of a record, as a person in the PSA would. */
    synchronized ObjectNode update(String path, String id, ObjectNode fields) {
        Kind kind = kind(path);
        ObjectNode record = find(path, id);
        record.setAll(fields);
        record.put("version", record.path("version").asInt() + 1);
        record.put("modifiedAt", TwinClock.text(clock().stamp()));
        kind.records.put(record);
        announce(kind, "updated", record);
        return record;
    }

    private void announce(Kind kind, String event, ObjectNode record) {
        if (kind.announced) {
            notifyOf(kind.type, event, record.path("id").asString(), record);
        }
    }

    /** The record, refused with 404 when there is none. */
    ObjectNode find(String path, String id) {
        return kind(path).records.get(id).orElseThrow(() -> new Refused(notFound()));
    }

    Records records(String path) {
        return kind(path).records;
    }

    private Kind kind(String path) {
        return java.util.Objects.requireNonNull(kinds.get(path), path);
    }

    @Override
    List<Desk> desks() {
        return new PsaDesks(this).all();
    }

    @Override
    String personDid(String what, Map<String, String> form) {
        return new PsaDesks(this).did(what, form);
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
        private final boolean announced;
        private final Records records = new Records("id", "modifiedAt");

        Kind(String type, String prefix, long first, boolean announced) {
            this.type = type;
            this.prefix = prefix;
            this.numbers = new AtomicLong(first);
            this.announced = announced;
        }
    }
}
