package throughline.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording of a vendor's system back: to a request that stands in it the answers that
 * follow it, in their order, the last one again and again; to any other request nothing but 500.
 */
final class Recording implements AutoCloseable {

    private final Map<String, Deque<String>> answers = new LinkedHashMap<>();
    private final HttpServer server;

    /** Requests that stand nowhere in the recording. */
    final List<String> unknown = new CopyOnWriteArrayList<>();

    /** Every request, as method and path, with the headers that matter. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** Headers of the last request. */
    volatile Map<String, List<String>> headers = Map.of();

    Recording(String name) {
        try (InputStream file = Recording.class.getResourceAsStream("/recordings/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no recording " + name);
            }
            Deque<String> current = new ArrayDeque<>();
            for (String line :
                    new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("> ")) {
                    String[] parts = line.substring(2).split(" ", 3);
                    current =
                            answers.computeIfAbsent(
                                    key(parts[0], parts[1], parts.length > 2 ? parts[2] : ""),
                                    key -> new ArrayDeque<>());
                } else if (line.startsWith("< ")) {
                    current.add(line.substring(2));
                }
            }
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::play);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String key(String method, String path, String body) {
        Object json = Json.value(body.getBytes(StandardCharsets.UTF_8)).orElse("");
        return method + " " + path + " " + json;
    }

    private void play(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        headers = Map.copyOf(exchange.getRequestHeaders());
        asked.add(request + (body.isEmpty() ? "" : " " + body));
        @Nullable Deque<String> found =
                answers.get(
                        key(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI().toString(),
                                body));
        if (found == null) {
            unknown.add(request + " " + body);
            exchange.sendResponseHeaders(500, -1);
        } else {
            String answer = found.size() > 1 ? found.removeFirst() : found.getFirst();
            String[] parts = answer.split(" ", 2);
            byte[] bytes =
                    parts.length > 1 ? parts[1].getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(
                    Integer.parseInt(parts[0]), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** All records of a type, page by page. */
    static List<Page.Raw> all(Connector connector, String type, Watermark after) {
        List<Page.Raw> records = new ArrayList<>();
        Page page = connector.read(type, after);
        records.addAll(page.records());
        while (page.more()) {
            page = connector.read(type, page.next());
            records.addAll(page.records());
        }
        return records;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
