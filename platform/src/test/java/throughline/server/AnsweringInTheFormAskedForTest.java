package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.server.RegisteredRoutes.Route;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that is refused is never given a page to read, and a person no JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnsweringInTheFormAskedForTest {

    private static final String PROBLEM = "application/problem+json";
    private static final String PAGE = "text/html;charset=UTF-8";

    private Server server;
    private SignedIn admin;
    private SignedIn nobody;
    private String token;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
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
        admin = SignedIn.first(server);
        nobody = SignedIn.nobody(server);
        token = SignedIn.token(server, "admin");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_program_without_a_session_gets_a_problem_with_a_code_at_every_address()
            throws Exception {
        for (Called each : everywhere()) {
            if (isOpen(each)) {
                continue;
            }
            HttpResponse<String> answer = sent(nobody, each, "Content-Type", "application/json");
            if (each.method().equals("GET")) {
                answer = sent(nobody, each, "Accept", "application/json");
            }
            assertThat(answer.statusCode()).as(each + answer.body()).isIn(401, 404, 405);
            isProblem(each.toString(), answer);
        }
    }

    @Test
    void a_program_in_a_session_gets_no_page_either() throws Exception {
        for (Called each : everywhere()) {
            HttpResponse<String> answer = sent(admin, each, "Accept", "application/json");
            if (answer.statusCode() > 399) {
                isProblem(each.toString(), answer);
            } else {
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .as(each.toString())
                        .doesNotContain("html");
            }
        }
    }

    @Test
    void a_person_who_is_refused_gets_a_page() throws Exception {
        for (Called each : everywhere()) {
            if (each.path().matches("/(api|actuator|intake)(/.*)?")) {
                continue;
            }
            for (SignedIn somebody : List.of(nobody, admin)) {
                HttpResponse<String> answer = sent(somebody, each, "Accept", "text/html");
                if (answer.statusCode() > 399) {
                    assertThat(answer.headers().firstValue("Content-Type"))
                            .as(each + answer.body())
                            .contains(PAGE);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /nothing, 404, no-such-address",
        "POST, /hooks/crm, 404, no-such-address",
        "GET, /nothing, 404, no-such-address",
        "PUT, /engagements, 405, method-not-allowed",
        "POST, /exceptions/comment, 401, not-signed-in",
        "GET, /engagements, 401, not-signed-in",
        "POST, /api, 404, no-such-address",
        "POST, /api/nothing, 401, not-signed-in",
        "GET, /actuator, 401, not-signed-in",
        "GET, /error, 404, no-such-address",
        "GET, /webjars/nothing, 404, no-such-address",
        "GET, /intake/%2F, 400, bad-request",
        "GET, /api/v1/engagements/%FF, 400, bad-request",
        "GET, /api/v1/engagements?q=%FF, 401, not-signed-in"
    })
    void says_what_is_wrong_by_a_code(String method, String path, int status, String code)
            throws Exception {
        HttpResponse<String> answer =
                sent(nobody, new Called(method, path), "Accept", "application/json");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(isProblem(path, answer)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nothing, 404, no-such-address",
        "DELETE, /api/v1/engagements, 405, method-not-allowed",
        "GET, /api/v1/engagements?q=%FF, 400, bad-request",
        "GET, /api/v1/milestones?type=none, 400, bad-request",
        "DELETE, /api/v1/subscriptions/none, 404, not-found",
        "POST, /api/v1/repairs, 415, unsupported-type"
    })
    void tells_a_token_too(String method, String path, int status, String code) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "text/plain")
                        .method(method, BodyPublishers.ofString("x"));
        HttpResponse<String> answer =
                nobody.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(isProblem(path, answer)).isEqualTo(code);
        if (status == 405) {
            assertThat(answer.headers().firstValue("Allow")).contains("GET");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":7}",
                "{\"reason\":true}",
                "{\"reason\":\"\\u0000\"}",
                "{\"reason\":\"half \\ud800\"}",
                "{\"reason\":\"one\",\"reason\":\"two\"}",
                "{\"reason\":NaN}"
            })
    void a_text_that_is_none_or_that_nobody_can_keep_is_refused(String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/repairs"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer =
                nobody.http().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(isProblem(body, answer)).isEqualTo("unreadable");
    }

    @Test
    void what_fails_inside_is_told_as_a_fault_of_ours_without_what_it_was() throws Exception {
        JdbcClient database = JdbcClient.create(server.installation().dataSource());
        database.sql("alter table incident rename to incident_away").update();
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/incidents"))
                            .header("Authorization", "Bearer " + token)
                            .header("Accept", "text/html, application/json")
                            .build();
            HttpResponse<String> program =
                    nobody.http().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(program.statusCode()).isEqualTo(500);
            assertThat(isProblem("incidents", program)).isEqualTo("internal-error");
            HttpResponse<String> person = admin.get("/incidents");
            assertThat(person.statusCode()).isEqualTo(500);
            assertThat(person.headers().firstValue("Content-Type")).contains(PAGE);
            assertThat(person.body()).contains("through a fault of ours");
            for (HttpResponse<String> each : List.of(program, person)) {
                assertThat(each.body()).doesNotContain("incident_away", "SQL", "relation");
            }
        } finally {
            database.sql("alter table incident_away rename to incident").update();
        }
    }

    @Test
    void an_address_without_end_is_refused_by_a_problem() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            String request = "GET /engagements?q=" + "x".repeat(9_000) + " HTTP/1.1\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] begins = socket.getInputStream().readNBytes(200);
            assertThat(new String(begins, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains(PROBLEM)
                    .doesNotContain("<html");
        }
    }

    @Test
    void who_sends_too_much_is_told_so_in_the_same_form() throws Exception {
        String large = "x".repeat(1_100_000);
        HttpResponse<String> person = admin.post("/exceptions/comment", Map.of("text", large));
        assertThat(person.statusCode()).isEqualTo(413);
        assertThat(person.headers().firstValue("Content-Type")).contains(PAGE);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "/exceptions/comment"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("\"" + large + "\""))
                        .build();
        HttpResponse<String> program =
                nobody.http().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(program.statusCode()).isEqualTo(413);
        assertThat(isProblem("too large", program)).isEqualTo("too-large");
    }

    private record Called(String method, String path) {}

    /** All routes, and what is none. */
    private List<Called> everywhere() {
        List<Called> all = new ArrayList<>();
        for (Route route : RegisteredRoutes.of(server)) {
            if (!route.path().contains("stream") && !route.path().contains("milestones")) {
                all.add(new Called(route.method(), route.path().replaceAll("\\{[^}]+}", "7")));
            }
        }
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            for (String path :
                    List.of("/nothing", "/engagements/7/nothing", "/api", "/api/v1/no")) {
                all.add(new Called(method, path));
            }
        }
        return all;
    }

    private static boolean isOpen(Called called) {
        return Set.of(
                        "/sign-in",
                        "/oauth2/authorization/7",
                        "/api/v1/openapi.yaml",
                        "/api/v1/asyncapi.json",
                        "/intake/one",
                        "/error")
                .contains(called.path());
    }

    private static HttpResponse<String> sent(
            SignedIn by, Called called, String header, String value)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(by.server().url() + called.path()))
                        .header(header, value)
                        .method(
                                called.method(),
                                called.method().equals("GET")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString("{}"));
        return by.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String isProblem(String what, HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type"))
                .as(what + " " + answer.statusCode() + " " + answer.body())
                .contains(PROBLEM);
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.path("detail").asString("")).as(what).isNotEmpty();
        assertThat(problem.path("code").asString("")).as(what).isNotEmpty();
        return problem.path("code").asString("");
    }
}
