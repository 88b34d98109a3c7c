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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Stands between Throughline and a real server and passes everything on, except that on demand it
 * does something before a call is passed on, or lets the answer be lost after the server has
 * committed.
 */
final class LosingAnswers implements AutoCloseable {

    private static final List<String> PASSED_ON =
            List.of("Authorization", "Content-Type", "X-Redmine-API-Key");

    private final HttpServer server;
    private final URI behind;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Integer> lost = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What is to happen around the next call of a procedure. */
    private record Fault(Runnable before, Answer answer) {}

    private enum Answer {
        ARRIVES,
        IS_CUT_OFF,
        NEVER_COMES
    }

    LosingAnswers(String behind) throws IOException {
        this.behind = URI.create(behind);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::passOn);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The server does what the next call of a call asks, and nobody hears of it. */
    void loseAnswerOf(String call) {
        faults.put(call, new Fault(() -> {}, Answer.IS_CUT_OFF));
    }

    /** The same, but the connection stays open and whoever asked runs out of patience. */
    void holdAnswerOf(String call) {
        faults.put(call, new Fault(() -> {}, Answer.NEVER_COMES));
    }

    /** Something happens in the moment in which a procedure is called. */
    void before(String procedure, Runnable happening) {
        faults.put(procedure, new Fault(happening, Answer.ARRIVES));
    }

    /** Whether all that was to happen has happened. */
    boolean hasHappened() {
        return faults.isEmpty();
    }

    /** How many answers to a procedure were lost. */
    int lost(String procedure) {
        return lost.getOrDefault(procedure, 0);
    }

    private void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = new String(body, StandardCharsets.UTF_8);
            String procedure =
                    faults.keySet().stream()
                            .filter(each -> isCalled(each, exchange, text))
                            .findFirst()
                            .orElse("");
            Fault fault = procedure.isEmpty() ? null : faults.remove(procedure);
            if (fault != null) {
                fault.before().run();
            }
            HttpResponse<byte[]> answer = answer(exchange, body);
            if (fault != null && fault.answer() != Answer.ARRIVES) {
                lost.merge(procedure, 1, Integer::sum);
                if (fault.answer() == Answer.NEVER_COMES) {
                    closed.await();
                }
                return;
            }
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            byte[] content = answer.body();
            exchange.sendResponseHeaders(
                    answer.statusCode(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        } catch (IOException gone) {
            // The server behind is not there: whoever called finds the connection closed.
            exchange.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A call is told by the name of its procedure, or by its method and how its path begins. */
    private static boolean isCalled(String call, HttpExchange exchange, String body) {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        return asked.startsWith(call) || body.contains("\"" + call + "\"");
    }

    private HttpResponse<byte[]> answer(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        client.close();
    }
}
