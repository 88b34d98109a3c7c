package throughline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.connectors.EventMode;
import throughline.connectors.Json;
import throughline.connectors.Secrets;
import throughline.database.SharedDatabase;
import throughline.engagement.EngagementId;

/** A subscriber that reads what it is sent as the CloudEvents SDK does. */
@ResourceLock("the table of publications")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class TellingInBinaryModeTest {

    /** One request as it came. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Heard(Map<String, String> headers, byte[] body) {}

    private final PublicationTable table = new PublicationTable();
    private final SubscriptionStore subscriptions = new SubscriptionStore(table.database);
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private HttpServer subscriber;
    private WebhookRelay relay;

    @BeforeEach
    void somebody_listens() throws Exception {
        subscriber =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        subscriber.createContext(
                "/",
                exchange -> {
                    Map<String, String> headers = new HashMap<>();
                    exchange.getRequestHeaders()
                            .forEach((name, all) -> headers.put(name, all.getFirst()));
                    heard.add(new Heard(headers, exchange.getRequestBody().readAllBytes()));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        subscriber.start();
        relay =
                new WebhookRelay(
                        subscriptions,
                        new PublicationStore(table.database),
                        new WebhookPost(
                                CloudEvents.of("Consulting & Co"),
                                Secrets.given(
                                        Map.of("env:HOOK", Subscriber.SECRET),
                                        reference -> Optional.empty()),
                                InstantSource.system()),
                        WebhookRelay.Policy.DEFAULT,
                        InstantSource.system());
    }

    @AfterEach
    void end() {
        relay.close();
        subscriber.stop(0);
    }

    @Test
    void the_data_is_the_body_and_the_rest_is_in_headers_and_it_is_signed() throws Exception {
        subscribed(EventMode.BINARY);
        Publication publication = PublicationTable.publication("crm:opportunity:1", 7);
        table.keep(publication);
        Heard request = next();

        CloudEvent event =
                HttpMessageFactory.createReader(request.headers(), request.body()).toEvent();
        assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
        assertThat(event.getId()).isEqualTo(publication.id());
        assertThat(event.getType()).isEqualTo("dev.throughline.invoice.posted.v1");
        assertThat(event.getSubject()).isEqualTo("crm:opportunity:1");
        assertThat(Objects.requireNonNull(event.getTime()).toInstant())
                .isEqualTo(publication.time());
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(Json.object(Objects.requireNonNull(event.getData()).toBytes()))
                .contains(Map.of("number", "7"));
        assertThat(header(request, "webhook-signature"))
                .isEqualTo(
                        WebhookSignature.of(
                                List.of(Subscriber.SECRET),
                                publication.id(),
                                Instant.ofEpochSecond(
                                        Long.parseLong(header(request, "webhook-timestamp"))),
                                request.body()));
    }

    @Test
    void what_no_header_can_carry_is_written_as_the_binding_says() throws Exception {
        assertThat(CloudEvents.header("Euro € 😀"))
                .as("the example of the specification")
                .isEqualTo("Euro%20%E2%82%AC%20%F0%9F%98%80");
        assertThat(CloudEvents.header("a\"b%c\n")).isEqualTo("a%22b%25c%0A");

        subscribed(EventMode.BINARY);
        String odd = "crm:opportunity:Zürich 100%";
        table.keep(
                new Publication(
                        "tl_odd",
                        Milestones.INVOICE_POSTED,
                        new EngagementId(odd),
                        Instant.parse("2026-03-31T10:00:00Z"),
                        Map.of("number", "1")));
        String subject = header(next(), "ce-subject");
        assertThat(subject).isEqualTo("crm:opportunity:Z%C3%BCrich%20100%25");
        assertThat(URLDecoder.decode(subject, StandardCharsets.UTF_8)).isEqualTo(odd);
    }

    @Test
    void each_subscriber_has_its_own_mode_and_may_change_it() throws Exception {
        subscribed(EventMode.STRUCTURED);
        table.keep(PublicationTable.publication("crm:opportunity:1", 1));
        assertThat(header(next(), "content-type")).isEqualTo(CloudEvents.MEDIA_TYPE);
        subscribed(EventMode.BINARY);
        table.keep(PublicationTable.publication("crm:opportunity:1", 2));
        assertThat(header(next(), "content-type")).isEqualTo("application/json");
        assertThat(subscriptions.all().getFirst().subscription().mode())
                .isEqualTo(EventMode.BINARY);
        assertThatThrownBy(() -> EventMode.of("batched"))
                .hasMessage("There is no mode batched. Use structured or binary.");
    }

    private void subscribed(EventMode mode) {
        subscriptions.subscribe(
                new Subscription(
                        "one",
                        URI.create("http://127.0.0.1:" + subscriber.getAddress().getPort() + "/"),
                        List.of("env:HOOK"),
                        Milestones.TYPES,
                        mode),
                Position.START);
    }

    private Heard next() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (heard.isEmpty() && System.nanoTime() < end) {
            relay.round();
            table.database.sql("update throughline.subscription set next_attempt = now()").update();
            LockSupport.parkNanos(5_000_000);
        }
        return Objects.requireNonNull(heard.poll(), "nothing was heard");
    }

    private static String header(Heard request, String name) {
        return request.headers().entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("none");
    }
}
