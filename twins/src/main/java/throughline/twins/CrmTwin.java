package throughline.twins;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A CRM in Salesforce's shape. */
public final class CrmTwin extends Twin {

    static final String CLIENT = "throughline";
    static final String SECRET = "crm-twin-secret";
    private static final String DATA = "/services/data/v64.0/";
    private static final int PAGE = 200;
    private static final long LIMIT = 100_000;
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final Map<String, String> PREFIXES =
            new TreeMap<>(
                    Map.of(
                            "Account", "001",
                            "User", "005",
                            "Opportunity", "006",
                            "ChangeOrder__c", "a0C"));
    private static final Pattern QUERY =
            Pattern.compile(
                    "SELECT .+ FROM (\\w+)"
                            + "(?: WHERE SystemModstamp >= ([0-9TZ:.+-]+))?"
                            + "(?: ORDER BY SystemModstamp(?:, Id)?)?(?: LIMIT (\\d+))?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern MORE = Pattern.compile("query/(\\w+)-(\\d+)-([^/]+)");

    private final Map<String, Records> types = new LinkedHashMap<>();
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> numbers = new HashMap<>();
    private final AtomicLong usage = new AtomicLong();

    CrmTwin(int port, long seed, TwinClock clock) {
        super("crm", port, seed, clock);
        PREFIXES.keySet()
                .forEach(
                        type -> {
                            types.put(type, new Records("Id", "SystemModstamp"));
                            numbers.put(type, new AtomicLong());
                        });
    }

    @Override
    Answer answer(Request request) {
        if (request.operation().equals("POST /services/oauth2/token")) {
            return token(request);
        }
        authorize(request);
        long used = usage.incrementAndGet();
        if (used > LIMIT) {
            throw new Refused(
                    error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
        }
        return guarded(() -> routed(request))
                .with("Sforce-Limit-Info", "api-usage=" + used + "/" + LIMIT);
    }

    private Answer routed(Request request) {
        String rest =
                request.path().startsWith(DATA) ? request.path().substring(DATA.length()) : "";
        if (rest.equals("limits")) {
            ObjectNode limits = Json.object();
            limits.putObject("DailyApiRequests")
                    .put("Max", LIMIT)
                    .put("Remaining", LIMIT - usage.get());
            return Answer.ok(limits);
        }
        if (rest.equals("query")) {
            return query(request.parameter("q").orElse(""));
        }
        Matcher more = MORE.matcher(rest);
        if (more.matches()) {
            return page(more.group(1), "", more.group(3), Integer.parseInt(more.group(2)));
        }
        String[] parts = rest.split("/");
        if (parts.length >= 2 && parts[0].equals("sobjects") && types.containsKey(parts[1])) {
            return sobject(request, parts);
        }
        return error(404, "NOT_FOUND", "The requested resource does not exist");
    }

    private Answer sobject(Request request, String[] parts) {
        return switch (request.method() + parts.length) {
            case "POST2" -> {
                ObjectNode created = create(parts[1], request.body());
                ObjectNode answer = Json.object();
                answer.put("id", created.path("Id").asString()).put("success", true);
                answer.putArray("errors");
                yield Answer.created(answer);
            }
            case "GET3" -> Answer.ok(find(parts[1], parts[2]));
            case "PATCH3" -> {
                update(parts[1], parts[2], request.body());
                yield Answer.empty();
            }
            case "PATCH4" -> upsert(parts[1], parts[2], parts[3], request.body());
            default -> error(405, "METHOD_NOT_ALLOWED", request.operation());
        };
    }

    private synchronized Answer upsert(String type, String field, String value, ObjectNode fields) {
        List<ObjectNode> found =
                records(type).all(record -> record.path(field).asString("").equals(value));
        if (found.size() > 1) {
            return error(300, "MULTIPLE_CHOICES", value + " is the " + field + " of several");
        }
        String id =
                found.isEmpty()
                        ? create(type, fields.deepCopy().put(field, value)).path("Id").asString()
                        : found.getFirst().path("Id").asString();
        if (!found.isEmpty()) {
            update(type, id, fields);
        }
        ObjectNode answer = Json.object();
        answer.put("id", id).put("success", true).put("created", found.isEmpty());
        answer.putArray("errors");
        return found.isEmpty() ? Answer.created(answer) : Answer.ok(answer);
    }

    /** Creates a record with these fields, as a person in the CRM would. */
    synchronized ObjectNode create(String type, ObjectNode fields) {
        String id =
                "%s%012dAAA"
                        .formatted(
                                PREFIXES.get(type),
                                java.util.Objects.requireNonNull(numbers.get(type))
                                        .incrementAndGet());
        ObjectNode record = Json.object();
        record.putObject("attributes")
                .put("type", type)
                .put("url", DATA + "sobjects/" + type + "/" + id);
        record.put("Id", id);
        record.setAll(fields);
        String stamp = TwinClock.text(clock().stamp());
        record.put("IsDeleted", false).put("CreatedDate", stamp).put("SystemModstamp", stamp);
        records(type).put(record);
        notifyOf(type, "created", id, record);
        return record;
    }

    /** Changes fields of a record, as a person in the CRM would. */
    synchronized ObjectNode update(String type, String id, ObjectNode fields) {
        ObjectNode record = find(type, id);
        List<String> unknown = new ArrayList<>();
        fields.propertyNames()
                .forEach(name -> unknown.addAll(record.has(name) ? List.of() : List.of(name)));
        if (!unknown.isEmpty()) {
            throw new Refused(
                    error(
                            400,
                            "INVALID_FIELD",
                            "No such column '"
                                    + unknown.getFirst()
                                    + "' on entity '"
                                    + type
                                    + "'"));
        }
        record.setAll(fields);
        record.put("SystemModstamp", TwinClock.text(clock().stamp()));
        records(type).put(record);
        notifyOf(type, "updated", id, record);
        return record;
    }

    ObjectNode find(String type, String id) {
        return records(type)
                .get(id)
                .orElseThrow(
                        () ->
                                new Refused(
                                        error(
                                                404,
                                                "NOT_FOUND",
                                                "Provided external ID field does not exist or is"
                                                        + " not accessible: "
                                                        + id)));
    }

    Records records(String type) {
        return java.util.Objects.requireNonNull(types.get(type), type);
    }

    private Answer query(String soql) {
        Matcher query = QUERY.matcher(soql.strip());
        if (!query.matches() || !types.containsKey(query.group(1))) {
            return error(400, "MALFORMED_QUERY", "unexpected token in: " + soql);
        }
        String since = Optional.ofNullable(query.group(2)).orElse("");
        int limit = Optional.ofNullable(query.group(3)).map(Integer::parseInt).orElse(PAGE);
        return page(query.group(1), since, "", Math.min(limit, PAGE));
    }

    private Answer page(String type, String since, String after, int limit) {
        Records records = types.get(type);
        if (records == null) {
            return error(404, "NOT_FOUND", type);
        }
        Records.Page page = records.changed(since, after, limit);
        ObjectNode answer = Json.object();
        answer.put("totalSize", page.total()).put("done", page.next().isEmpty());
        page.next()
                .ifPresent(
                        next ->
                                answer.put(
                                        "nextRecordsUrl",
                                        DATA + "query/" + type + "-" + limit + "-" + next));
        ArrayNode list = answer.putArray("records");
        page.records().forEach(list::add);
        return Answer.ok(answer);
    }

    private Answer token(Request request) {
        Map<String, String> form = parameters(new String(request.bytes(), StandardCharsets.UTF_8));
        if (!"client_credentials".equals(form.get("grant_type"))
                || !CLIENT.equals(form.get("client_id"))
                || !SECRET.equals(form.get("client_secret"))) {
            ObjectNode refusal = Json.object();
            refusal.put("error", "invalid_client")
                    .put("error_description", "invalid client credentials");
            return new Answer(400, refusal, Map.of());
        }
        Instant now = Instant.now();
        String token = "00D" + Long.toHexString(now.toEpochMilli()) + "!" + tokens.size();
        tokens.put(token, now.plus(TOKEN_LIFE));
        ObjectNode answer = Json.object();
        answer.put("access_token", token).put("instance_url", url()).put("token_type", "Bearer");
        answer.put("issued_at", Long.toString(now.toEpochMilli()));
        return Answer.ok(answer);
    }

    private void authorize(Request request) {
        String token = request.header("authorization").orElse("").replaceFirst("^Bearer ", "");
        Instant end = tokens.get(token);
        if (end == null || end.isBefore(Instant.now())) {
            throw new Refused(unauthorized());
        }
    }

    @Override
    Answer unauthorized() {
        return error(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }

    @Override
    void expireTokens() {
        tokens.clear();
    }

    @Override
    List<Desk> desks() {
        return new CrmDesks(this).all();
    }

    @Override
    String personDid(String what, Map<String, String> form) {
        return new CrmDesks(this).did(what, form);
    }

    @Override
    Map<String, Integer> documents() {
        Map<String, Integer> counts = new HashMap<>();
        types.forEach((type, records) -> counts.put(type, records.size()));
        return counts;
    }

    private static Answer error(int status, String code, String message) {
        ArrayNode errors = Json.array();
        errors.addObject().put("errorCode", code).put("message", message);
        return new Answer(status, errors, Map.of());
    }
}
