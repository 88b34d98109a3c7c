package throughline.twins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What all twins share: an HTTP server on loopback, faults on demand, statistics, notifications.
 */
public abstract class Twin implements AutoCloseable {

    private static final byte[] PAGE =
            "<html><body>Down for maintenance</body></html>".getBytes(StandardCharsets.UTF_8);

    static {
        // Without it, every answer on a kept connection waits 40 ms for an acknowledgement.
        unlessSet("nodelay", "true");
        // Whoever keeps connections must not find one closed as he writes on it: it would look like
        // a lost answer that nobody asked for. Usual are two hundred, and thirty seconds, which is
        // when callers give theirs up too.
        unlessSet("maxIdleConnections", "10000");
        unlessSet("idleInterval", "300");
    }

    private static void unlessSet(String name, String value) {
        String property = "sun.net.httpserver." + name;
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults faults;
    private final Face face;
    private final Notifications notifications;
    private final TwinClock clock;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    Twin(String system, int port, long seed, TwinClock clock) {
        this.faults = new Faults(seed);
        this.face = new Face(this, system, faults);
        this.clock = clock;
        this.notifications = new Notifications(system, faults);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
    }

    /** Begins to answer. */
    final void start() {
        server.start();
    }

    /** Where it answers, without a slash at the end. */
    public final String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Tells this address of every change from here on. */
    public final void subscribe(URI url, String secret) {
        notifications.subscribe(url, secret);
    }

    /** Adds a rule by which it misbehaves, as {@code POST /_faults} does. */
    public final void misbehave(String rule) {
        faults.add(Fault.of(Json.read(rule.getBytes(StandardCharsets.UTF_8))));
    }

    /** Ends all misbehaviour. */
    public final void behave() {
        faults.clear();
    }

    @Override
    public final void close() {
        notifications.close();
        server.stop(0);
        threads.shutdownNow();
    }

    final Faults faults() {
        return faults;
    }

    final TwinClock clock() {
        return clock;
    }

    final void notifyOf(String type, String event, String id, ObjectNode record) {
        if (!clock.inThePast()) {
            notifications.changed(type, event, id, record);
        }
    }

    /** Does what a call asks. */
    abstract Answer answer(Request request);

    /** Ends the token in use. */
    void expireTokens() {}

    /** What is answered to a call whose credentials are not accepted. */
    abstract Answer unauthorized();

    /** Takes one more call in, unless it has as many as it can bear. */
    boolean enter() {
        return true;
    }

    /** A call that was taken in is over. */
    void leave() {}

    /** What its users work on. */
    abstract java.util.List<Desk> desks();

    /** Does what one of its users asks for by hand, and says in a sentence what was done. */
    abstract String personDid(String what, Map<String, String> form);

    /** How many records of each type it holds. */
    abstract Map<String, Integer> documents();

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            if (request.path().equals(Face.PATH)) {
                face.answer(exchange, request);
                return;
            }
            if (request.path().startsWith("/_")) {
                send(exchange, guarded(() -> control(request)));
                return;
            }
            calls.computeIfAbsent(name(request), name -> new LongAdder()).increment();
            if (!enter()) {
                send(exchange, tooMany());
                return;
            }
            try {
                Optional<Fault> fault = faults.onCall(request.operation());
                if (fault.isPresent()) {
                    misbehave(exchange, request, fault.get());
                } else {
                    send(exchange, guarded(() -> answer(request)));
                }
            } finally {
                leave();
            }
        }
    }

    private Answer tooMany() {
        return refusal(429, "TOO_MANY_REQUESTS", "slow down").with("Retry-After", "1");
    }

    /** How it says that it does not do something. */
    Answer refusal(int status, String code, String message) {
        return Answer.error(status, code, message);
    }

    private void misbehave(HttpExchange exchange, Request request, Fault fault) throws IOException {
        switch (fault.kind()) {
            case "latency" -> {
                pause(fault);
                send(exchange, guarded(() -> answer(request)));
            }
            case "429" -> send(exchange, tooMany());
            case "500" -> send(exchange, refusal(500, "INTERNAL", "something went wrong"));
            case "timeout-before-commit" -> pause(fault);
            case "timeout-after-commit" -> {
                guarded(() -> answer(request));
                pause(fault);
            }
            case "drop-connection" -> guarded(() -> answer(request));
            case "expired-token" -> {
                expireTokens();
                send(exchange, unauthorized());
            }
            case "html-answer" -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, PAGE.length);
                exchange.getResponseBody().write(PAGE);
            }
            default -> send(exchange, guarded(() -> answer(request)));
        }
    }

    private static void pause(Fault fault) {
        LockSupport.parkNanos(fault.millis() * 1_000_000);
    }

    /** Does it, and answers for what goes wrong. */
    final Answer guarded(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (Refused refused) {
            return refused.answer();
        } catch (DateTimeException | IllegalArgumentException malformed) {
            return refusal(400, "MALFORMED", String.valueOf(malformed.getMessage()));
        } catch (RuntimeException failure) {
            return refusal(500, "INTERNAL", failure.toString());
        }
    }

    private Answer control(Request request) {
        return switch (request.operation()) {
            case "POST /_faults" -> {
                faults.add(Fault.of(request.body()));
                yield Answer.created(faults.describe());
            }
            case "GET /_faults" -> Answer.ok(faults.describe());
            case "DELETE /_faults" -> {
                faults.clear();
                yield Answer.empty();
            }
            case "GET /_stats" -> Answer.ok(stats());
            default -> Answer.error(404, "NOT_FOUND", request.operation());
        };
    }

    private ObjectNode stats() {
        ObjectNode stats = Json.object();
        ObjectNode operations = stats.putObject("calls");
        new TreeMap<>(calls).forEach((name, count) -> operations.put(name, count.sum()));
        ObjectNode documents = stats.putObject("documents");
        new TreeMap<>(documents()).forEach(documents::put);
        ObjectNode struck = stats.putObject("faults");
        faults.struck().forEach(struck::put);
        return stats;
    }

    private static String name(Request request) {
        return request.method() + " " + request.path().replaceAll("/[^/]*\\d{4,}[^/]*", "/{id}");
    }

    private static Request request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(
                                        name.toLowerCase(java.util.Locale.ROOT),
                                        values.getFirst()));
        URI uri = exchange.getRequestURI();
        return new Request(
                exchange.getRequestMethod(),
                uri.getPath(),
                uri.toString(),
                parameters(uri.getRawQuery()),
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    /** Reads a query or a form. */
    static Map<String, String> parameters(@Nullable String encoded) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        JsonNode body = answer.body();
        if (body == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] bytes = Json.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
