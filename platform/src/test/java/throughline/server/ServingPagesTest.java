package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.intake.RawMessage;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServingPagesTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private Server server;
    private SignedIn visitor;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path root = Path.of(System.getProperty("throughline.root"));
        server =
                Server.start(
                        new Installation.Plan(
                                new Home(folder),
                                Optional.empty(),
                                root.resolve("landscapes/pipeline"),
                                Endpoints.OF_THE_LANDSCAPE,
                                Map.of()),
                        0);
        visitor = SignedIn.first(server);
        server.installation()
                .intake()
                .accept(
                        List.of(
                                message(
                                        "account",
                                        "Acme",
                                        "{\"account\":\"Acme\",\"sector\":\"retail\"}"),
                                message(
                                        "opportunity",
                                        "O-1",
                                        """
                                        {"opportunity_id":"O-1","sales_agent":"Ada",\
                                        "product":"GTX Basic","account":"Acme",
                                        "deal_stage":"Won","engage_date":"2017-01-02",\
                                        "close_date":"2017-03-01","close_value":"1054"}
                                        """)));
        assertThat(server.installation().engine().awaitQuiet(Duration.ofSeconds(20))).isTrue();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void every_page_answers_and_shows_the_deal() throws Exception {
        assertThat(get("/").body()).contains("From signed to collected");
        assertThat(get("/engagements").body()).contains("crm:opportunity:O-1");
        assertThat(get("/engagements/crm:opportunity:O-1").body())
                .contains("Timeline over all systems");
        assertThat(get("/exceptions").statusCode()).isEqualTo(200);
    }

    @Test
    void sorting_and_searching_happen_in_the_database() throws Exception {
        for (String column :
                List.of(
                        "name",
                        "customer",
                        "unit",
                        "stage",
                        "value",
                        "billed",
                        "recognized",
                        "exceptions")) {
            assertThat(get("/engagements?sort=-" + column).statusCode()).as(column).isEqualTo(200);
        }
        assertThat(get("/engagements?q=nobody").body()).contains("No engagement matches");
        assertThat(get("/engagements?sort=drop%20table").statusCode()).isEqualTo(200);
    }

    @Test
    void an_unknown_engagement_is_said_to_be_unknown() throws Exception {
        HttpResponse<String> answer = get("/engagements/crm:opportunity:none");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no engagement");
    }

    @Test
    void the_scripts_and_styles_of_the_pages_are_served() throws Exception {
        for (String path :
                List.of(
                        "/console/throughline.css",
                        "/console/console.js",
                        "/webjars/htmx.org/dist/htmx.min.js",
                        "/webjars/htmx-ext-sse/sse.js",
                        "/webjars/echarts/echarts.min.js",
                        "/actuator/health")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void a_webhook_of_an_unknown_system_gets_a_problem_answer_with_a_code() throws Exception {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/intake/nobody"))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\"").contains("nobody");
    }

    @Test
    void a_webhook_sent_to_another_name_of_this_machine_is_refused_like_a_page() throws Exception {
        assertThat(statusOf("POST /intake/nobody", "127.0.0.1")).isEqualTo("404");
        assertThat(statusOf("POST /intake/nobody", "elsewhere.example")).isEqualTo("400");
        assertThat(statusOf("GET /", "elsewhere.example")).isEqualTo("400");
        assertThat(statusOf("GET /intake/..%2Fapi", "127.0.0.1")).isEqualTo("400");
    }

    /** By hand, since Java's client lets nobody choose the host. */
    private String statusOf(String request, String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            socket.getOutputStream()
                    .write(
                            "%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\n\r\n"
                                    .formatted(request, host)
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 404".length());
            return new String(status, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length());
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return visitor.get(path);
    }

    private static RawMessage message(String type, String id, String body) {
        return new RawMessage(
                "crm",
                type,
                id,
                Optional.empty(),
                RawMessage.Source.FILE,
                "test",
                body.getBytes(StandardCharsets.UTF_8));
    }
}
