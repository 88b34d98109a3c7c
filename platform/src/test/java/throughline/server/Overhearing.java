package throughline.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** Stands before a system, passes everything on, and remembers what it was asked. */
final class Overhearing implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

    private final HttpServer server;
    private final Optional<URI> behind;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();

    /**
     * A call.
     *
     * @param call method and path
     * @param headers by name in lower case
     */
    record Heard(String call, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "none");
        }
    }

    private Overhearing(Optional<URI> behind) throws IOException {
        this.behind = behind;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::hear);
        server.start();
    }

    /** Before a system. */
    static Overhearing before(String url) throws IOException {
        return new Overhearing(Optional.of(URI.create(url)));
    }

    /** A system itself, which takes everything and has nothing to say. */
    static Overhearing alone() throws IOException {
        return new Overhearing(Optional.empty());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Calls that change something and whose body speaks of this. */
    List<Heard> changes(String of) {
        return heard.stream()
                .filter(each -> !each.call().startsWith("GET "))
                .filter(each -> (each.call() + each.body()).contains(of))
                .toList();
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach(
                            (name, values) ->
                                    headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            heard.add(
                    new Heard(
                            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                            headers,
                            new String(body, StandardCharsets.UTF_8)));
            if (behind.isEmpty()) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            HttpResponse<byte[]> answer = answer(exchange, behind.get(), body, headers);
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            byte[] content = answer.body();
            exchange.sendResponseHeaders(
                    answer.statusCode(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> answer(
            HttpExchange exchange, URI there, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(there.resolve(exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(
                (name, value) -> {
                    if (!OF_THE_CONNECTION.contains(name) && !name.equals("accept-encoding")) {
                        request.header(name, value);
                    }
                });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
