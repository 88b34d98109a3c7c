package throughline.twins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Somebody who is told of changes, and remembers what was said. */
final class Subscriber implements AutoCloseable {

    static final String SECRET = "whsec_dHdpbnMtc2VjcmV0LW9mLXRoZS1kZW1vLTMyYnl0ZXM=";

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    Subscriber() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::hear);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
    }

    /** What is answered from here on. */
    void answer(int status) {
        this.status = status;
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name, values.getFirst()));
            byte[] body = exchange.getRequestBody().readAllBytes();
            told.add(new Told(exchange.getRequestURI().getPath(), headers, body));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** Waits until so much was heard; fails with what was heard instead. */
    List<Told> heard(int count) {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (told.size() < count) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("heard " + told.size() + " of " + count + ": " + told);
            }
            LockSupport.parkNanos(2_000_000);
        }
        return List.copyOf(told);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** One notification as it arrived. */
    record Told(String path, Map<String, String> headers, byte[] body) {

        JsonNode json() {
            return Caller.JSON.readTree(body);
        }

        String name() {
            return json().path("record").path("name").asString("");
        }

        @Override
        public String toString() {
            return path + " " + json();
        }
    }
}
