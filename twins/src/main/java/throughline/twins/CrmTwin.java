package throughline.twins;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A CRM in Salesforce's shape, as strict as the vendor's documentation says that it is. */
public final class CrmTwin extends Twin {

    static final String CLIENT = "throughline";
    static final String SECRET = "crm-twin-secret";
    static final String DATA = "/services/data/v64.0/";
    private static final Pattern VERSIONED = Pattern.compile("/services/data/v(\\d{2})\\.0(/.*)?");
    private static final int OLDEST = 31;
    private static final int NEWEST = 64;
    private static final int LONGEST_HEAD = 16_384;
    private static final long LIMIT = 100_000;
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    /** Objects of which this firm had its CRM tell others, with their parts. */
    private static final Set<String> TOLD =
            Set.of(
                    CrmSchema.ACCOUNT,
                    CrmSchema.USER,
                    CrmSchema.OPPORTUNITY,
                    CrmSchema.CHANGE_ORDER);

    private final CrmSchema schema = new CrmSchema();
    private final CrmStore store;
    private final CrmWholes wholes;
    private final CrmRest rest;
    private final CrmQueries queries;
    private final CrmEvents events;
    private final CrmStream stream;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final AtomicLong usage = new AtomicLong();
    private volatile long limit = LIMIT;

    CrmTwin(int port, long seed, TwinClock clock) {
        super("crm", port, seed, clock);
        store = new CrmStore(schema, clock::stamp, this::tell);
        wholes = new CrmWholes(schema, store, DATA);
        queries = new CrmQueries(schema, store, wholes, DATA);
        rest = new CrmRest(schema, store, wholes, queries, new CrmDeletions(store, Instant::now));
        events = new CrmEvents(store, faults(), clock::stamp);
        stream = new CrmStream(schema, events);
    }

    /** Whoever administers the CRM takes a field away, and its values with it. */
    public void withdraw(String object, String field) {
        schema.known(object).withdraw(field);
    }

    /** Whoever administers the CRM adds a field for texts. */
    public void introduce(String object, String field) {
        schema.known(object).introduce(CrmField.of(field, CrmField.Kind.TEXT));
    }

    /** Forgets the results that were not read to their end, as it does after two days. */
    public void forgetQueries() {
        queries.forget();
    }

    /** Forgets the events that it told, as it does after three days. */
    public void forgetEvents() {
        events.forget();
    }

    /** Forgets who subscribed to events, as when the server that they were at goes away. */
    public void forgetSubscribers() {
        stream.forget();
    }

    /** Takes a record out of the recycle bin. */
    public void undelete(String object, String id) {
        store.undelete(schema.known(object), id);
    }

    /** Empties the recycle bin: no query finds any more what was in it. */
    public void purge() {
        store.purge();
    }

    /** From here on so many calls are allowed in all. */
    public void allow(long calls) {
        limit = calls;
    }

    @Override
    Answer answer(Request request) {
        if (request.operation().equals("POST /services/oauth2/token")) {
            return token(request);
        }
        if (request.path().equals("/services/data")) {
            return versions();
        }
        int head = request.uri().length();
        if (head > LONGEST_HEAD) {
            return new Answer(414, null, Map.of());
        }
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            head += header.getKey().length() + header.getValue().length();
        }
        if (head > LONGEST_HEAD) {
            return new Answer(431, null, Map.of());
        }
        if (request.path().startsWith(CrmStream.PATH)) {
            // Its own way to say no, and not counted among the calls of a day.
            return stream.answer(request, session(request).isPresent());
        }
        String session = authorized(request);
        long used = usage.incrementAndGet();
        if (used > limit) {
            throw CrmRefusal.because(
                    403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        return guarded(() -> routed(request, session))
                .with("Sforce-Limit-Info", "api-usage=" + used + "/" + limit);
    }

    private Answer routed(Request request, String session) {
        Matcher versioned = VERSIONED.matcher(request.path());
        if (!versioned.matches()) {
            throw CrmRefusal.notFound();
        }
        int version = Integer.parseInt(versioned.group(1));
        if (version < OLDEST || version > NEWEST) {
            throw CrmRefusal.notFound();
        }
        String path = Optional.ofNullable(versioned.group(2)).orElse("/");
        if (request.method().equals("GET") && path.equals("/limits")) {
            ObjectNode limits = Json.object();
            limits.putObject("DailyApiRequests")
                    .put("Max", limit)
                    .put("Remaining", Math.max(0, limit - usage.get()));
            return Answer.ok(limits);
        }
        return rest.answer(request, CrmQueries.Asking.of(request, session, version));
    }

    private static Answer versions() {
        ArrayNode versions = Json.array();
        for (int version = OLDEST; version <= NEWEST; version++) {
            versions.addObject()
                    .put("label", "Version " + version)
                    .put("url", "/services/data/v" + version + ".0")
                    .put("version", version + ".0");
        }
        return Answer.ok(versions);
    }

    /** Creates a record with its parts, as a person in the CRM would. */
    ObjectNode create(String type, ObjectNode fields) {
        return find(type, wholes.created(schema.known(type), fields));
    }

    /** Changes a record or its parts, as a person in the CRM would. */
    ObjectNode update(String type, String id, ObjectNode fields) {
        wholes.updated(schema.known(type), id, fields);
        return find(type, id);
    }

    /** A record with its parts. */
    ObjectNode find(String type, String id) {
        CrmObject object = schema.known(type);
        return store.row(object, id)
                .map(row -> wholes.whole(object, row))
                .orElseThrow(CrmRefusal::notFound);
    }

    /** All records of an object, with their parts. */
    List<ObjectNode> all(String type) {
        CrmObject object = schema.known(type);
        return store.rows(object, false).stream().map(row -> wholes.whole(object, row)).toList();
    }

    /** Tells each record once of which something was changed together, however much. */
    private void tell(List<CrmStore.Change> changes) {
        if (!clock().inThePast()) {
            events.changed(changes);
        }
        Map<String, CrmStore.Change> roots = new LinkedHashMap<>();
        for (CrmStore.Change change : changes) {
            wholes.root(change)
                    .filter(root -> TOLD.contains(root.object().name()))
                    .ifPresent(root -> roots.putIfAbsent(root.id(), root));
        }
        roots.values()
                .forEach(
                        root -> {
                            String event =
                                    switch (root.deed()) {
                                        case CREATE -> "created";
                                        case UPDATE, UNDELETE -> "updated";
                                        case DELETE -> "deleted";
                                    };
                            String type = root.object().name();
                            notifyOf(type, event, root.id(), find(type, root.id()));
                        });
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

    /** The session that a call belongs to. */
    private String authorized(Request request) {
        return session(request).orElseThrow(() -> new Refused(unauthorized()));
    }

    private Optional<String> session(Request request) {
        String token = request.header("authorization").orElse("").replaceFirst("^Bearer ", "");
        return Optional.ofNullable(tokens.get(token))
                .filter(end -> !end.isBefore(Instant.now()))
                .map(_ -> token);
    }

    @Override
    Answer unauthorized() {
        return CrmRefusal.answer(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }

    @Override
    Answer refusal(int status, String code, String message) {
        return CrmRefusal.answer(status, code, message);
    }

    @Override
    void expireTokens() {
        tokens.clear();
    }

    /** Ends all sessions, as an administrator may. */
    public void endSessions() {
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
        schema.all().forEach(object -> counts.put(object.name(), store.rows(object, false).size()));
        return counts;
    }
}
