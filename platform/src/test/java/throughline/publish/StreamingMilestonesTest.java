package throughline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.publish.PublicationTable.publication;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import throughline.database.SharedDatabase;

@ResourceLock("the table of publications")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class StreamingMilestonesTest {

    private final PublicationTable table = new PublicationTable();
    private final AnnotationConfigServletWebServerApplicationContext server =
            new AnnotationConfigServletWebServerApplicationContext(Server.class);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        client.shutdownNow();
        server.close();
    }

    @Test
    void goes_on_after_the_last_event_that_was_heard() throws Exception {
        for (int i = 1; i <= 3; i++) {
            table.keep(publication("crm:opportunity:1", i));
        }
        List<String> first = events("start", 3);
        assertThat(first).allMatch(event -> event.contains("\"specversion\":\"1.0\""));
        String heard = first.getFirst().lines().findFirst().orElseThrow().replace("id:", "");

        List<String> again = events(heard, 2);
        assertThat(again).isEqualTo(first.subList(1, 3));
    }

    @Test
    void refuses_an_id_that_it_never_gave() throws Exception {
        HttpResponse<String> answer =
                client.send(request("nonsense"), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void somebody_subscribes_is_listed_and_leaves() throws Exception {
        String wish =
                """
                {"url": "https://finance.example/hooks", "secrets": ["env:FINANCE_HOOK"]}\
                """;
        assertThat(call("PUT", "/finance", wish).statusCode()).isEqualTo(200);
        assertThat(call("GET", "", "").body())
                .contains("\"id\":\"finance\"", "\"state\":\"active\"", "\"kept\":0");
        assertThat(call("DELETE", "/finance", "").statusCode()).isEqualTo(204);
        assertThat(call("DELETE", "/finance", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_subscription_with_a_written_out_secret_or_no_address_is_refused() throws Exception {
        String written = "{\"url\": \"https://x.example\", \"secrets\": [\"whsec_abc\"]}";
        assertThat(call("PUT", "/finance", written).body())
                .contains("Refer to it as env:NAME or file:PATH");
        assertThat(call("PUT", "/finance", "{\"secrets\": [\"env:A\"]}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address("/api/v1/subscriptions" + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        int port = Objects.requireNonNull(server.getWebServer()).getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private List<String> events(String after, int count) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer =
                client.send(request(after), HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> events = new ArrayList<>();
        StringBuilder event = new StringBuilder();
        try (Stream<String> lines = answer.body()) {
            Iterator<String> all = lines.iterator();
            while (events.size() < count) {
                String line = all.next();
                if (line.isEmpty() && event.indexOf("data:") >= 0) {
                    events.add(event.toString());
                }
                if (line.isEmpty()) {
                    event.setLength(0);
                } else if (!line.startsWith(":")) {
                    event.append(line).append('\n');
                }
            }
        }
        return events;
    }

    private HttpRequest request(String lastEventId) {
        return HttpRequest.newBuilder(address("/api/v1/milestones"))
                .timeout(Duration.ofSeconds(20))
                .header("Last-Event-ID", lastEventId)
                .build();
    }

    /** The smallest server that carries the stream. */
    @Configuration
    @EnableWebMvc
    static class Server {

        @Bean
        TomcatServletWebServerFactory web() {
            return new TomcatServletWebServerFactory(0);
        }

        @Bean
        DispatcherServlet dispatcherServlet() {
            return new DispatcherServlet();
        }

        @Bean
        SubscriptionsController subscriptions() {
            JdbcClient database = JdbcClient.create(SharedDatabase.dataSource());
            return new SubscriptionsController(
                    new SubscriptionStore(database), new PublicationStore(database));
        }

        @Bean
        MilestonesController milestones() {
            return new MilestonesController(
                    new PublicationStore(JdbcClient.create(SharedDatabase.dataSource())),
                    CloudEvents.of("consulting"));
        }
    }
}
