package throughline.connectors;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The projects of a small Xero: with tasks, time and users, by page, knowing a repeated
 * Idempotency-Key and refusing a contact that there is none of. Held against Xero's own OpenAPI.
 */
final class XeroProjects {

    private static final String BASE = "/projects.xro/2.0";
    private static final byte[] NOTHING = new byte[0];

    private final XeroTwin xero;
    private final List<Map<String, Object>> projects = new ArrayList<>();
    private final List<Map<String, Object>> tasks = new ArrayList<>();
    private final List<Map<String, Object>> times = new ArrayList<>();
    private final List<Map<String, Object>> users = new ArrayList<>();
    private final Map<String, Answered> byKey = new HashMap<>();

    /** Xero's own contract, against which all of it is held. */
    final VendorContract contract =
            new VendorContract(VendorContract.real("xero/xero-projects.yaml"), BASE);

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Answered(int status, byte[] body) {}

    XeroProjects(XeroTwin xero) {
        this.xero = xero;
        xero.also(BASE, this::serve);
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Answered answered = answered(exchange, body);
        contract.hold(exchange, body, answered.status(), answered.body());
        XeroTwin.answer(exchange, answered.status(), answered.body());
    }

    private synchronized Answered answered(HttpExchange exchange, byte[] body) {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key != null && byKey.containsKey(key)) {
            return byKey.get(key);
        }
        Answered answered = done(exchange, body);
        if (key != null) {
            byKey.put(key, answered);
        }
        return answered;
    }

    private Answered done(HttpExchange exchange, byte[] body) {
        String[] path = exchange.getRequestURI().getPath().substring(BASE.length() + 1).split("/");
        String asked = exchange.getRequestMethod() + " " + path[path.length - 1];
        Map<String, String> query = VendorContract.parameters(exchange);
        if (path.length == 2) {
            Map<String, Object> project = project(path[1]);
            if (exchange.getRequestMethod().equals("GET")) {
                return new Answered(200, Json.write(project));
            }
            project.putAll(Json.object(body).orElseThrow());
            return new Answered(204, NOTHING);
        }
        return switch (asked) {
            case "GET Projects" -> listed(projects, query);
            case "GET ProjectsUsers" -> listed(users, query);
            case "GET Tasks" -> listed(of(path[1], tasks), query);
            case "GET Time" -> listed(of(path[1], times), query);
            case "POST Projects" -> opened(Json.object(body).orElseThrow());
            case "POST Tasks" -> added(path[1], Json.object(body).orElseThrow());
            default -> new Answered(400, Json.write(Map.of("message", "no such call: " + asked)));
        };
    }

    private Map<String, Object> project(String id) {
        return projects.stream()
                .filter(each -> id.equals(each.get("projectId")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, Object>> of(String project, List<Map<String, Object>> all) {
        return all.stream().filter(each -> project.equals(each.get("projectId"))).toList();
    }

    private static Answered listed(List<Map<String, Object>> all, Map<String, String> query) {
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        int size = Integer.parseInt(query.getOrDefault("pageSize", "50"));
        List<Map<String, Object>> shown =
                all.stream()
                        .filter(
                                each ->
                                        !query.containsKey("states")
                                                || query.get("states").equals(each.get("status")))
                        .toList();
        List<Map<String, Object>> items =
                shown.stream().skip((page - 1L) * size).limit(size).toList();
        Map<String, Object> pagination =
                Map.of(
                        "page",
                        page,
                        "pageSize",
                        size,
                        "pageCount",
                        Math.ceilDiv(shown.size(), size),
                        "itemCount",
                        shown.size());
        return new Answered(200, Json.write(Map.of("pagination", pagination, "items", items)));
    }

    private Answered opened(Map<String, Object> asked) {
        boolean known =
                xero.all("Contacts").stream()
                        .anyMatch(
                                each ->
                                        Objects.equals(
                                                each.get("ContactID"), asked.get("contactId")));
        if (!known) {
            return new Answered(
                    400,
                    Json.write(
                            Map.of(
                                    "message",
                                    "The request is invalid.",
                                    "modelState",
                                    Map.of("contactId", List.of("Contact not found.")))));
        }
        return new Answered(201, Json.write(open(asked)));
    }

    /** A project as somebody opens it there. */
    synchronized Map<String, Object> open(Map<String, Object> asked) {
        Map<String, Object> project = new LinkedHashMap<>(asked);
        project.put("projectId", UUID.randomUUID().toString());
        project.put("currencyCode", "GBP");
        project.put("minutesLogged", 0);
        project.put("status", "INPROGRESS");
        projects.add(project);
        return project;
    }

    private Answered added(String project, Map<String, Object> asked) {
        Map<String, Object> task = new LinkedHashMap<>(asked);
        task.put("taskId", UUID.randomUUID().toString());
        task.put("projectId", project);
        task.put("status", "ACTIVE");
        tasks.add(task);
        return new Answered(201, Json.write(task));
    }

    /** Somebody logs minutes on the first task of a project. */
    synchronized void logged(String project, int minutes) {
        String user = UUID.randomUUID().toString();
        users.add(Map.of("userId", user, "name", "Ada Quist", "email", "ada@example.org"));
        times.add(
                Map.of(
                        "timeEntryId",
                        UUID.randomUUID().toString(),
                        "userId",
                        user,
                        "projectId",
                        project,
                        "taskId",
                        of(project, tasks).getFirst().get("taskId"),
                        "dateUtc",
                        "2026-03-10T00:00:00Z",
                        "dateEnteredUtc",
                        Instant.now().toString(),
                        "duration",
                        minutes,
                        "status",
                        "ACTIVE"));
    }

    /** Projects whose names hold a text. */
    synchronized List<Map<String, Object>> named(String part) {
        return projects.stream()
                .filter(each -> String.valueOf(each.get("name")).contains(part))
                .toList();
    }

    /** What a project's tasks are called. */
    synchronized List<String> tasks(String project) {
        return of(project, tasks).stream().map(each -> String.valueOf(each.get("name"))).toList();
    }
}
