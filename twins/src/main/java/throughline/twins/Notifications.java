package throughline.twins;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a subscriber of changes, signed as Standard Webhooks say, in the order in which they
 * happened unless a fault says otherwise. Gives up after three tries, as real systems do.
 */
final class Notifications implements AutoCloseable {

    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String system;
    private final Faults faults;
    private final BlockingQueue<Notice> queue = new LinkedBlockingQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final Thread sender;
    private volatile @Nullable Subscriber subscriber;
    private @Nullable Notice heldBack;

    Notifications(String system, Faults faults) {
        this.system = system;
        this.faults = faults;
        this.sender = Thread.ofVirtual().name(system + "-notifications").start(this::send);
    }

    /** Who is told from here on. */
    void subscribe(URI url, String secret) {
        subscriber = new Subscriber(url, secret);
    }

    /** Announces a change of a record. */
    void changed(String type, String event, String id, ObjectNode record) {
        if (subscriber == null) {
            return;
        }
        ObjectNode body = Json.object();
        body.put("system", system).put("event", type + "." + event).put("type", type).put("id", id);
        body.set("record", record);
        String number = "msg_" + system + "_" + numbers.incrementAndGet();
        enqueue(type + "." + event, new Notice(number, Json.bytes(body)));
    }

    private synchronized void enqueue(String event, Notice notice) {
        Optional<Fault> fault = faults.onNotification(event);
        switch (fault.map(Fault::kind).orElse("")) {
            case "webhook-lose" -> {}
            case "webhook-duplicate" -> {
                queue.add(notice);
                queue.add(notice);
            }
            case "webhook-late" -> later(notice, fault.orElseThrow().millis());
            case "webhook-reorder" -> {
                heldBack = notice;
                return;
            }
            default -> queue.add(notice);
        }
        if (heldBack != null) {
            queue.add(heldBack);
            heldBack = null;
        }
    }

    private void later(Notice notice, long millis) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000);
                            queue.add(notice);
                        });
    }

    private void send() {
        try {
            while (true) {
                Notice notice = queue.take();
                Subscriber to = subscriber;
                boolean told = to == null;
                for (int attempt = 0; attempt < TRIES && !told && to != null; attempt++) {
                    told = post(to, notice);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean post(Subscriber to, Notice notice) throws InterruptedException {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        HttpRequest request =
                HttpRequest.newBuilder(to.url())
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("webhook-id", notice.id())
                        .header("webhook-timestamp", timestamp)
                        .header(
                                "webhook-signature",
                                "v1," + sign(to.secret(), notice.id(), timestamp, notice.body()))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(notice.body()))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100
                    == 2;
        } catch (IOException e) {
            return false;
        }
    }

    /** The signature of the Standard Webhooks specification, version 1. */
    static String sign(String secret, String id, String timestamp, byte[] body) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        sender.interrupt();
        http.close();
    }

    private record Subscriber(URI url, String secret) {}

    /** One message; it keeps its id however often it is sent. */
    private record Notice(String id, byte[] body) {}
}
