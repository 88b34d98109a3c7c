package throughline.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import throughline.connectors.Json;

/** Somebody who listens to webhooks and checks their signatures. */
final class Subscriber implements AutoCloseable {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    final Queue<Map<String, Object>> heard = new ConcurrentLinkedQueue<>();
    final Queue<String> forged = new ConcurrentLinkedQueue<>();
    volatile Predicate<Map<String, Object>> takes = event -> true;
    volatile int refusal = 500;
    private final HttpServer server;

    Subscriber() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::hear);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    List<String> numbersOf(String engagement) {
        return heard.stream()
                .filter(event -> engagement.equals(event.get("subject")))
                .map(event -> Json.text(Json.child(event, "data"), "number").orElseThrow())
                .toList();
    }

    private void hear(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        long at = Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp"));
        String expected = WebhookSignature.of(List.of(SECRET), id, Instant.ofEpochSecond(at), body);
        if (!expected.equals(exchange.getRequestHeaders().getFirst("webhook-signature"))) {
            forged.add(id);
        }
        Map<String, Object> event = Json.object(body).orElseThrow();
        boolean taken = takes.test(event);
        if (taken) {
            heard.add(event);
        }
        exchange.sendResponseHeaders(taken ? 204 : refusal, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
