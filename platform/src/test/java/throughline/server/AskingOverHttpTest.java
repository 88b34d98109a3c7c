package throughline.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.intake.RawMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AskingOverHttpTest {

    private static final String DEAL =
            """
            {"opportunity_id":"O-1","sales_agent":"Ada","product":"GTX Basic","account":"Acme",
            "deal_stage":"Won","engage_date":"2017-01-02","close_date":"2017-03-01",
            "close_value":"1054"}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private Server server;
    private String token = "";

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
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
        token = SignedIn.token(server, "admin");
        server.installation()
                .intake()
                .accept(
                        List.of(
                                message("account", "Acme", "{\"account\":\"Acme\"}"),
                                message("opportunity", "O-1", DEAL)));
        assertThat(server.installation().engine().awaitQuiet(Duration.ofSeconds(20))).isTrue();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_metric_is_answered_in_the_shape_of_the_command_line() throws Exception {
        assertThat(get("/metrics/bookings?from=2017-01-01&until=2018-01-01&by=month", 200))
                .hasToString(
                        "{\"metric\":\"bookings\",\"definition\":1,\"rows\":["
                                + "{\"month\":\"2017-03\",\"currency\":\"USD\","
                                + "\"amount\":\"1054.00\"}]}");
        assertThat(get("/metrics/bookings?product=GTX+Pro", 200).get("rows")).isEmpty();
        assertThat(get("/metrics/bookings?product=GTX+Basic", 200).get("rows")).hasSize(1);
    }

    @Test
    void a_figure_leads_to_the_line_that_it_came_from() throws Exception {
        JsonNode tree = get("/metrics/bookings/explanation?month=2017-03", 200);
        assertThat(tree.get("agrees").asString()).isEqualTo("yes");
        assertThat(tree.toString()).contains("export.csv:2", "close_value");
        assertThat(get("/engagements/crm:opportunity:O-1/explanation", 200).toString())
                .contains("export.csv:2");
    }

    @Test
    void engagements_are_listed_and_told() throws Exception {
        JsonNode list = get("/engagements?q=acme", 200).get("engagements");
        assertThat(list.get(0).get("price").asString()).isEqualTo("1054.00");
        assertThat(get("/engagements/crm:opportunity:O-1", 200).get("open-exceptions")).isNotNull();
        assertThat(get("/engagements/crm:opportunity:O-1/events", 200).get("events").get(0))
                .isNotNull();
        assertThat(get("/exceptions", 200).get("exceptions")).isNotNull();
        assertThat(get("/check", 200).get("holds").asBoolean()).isTrue();
    }

    @Test
    void writes_are_listed_and_told_with_what_was_tried() throws Exception {
        String key = "crm:opportunity:O-1/erp/invoice/2017-03#1";
        JdbcClient database = JdbcClient.create(server.installation().dataSource());
        database.sql(
                        """
                        insert into action (key, engagement, system, kind, natural_key, body,
                            depends_on, status, attempts, code, sentence, planned_at)
                        values (:key, 'crm:opportunity:O-1', 'erp', 'POST_INVOICE', :key,
                            '{"net": "1054.00"}', array['a/write/before'], 'ambiguous', 3,
                            'ambiguous', 'no answer', now())
                        """)
                .param("key", key)
                .update();
        database.sql(
                        """
                        insert into attempt (key, slot, number, at, ended, sentence, next)
                        values (?, 2, 2, now(), 'in-doubt', 'no answer in time', now())
                        """)
                .param(key)
                .update();

        try {
            tellsOfWrites(key);
        } finally {
            // Nothing decided it: the books' checks would rightly complain.
            database.sql("delete from action").update();
            database.sql("delete from attempt").update();
        }
    }

    private void tellsOfWrites(String key) throws Exception {
        JsonNode list = get("/actions?status=ambiguous&system=erp", 200);
        assertThat(list.get("counts").get("ambiguous").asInt()).isEqualTo(1);
        assertThat(list.get("actions")).hasSize(1);
        assertThat(list.get("actions").get(0).get("waitsFor").get(0).asString())
                .isEqualTo("a/write/before");
        assertThat(get("/actions?engagement=none", 200).get("actions")).isEmpty();
        assertThat(get("/actions?status=lost", 400).get("code").asString())
                .isEqualTo("bad-parameter");

        JsonNode one = get("/actions/one?key=" + URLEncoder.encode(key, UTF_8), 200);
        assertThat(one.get("body").get("net").asString()).isEqualTo("1054.00");
        assertThat(one.get("tried").get(0).get("sentence").asString())
                .isEqualTo("no answer in time");
        assertThat(get("/actions/one?key=none", 404).get("code").asString()).isEqualTo("not-found");
    }

    @Test
    void a_refusal_is_a_problem_with_a_code_and_what_would_work() throws Exception {
        JsonNode unknown = get("/metrics/bookngs", 404);
        assertThat(unknown.get("code").asString()).isEqualTo("unknown-metric");
        assertThat(unknown.get("known").toString()).contains("bookings");
        assertThat(get("/metrics/bookings?by=colour", 400).get("code").asString())
                .isEqualTo("unknown-dimension");
        assertThat(get("/metrics/bookings?from=1.3.2017", 400).get("code").asString())
                .isEqualTo("bad-parameter");
        assertThat(get("/engagements/none", 404).get("code").asString()).isEqualTo("not-found");
        assertThat(get("/invoices/explanation?key=none", 404).get("code").asString())
                .isEqualTo("not-found");
    }

    @Test
    void the_description_is_served_and_names_every_address() throws Exception {
        assertThat(body("/openapi.yaml", 200))
                .contains("openapi: 3.1.0", "/api/v1/metrics/{name}/explanation");
    }

    private JsonNode get(String path, int status) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(body(path, status));
    }

    private String body(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static RawMessage message(String type, String id, String body) {
        return new RawMessage(
                "crm",
                type,
                id,
                Optional.empty(),
                RawMessage.Source.FILE,
                "export.csv:2",
                body.getBytes(StandardCharsets.UTF_8));
    }
}
