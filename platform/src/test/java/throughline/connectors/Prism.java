package throughline.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Prism, which nobody here wrote, as a witness between a connector and a vendor: it answers by an
 * OpenAPI of its own, or passes on and refuses whatever that OpenAPI does not allow. It knows no
 * path above those of the OpenAPI, so that one address stands before several of them.
 */
final class Prism implements AutoCloseable {

    private static final String PROGRAM = System.getProperty("throughline.prism", "");
    private static final long PATIENCE_SECONDS = 60;
    private static final Set<String> OF_THE_WIRE =
            Set.of("connection", "content-length", "host", "upgrade", "http2-settings");

    private final List<Process> processes = new ArrayList<>();
    private final Map<String, String> contracts = new TreeMap<>();
    private final HttpServer front;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What it refused or found wrong, with the call that it was about. */
    final List<String> violations = new CopyOnWriteArrayList<>();

    /** Calls that it took, with the status of their answers. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    Prism() {
        try {
            front =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        front.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        front.createContext("/", this::passed);
        front.start();
    }

    /** Whether it is to be had here. */
    static boolean isThere() {
        return !PROGRAM.isEmpty();
    }

    /** Answers below a path by a contract alone. */
    Prism mock(String base, Path contract) {
        return started(base, List.of("mock", "--errors", contract.toString()));
    }

    /** Passes on what is below a path, and holds calls and answers against a contract. */
    Prism proxy(String base, Path contract, String upstream) {
        return started(base, List.of("proxy", "--errors", contract.toString(), upstream + base));
    }

    /** Passes on what is below a path as it is. */
    Prism past(String base, String upstream) {
        contracts.put(base, upstream + base);
        return this;
    }

    private Prism started(String base, List<String> arguments) {
        try {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            List<String> command = new ArrayList<>(List.of(PROGRAM));
            command.addAll(arguments);
            command.addAll(List.of("--port", Integer.toString(port), "--verboseLevel", "error"));
            processes.add(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start());
            contracts.put(base, "http://127.0.0.1:" + port);
            await(port);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(int port) {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
        while (System.nanoTime() < end) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(100_000_000);
            }
        }
        throw new IllegalStateException("Prism does not start");
    }

    String url() {
        return "http://127.0.0.1:" + front.getAddress().getPort();
    }

    private void passed(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        String base =
                contracts.keySet().stream().filter(target::startsWith).findFirst().orElse("/");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(contracts.get(base) + target.substring(base.length())))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(
                                        exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!OF_THE_WIRE.contains(name.toLowerCase(Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        // It would be asked to unpack what it only looks through.
        request.setHeader("Accept-Encoding", "identity");
        try {
            HttpResponse<byte[]> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            noted(exchange.getRequestMethod() + " " + target, answer);
            XeroTwin.answer(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException odd) {
            // To say that there is nothing, it says that two bytes of it come, which is not HTTP.
            if (!String.valueOf(odd.getMessage()).contains("204")) {
                throw odd;
            }
            calls.add(named(exchange.getRequestMethod() + " " + target) + " -> 204");
            XeroTwin.answer(exchange, 204, new byte[0]);
        }
    }

    private static String named(String call) {
        return call.replaceAll("[?].*", "").replaceAll("/[0-9a-f-]{36}(?=/|$)", "/{id}");
    }

    private void noted(String call, HttpResponse<byte[]> answer) {
        calls.add("%s -> %d".formatted(named(call), answer.statusCode()));
        answer.headers()
                .firstValue("sl-violations")
                .ifPresent(v -> violations.add(call + ": " + v));
        String body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        if (body.contains("stoplight.io/prism/errors")) {
            violations.add(call + ": " + body);
        }
    }

    @Override
    public void close() {
        front.stop(0);
        client.shutdownNow();
        processes.forEach(Process::destroy);
    }
}
