package throughline.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.connectors.Incidents;
import throughline.database.Home;
import throughline.intake.RawMessage;
import throughline.server.Installation;
import throughline.server.Server;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators are told of the flow between systems, held against the rows one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TellingTheFlowTest {

    private Server server;
    private final HttpClient http = HttpClient.newHttpClient();
    private SignedIn operator;
    private String token = "";
    private JdbcClient database;
    private Instant now;
    private JsonNode before;
    private JsonNode flow;

    @BeforeAll
    void a_firm_has_heard_written_and_been_refused(@TempDir Path folder) throws Exception {
        server =
                Server.start(
                        new Installation.Plan(
                                new Home(folder),
                                Optional.empty(),
                                Path.of(System.getProperty("throughline.root"))
                                        .resolve("landscapes/pipeline"),
                                Endpoints.OF_THE_LANDSCAPE,
                                Map.of()),
                        0);
        operator = SignedIn.first(server);
        token = SignedIn.token(server, "admin");
        database = JdbcClient.create(server.installation().dataSource());
        server.installation()
                .intake()
                .accept(
                        List.of(
                                message("account", "Acme", "{\"account\":\"Acme\"}"),
                                message("opportunity", "O-1", deal("O-1", "Won")),
                                message("opportunity", "O-2", deal("O-2", "Wonn"))));
        assertThat(server.installation().engine().awaitQuiet(Duration.ofSeconds(20))).isTrue();
        now = server.installation().clock().instant();
        // Twenty that took 1 to 20 s in the hour before last, and one of the day before.
        Instant concluded = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(90));
        for (int seconds = 1; seconds <= 20; seconds++) {
            written("crm", "confirmed", seconds % 10 == 0 ? 3 : 1, concluded, seconds);
        }
        written("crm", "confirmed", 9, now.minus(Duration.ofHours(25)), 3_600);
        before = told("/flow");
        written("ecb", "ambiguous", 1, now.minus(Duration.ofMinutes(5)), 60);
        Incidents.of(server.installation().dataSource(), "dispatch")
                .raise("crm", "unreachable", "The CRM does not answer.");
        flow = told("/flow");
    }

    @AfterAll
    void stop() {
        // Nothing decided them: the books' checks would rightly complain.
        database.sql("delete from action").update();
        server.close();
    }

    @Test
    void every_system_has_its_health_and_the_worst_of_it_counts() {
        assertThat(health(before)).isEqualTo(Map.of("crm", "tried-again", "ecb", "healthy"));
        assertThat(health(flow)).isEqualTo(Map.of("crm", "incident", "ecb", "refused"));
    }

    @Test
    void what_fails_is_said_of_the_system_that_it_is_about() throws Exception {
        JsonNode incidents = system("crm").path("incidents");
        assertThat(incidents.size()).isEqualTo(1);
        assertThat(incidents.path(0).path("code").asString()).isEqualTo("unreachable");
        assertThat(incidents.path(0).path("sentence").asString())
                .isEqualTo("The CRM does not answer.");
        assertThat(Instant.parse(incidents.path(0).path("since").asString()))
                .isAfter(now.minusSeconds(60));
        assertThat(system("ecb").path("incidents").size()).isZero();
        assertThat(operator.get("/flow").body())
                .contains("unreachable (", "): The CRM does not answer.");
    }

    private static Map<String, String> health(JsonNode told) {
        Map<String, String> health = new TreeMap<>();
        told.path("systems")
                .forEach(
                        each ->
                                health.put(
                                        each.path("system").asString(),
                                        each.path("health").asString()));
        return health;
    }

    @Test
    void percentiles_and_retries_are_of_the_last_day_alone() {
        JsonNode crm = system("crm");
        assertThat(crm.path("written").asInt()).isEqualTo(20);
        assertThat(crm.path("half-within-millis").asInt()).isEqualTo(10_000);
        assertThat(crm.path("most-within-millis").asInt()).isEqualTo(19_000);
        assertThat(crm.path("retries").asInt()).as("two writes, two calls more each").isEqualTo(4);
        assertThat(system("ecb").path("half-within-millis").isNull())
                .as("nothing was confirmed, which is no latency of 0")
                .isTrue();
        assertThat(system("ecb").path("refused-or-unclear").asInt()).isEqualTo(1);
        assertThat(system("crm").path("received").asLong())
                .isEqualTo(count("select count(*) from message where system = 'crm'"));
    }

    @Test
    void latency_is_told_by_hour() {
        assertThat(flow.path("hours").size()).isEqualTo(1);
        JsonNode hour = flow.path("hours").path(0);
        assertThat(hour.path("system").asString()).isEqualTo("crm");
        assertThat(Instant.parse(hour.path("hour").asString()))
                .isEqualTo(now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2)));
        assertThat(hour.path("written").asInt()).isEqualTo(20);
        assertThat(hour.path("most-within-millis").asInt()).isEqualTo(19_000);
    }

    @Test
    void what_waits_inside_is_counted_with_the_oldest_of_it() {
        assertThat(flow.path("backlogs").valueStream().map(each -> each.path("waits").asString()))
                .containsExactlyInAnyOrder(
                        "for-a-person",
                        "for-another-record",
                        "incident",
                        "to-be-confirmed",
                        "to-be-decided");
        assertThat(backlog("incident").path("count").asInt()).isEqualTo(1);
        assertThat(backlog("to-be-decided").path("count").asInt()).isZero();
        assertThat(backlog("to-be-decided").path("oldest").isNull()).isTrue();
        assertThat(backlog("for-another-record").path("count").asLong())
                .isEqualTo(count("select count(*) from parked where cardinality(waits_for) > 0"))
                .isPositive();
        assertThat(Instant.parse(backlog("for-another-record").path("oldest").asString()))
                .isBeforeOrEqualTo(now);
        assertThat(backlog("to-be-confirmed").path("count").asLong())
                .isEqualTo(count("select count(*) from under_way"));
    }

    @Test
    void the_page_says_the_same_and_leads_to_the_writes_of_a_system() throws Exception {
        assertThat(operator.get("/flow").body())
                .contains("an incident is open", ">10 s<", ">19 s<", "/actions?system=crm");
        assertThat(operator.get("/actions?system=crm&status=confirmed").body())
                .contains("Only those to", "1 to 21 of 21")
                .doesNotContain("to ecb</span>");
        assertThat(operator.get("/actions?system=ecb").body())
                .contains("to ecb</span>", "/actions?from=0&amp;status=ambiguous&amp;system=ecb")
                .doesNotContain("to crm</span>");
        assertThat(counts("?system=crm").path("confirmed").asInt()).isEqualTo(21);
        assertThat(counts("?system=ecb").path("confirmed").asInt()).isZero();
        assertThat(counts("").path("ambiguous").asInt()).isEqualTo(1);
    }

    private JsonNode told(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                        .header("Authorization", "Bearer " + token)
                        .build();
        return JsonMapper.shared()
                .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private JsonNode counts(String query) throws Exception {
        return told("/actions" + query).path("counts");
    }

    private JsonNode system(String name) {
        return one("systems", "system", name);
    }

    private JsonNode backlog(String waits) {
        return one("backlogs", "waits", waits);
    }

    private JsonNode one(String list, String by, String name) {
        return flow.path(list)
                .valueStream()
                .filter(each -> each.path(by).asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long count(String question) {
        return database.sql(question).query(Long.class).single();
    }

    /** A write as history holds it. */
    private void written(String system, String status, int calls, Instant concluded, int seconds) {
        String key = "%s/%s/%d".formatted(system, status, seconds);
        database.sql(
                        """
                        insert into action (key, engagement, system, kind, natural_key, body,
                            depends_on, status, code, attempts, planned_at, concluded_at)
                        values (:key, 'crm:opportunity:O-1', :system, 'CREATE_PROJECT', :key, '{}',
                            '{}', :status, :code, :calls, :planned, :concluded)
                        """)
                .param("key", key)
                .param("system", system)
                .param("status", status)
                .param("code", status.equals("confirmed") ? null : status)
                .param("calls", calls)
                .param("planned", Timestamp.from(concluded.minusSeconds(seconds)))
                .param("concluded", status.equals("confirmed") ? Timestamp.from(concluded) : null)
                .update();
    }

    private static String deal(String id, String stage) {
        return """
        {"opportunity_id":"%s","sales_agent":"Ada","product":"GTX Basic","account":"Acme",
        "deal_stage":"%s","engage_date":"2017-01-02","close_date":"2017-03-01",
        "close_value":"1054"}
        """
                .formatted(id, stage);
    }

    private static RawMessage message(String type, String id, String body) {
        return new RawMessage(
                "crm",
                type,
                id,
                Optional.empty(),
                RawMessage.Source.FILE,
                "export.csv:" + id,
                body.getBytes(StandardCharsets.UTF_8));
    }
}
