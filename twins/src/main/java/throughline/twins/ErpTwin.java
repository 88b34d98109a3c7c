package throughline.twins;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ObjectNode;

/** A financial system with two companies. */
public final class ErpTwin extends Twin {

    static final String USER = "throughline";
    static final String PASSWORD = "erp-twin-secret";
    private static final String API = "/v2/companies/";
    private static final int CALLS_AT_A_TIME = 8;

    private final Map<String, Company> companies = new LinkedHashMap<>();
    private final Map<String, ObjectNode> answersByKey = new ConcurrentHashMap<>();
    private final Map<String, Long> numbers = new ConcurrentHashMap<>();
    private final Semaphore calls = new Semaphore(CALLS_AT_A_TIME);

    ErpTwin(int port, long seed, TwinClock clock) {
        super("erp", port, seed, clock);
        companies.put("DE01", new Company("DE01", "EUR", "19.00", this));
        companies.put("US01", new Company("US01", "USD", "0.00", this));
    }

    /** Counts the documents of one type over all companies, so that no two have the same id. */
    long nextNumber(String path) {
        return numbers.merge(path, 1L, Long::sum);
    }

    @Override
    Answer answer(Request request) {
        if (!authorized(request)) {
            return unauthorized();
        }
        return routed(request);
    }

    @Override
    Answer unauthorized() {
        return Answer.error(401, "UNAUTHORIZED", "user or password is wrong");
    }

    @Override
    boolean enter() {
        return calls.tryAcquire();
    }

    @Override
    void leave() {
        calls.release();
    }

    private Answer routed(Request request) {
        String[] parts = request.path().startsWith(API) ? request.after(API) : new String[] {""};
        Company company = companies.get(parts[0]);
        if (company == null || parts.length < 2) {
            return Answer.error(404, "NOT_FOUND", request.path());
        }
        if (parts[1].equals("ledger")) {
            return Answer.ok(company.ledger().describe());
        }
        Optional<Records> records = company.records(parts[1]);
        if (records.isEmpty()) {
            return Answer.error(404, "NOT_FOUND", request.path());
        }
        return switch (request.method() + parts.length) {
            case "GET2" -> Listing.of(request, records.get(), "reference");
            case "GET3" ->
                    records.get()
                            .get(parts[2])
                            .map(Answer::ok)
                            .orElse(Answer.error(404, "NOT_FOUND", parts[2]));
            case "POST2" -> Answer.created(create(company, parts[1], request));
            case "PATCH3" -> Answer.ok(company.change(parts[1], parts[2], request.body()));
            case "POST4" -> Answer.ok(company.act(parts[1], parts[2], parts[3]));
            default -> Answer.error(405, "METHOD_NOT_ALLOWED", request.operation());
        };
    }

    private ObjectNode create(Company company, String path, Request request) {
        Optional<String> key =
                request.header("idempotency-key").filter(_ -> company.honoursKeys(path));
        if (key.isEmpty()) {
            return company.create(path, request.body());
        }
        return answersByKey
                .computeIfAbsent(
                        company.code() + path + key.get(),
                        _ -> company.create(path, request.body()))
                .deepCopy();
    }

    private static boolean authorized(Request request) {
        String expected =
                Base64.getEncoder()
                        .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return request.header("authorization").orElse("").equals("Basic " + expected);
    }

    Company company(String code) {
        return java.util.Objects.requireNonNull(companies.get(code), code);
    }

    Iterable<Company> companies() {
        return companies.values();
    }

    @Override
    List<Desk> desks() {
        return new ErpDesks(this).all();
    }

    @Override
    String personDid(String what, Map<String, String> form) {
        return new ErpDesks(this).did(what, form);
    }

    @Override
    Map<String, Integer> documents() {
        Map<String, Integer> counts = new HashMap<>();
        companies
                .values()
                .forEach(
                        company ->
                                company.counts()
                                        .forEach(
                                                (type, count) ->
                                                        counts.merge(type, count, Integer::sum)));
        return counts;
    }
}
