package throughline.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What lies between us and a vendor: passes calls on, and spoils the next one that is named. */
final class FaultyWire implements AutoCloseable {

    private static final Set<String> NOT_PASSED =
            Set.of("connection", "content-length", "host", "upgrade", "http2-settings");
    private static final int BOMB_BYTES = 64 * 1024 * 1024;

    private final String vendor;
    private final long longerMillis;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<@Nullable Spoiled> next = new AtomicReference<>();

    /** How a call is spoiled. */
    enum Fault {
        /** Too many calls, without saying until when. */
        LIMITED_WITHOUT_TIME,
        /** Done, and half of the answer comes as if it were all. */
        TRUNCATED,
        /** Done, and the connection ends in the middle of the answer. */
        CUT_OFF,
        /** Done, and the answer comes so slowly that it takes longer than one waits. */
        TRICKLED,
        /** Sent somewhere else. */
        REDIRECTED,
        /** A page under 200. */
        PAGE_UNDER_200,
        /** An error under 200. */
        ERROR_UNDER_200,
        /** A few kilobytes that unpack to many megabytes. */
        GZIP_BOMB,
        /** Refused, in a sentence that repeats our credentials. */
        REPEATING_SECRETS,
        /** Gone on the way there: the connection ends, and the vendor never hears of it. */
        LOST,
        /** The connection ends, and the vendor hears of it only afterwards. */
        LATE,
        /** The vendor hears of it twice. */
        DOUBLED
    }

    private static final long LATE_MILLIS = 250;
    private final ExecutorService late = Executors.newVirtualThreadPerTaskExecutor();

    private record Spoiled(Pattern operation, Fault fault) {}

    FaultyWire(String vendor, long longerMillis) {
        this.vendor = vendor;
        this.longerMillis = longerMillis;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Spoils the next call whose method and path are like this. */
    void spoil(String operation, Fault fault) {
        next.set(new Spoiled(Pattern.compile(operation), fault));
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String operation = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Spoiled spoiled = next.get();
        try (exchange) {
            if (spoiled != null
                    && spoiled.operation().matcher(operation).find()
                    && next.compareAndSet(spoiled, null)) {
                spoiled(exchange, body, spoiled.fault());
            } else {
                HttpResponse<byte[]> answer = asked(exchange, body);
                answer(exchange, answer.statusCode(), answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> asked(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        return client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(vendor + exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        return request.build();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void spoiled(HttpExchange exchange, byte[] body, Fault fault)
            throws IOException, InterruptedException {
        switch (fault) {
            case LIMITED_WITHOUT_TIME -> answer(exchange, 429, json("{\"error\":\"too many\"}"));
            case TRUNCATED -> {
                byte[] whole = whole(exchange, body);
                answer(exchange, 200, java.util.Arrays.copyOf(whole, whole.length / 2 + 1));
            }
            case CUT_OFF -> {
                byte[] whole = whole(exchange, body);
                exchange.sendResponseHeaders(200, whole.length + 10);
                exchange.getResponseBody().write(whole, 0, whole.length / 2);
                exchange.getResponseBody().flush();
            }
            case TRICKLED -> {
                byte[] whole = whole(exchange, body);
                exchange.sendResponseHeaders(200, whole.length);
                exchange.getResponseBody().write(whole, 0, 1);
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(longerMillis * 1_000_000);
            }
            case REDIRECTED -> {
                exchange.getResponseHeaders()
                        .add("Location", "http://127.0.0.1:1/login?token=of-somebody");
                exchange.sendResponseHeaders(302, -1);
            }
            case PAGE_UNDER_200 -> answer(exchange, 200, json("<html>Maintenance</html>"));
            case ERROR_UNDER_200 ->
                    answer(exchange, 200, json("{\"error\":\"internal\",\"message\":\"sorry\"}"));
            case GZIP_BOMB -> {
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                answer(exchange, 200, bomb());
            }
            case REPEATING_SECRETS -> answer(exchange, 400, json(repeated(exchange)));
            case LOST -> exchange.close();
            case LATE -> {
                HttpRequest request = request(exchange, body);
                var _ =
                        late.submit(
                                () -> {
                                    LockSupport.parkNanos(LATE_MILLIS * 1_000_000);
                                    return client.send(
                                            request, HttpResponse.BodyHandlers.ofByteArray());
                                });
                exchange.close();
            }
            case DOUBLED -> {
                asked(exchange, body);
                HttpResponse<byte[]> second = asked(exchange, body);
                answer(exchange, second.statusCode(), second.body());
            }
        }
    }

    /** What the vendor answers; two bytes where it answers nothing, so that half is not all. */
    private byte[] whole(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        byte[] whole = asked(exchange, body).body();
        return whole.length == 0 ? json("{\"all\":\"well\"}") : whole;
    }

    private static String repeated(HttpExchange exchange) {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("Authorization", "X-Api-Key")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            all.append(value == null ? "" : value).append(' ');
        }
        String sentence = "cannot take " + all;
        return new String(
                Json.write(
                        Map.of(
                                "code", "BAD", "message", sentence, "Type", "Bad", "Message",
                                sentence)),
                StandardCharsets.UTF_8);
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            byte[] part = new byte[1024 * 1024];
            for (int done = 0; done < BOMB_BYTES; done += part.length) {
                zip.write(part);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        late.close();
        server.stop(0);
        client.shutdownNow();
    }
}
