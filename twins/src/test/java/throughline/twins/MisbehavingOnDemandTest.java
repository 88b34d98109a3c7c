package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MisbehavingOnDemandTest {

    private static final String PEOPLE = "/api/v1/people";
    private static final String ANN = "{\"name\":\"Ann\",\"role\":\"consultant\"}";

    private Twins twins;
    private Caller psa;

    @BeforeEach
    void start() {
        twins = Twins.start(TwinsOptions.defaults());
        psa = Caller.psa(twins);
    }

    @AfterEach
    void stop() {
        psa.close();
        twins.close();
    }

    @Test
    void latency_answers_late() throws Exception {
        rule("latency", 200);
        Instant before = Instant.now();

        assertThat(psa.post(PEOPLE, ANN).status()).isEqualTo(201);
        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(190));
    }

    @Test
    void too_many_requests_does_nothing() throws Exception {
        rule("429", 0);

        Caller.Reply refused = psa.post(PEOPLE, ANN);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(people()).isZero();
    }

    @Test
    void a_server_error_does_nothing() throws Exception {
        rule("500", 0);

        assertThat(psa.post(PEOPLE, ANN).status()).isEqualTo(500);
        assertThat(people()).isZero();
    }

    @Test
    void a_timeout_before_committing_does_nothing() throws Exception {
        rule("timeout-before-commit", 50);

        assertThatThrownBy(() -> psa.post(PEOPLE, ANN)).isInstanceOf(IOException.class);
        assertThat(people()).isZero();
    }

    @Test
    void a_timeout_after_committing_has_done_it() throws Exception {
        rule("timeout-after-commit", 50);

        assertThatThrownBy(() -> psa.post(PEOPLE, ANN)).isInstanceOf(IOException.class);
        assertThat(people()).isEqualTo(1);
    }

    @Test
    void a_dropped_connection_has_done_it() throws Exception {
        rule("drop-connection", 0);

        assertThatThrownBy(() -> psa.post(PEOPLE, ANN)).isInstanceOf(IOException.class);
        assertThat(people()).isEqualTo(1);
    }

    @Test
    void an_expired_token_is_refused_and_stays_expired() throws Exception {
        try (Caller crm = Caller.crm(twins)) {
            twins.crm().misbehave("{\"kind\":\"expired-token\",\"count\":1}");

            assertThat(crm.get("/services/data/v64.0/limits").status()).isEqualTo(401);
            assertThat(crm.get("/services/data/v64.0/limits").status()).isEqualTo(401);
            crm.logIn();
            assertThat(crm.get("/services/data/v64.0/limits").status()).isEqualTo(200);
        }
    }

    @Test
    void a_page_instead_of_json_does_nothing() throws Exception {
        rule("html-answer", 0);

        Caller.Reply page = psa.post(PEOPLE, ANN);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html");
        assertThat(people()).isZero();
    }

    @Test
    void a_rule_strikes_as_often_as_it_says_and_only_where_it_says() throws Exception {
        rule("500", 0);

        assertThat(psa.get("/api/v1/projects").status()).isEqualTo(200);
        assertThat(psa.post(PEOPLE, ANN).status()).isEqualTo(500);
        assertThat(psa.post(PEOPLE, ANN).status()).isEqualTo(201);
        assertThat(psa.get("/_faults").json().path(0).path("struck").asInt()).isEqualTo(1);
    }

    @Test
    void rules_are_taken_away() throws Exception {
        rule("500", 0);
        psa.call("DELETE", "/_faults", "");

        assertThat(psa.post(PEOPLE, ANN).status()).isEqualTo(201);
    }

    @Test
    void a_kind_that_does_not_exist_is_refused_with_those_that_do() throws Exception {
        Caller.Reply refused = psa.post("/_faults", "{\"kind\":\"earthquake\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("message")).contains("timeout-after-commit");
        assertThat(psa.post("/_faults", "{\"kind\":\"500\",\"operation\":\"(\"}").status())
                .isEqualTo(400);
    }

    @Test
    void the_same_seed_misbehaves_alike() throws Exception {
        assertThat(pattern()).isEqualTo(pattern()).contains("201").contains("500");
    }

    @Test
    void statistics_count_calls_documents_and_faults() throws Exception {
        rule("500", 0);
        psa.post(PEOPLE, ANN);
        String id = psa.post(PEOPLE, ANN).text("id");
        psa.call("PATCH", PEOPLE + "/" + id, "{\"role\":\"manager\"}");

        Caller.Reply stats = psa.get("/_stats");

        assertThat(stats.json().path("calls").path("POST /api/v1/people").asInt()).isEqualTo(2);
        assertThat(stats.json().path("documents").path("person").asInt()).isEqualTo(1);
        assertThat(stats.json().path("faults").path("500").asInt()).isEqualTo(1);
    }

    @Test
    void a_body_that_is_not_json_is_refused_and_disturbs_nothing() throws Exception {
        assertThat(psa.post(PEOPLE, "{oops").status()).isEqualTo(400);
        assertThat(psa.post(PEOPLE, "[1]").status()).isEqualTo(400);
        assertThat(psa.get(PEOPLE + "?limit=many").status()).isEqualTo(400);
        assertThat(people()).isZero();
    }

    private String pattern() throws IOException, InterruptedException {
        StringBuilder statuses = new StringBuilder();
        try (Twins alike = Twins.start(new TwinsOptions(0, 0, 0, 42));
                Caller caller = Caller.psa(alike)) {
            alike.psa().misbehave("{\"kind\":\"500\",\"probability\":0.4}");
            for (int i = 0; i < 20; i++) {
                statuses.append(caller.post(PEOPLE, ANN).status()).append(' ');
            }
        }
        return statuses.toString();
    }

    private void rule(String kind, int millis) throws IOException, InterruptedException {
        Caller.Reply added =
                psa.post(
                        "/_faults",
                        """
                        {"kind":"%s","operation":"POST .*/people","count":1,"millis":%d}
                        """
                                .formatted(kind, millis));
        assertThat(added.status()).isEqualTo(201);
    }

    private int people() throws IOException, InterruptedException {
        return psa.get(PEOPLE).json().path("items").size();
    }
}
