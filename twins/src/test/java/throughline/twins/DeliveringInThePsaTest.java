package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeliveringInThePsaTest {

    private static final String PROJECT =
            """
            {"externalKey":"deal:1","name":"Claims","customerName":"Nordwind","currency":"EUR",
             "startsOn":"2026-03-09","endsOn":"2026-12-31","budget":"420000.00",
             "milestones":[{"externalKey":"M1","name":"Design","due":"2026-04-30"}],
             "roles":[{"role":"consultant","hours":"1800"}]}
            """;

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
    void a_project_comes_with_its_milestones_and_tasks() throws Exception {
        Caller.Reply project = psa.post("/api/v1/projects", PROJECT);

        assertThat(project.status()).isEqualTo(201);
        assertThat(project.text("status")).isEqualTo("active");
        assertThat(psa.all("/api/v1/milestones", "", 10))
                .singleElement()
                .satisfies(
                        milestone -> {
                            assertThat(milestone.path("externalKey").asString()).isEqualTo("M1");
                            assertThat(milestone.path("projectId").asString())
                                    .isEqualTo(project.text("id"));
                        });
        assertThat(psa.all("/api/v1/tasks", "", 10)).hasSize(1);
    }

    @Test
    void asking_twice_makes_two_projects_and_the_external_key_finds_both() throws Exception {
        psa.post("/api/v1/projects", PROJECT);
        psa.post("/api/v1/projects", PROJECT);

        assertThat(psa.get("/api/v1/projects?externalKey=deal:1").json().path("items")).hasSize(2);
        assertThat(psa.get("/api/v1/projects?externalKey=deal:2").json().path("items")).isEmpty();
    }

    @Test
    void what_is_missing_is_named() throws Exception {
        Caller.Reply refused = psa.post("/api/v1/projects", "{\"name\":\"Claims\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("fields").path("currency").asString())
                .isEqualTo("is required");
    }

    @Test
    void a_time_card_is_entered_submitted_approved_and_its_version_counts() throws Exception {
        String id = card("7.50").text("id");

        assertThat(psa.post("/api/v1/time-cards/" + id + "/approve", "").status()).isEqualTo(409);
        psa.post("/api/v1/time-cards/" + id + "/submit", "");
        Caller.Reply approved = psa.post("/api/v1/time-cards/" + id + "/approve", "");

        assertThat(approved.text("status")).isEqualTo("approved");
        assertThat(approved.text("version")).isEqualTo("3");
        assertThat(approved.text("projectKey")).isEqualTo("deal:1");
        assertThat(approved.text("role")).isEqualTo("consultant");
    }

    @Test
    void a_time_card_of_nobody_or_of_more_than_a_day_is_refused() throws Exception {
        assertThat(card("25").status()).isEqualTo(422);
        assertThat(
                        psa.post(
                                        "/api/v1/time-cards",
                                        """
                                        {"projectId":"P-1","personId":"W-1","date":"2026-03-10",
                                         "hours":"1"}
                                        """)
                                .status())
                .isEqualTo(422);
        assertThat(card("seven").status()).isEqualTo(400);
    }

    @Test
    void changes_are_listed_by_modification_page_after_page() throws Exception {
        for (int i = 1; i <= 7; i++) {
            card(i + ".00");
        }
        List<JsonNode> cards = psa.all("/api/v1/time-cards", "", 2);
        String fourth = cards.get(3).path("modifiedAt").asString();

        assertThat(cards).hasSize(7);
        assertThat(psa.all("/api/v1/time-cards", fourth, 2)).hasSize(4);
    }

    @Test
    void a_caller_without_the_key_is_refused() throws Exception {
        try (Caller stranger = Caller.strangerTo(twins.psa().url())) {
            assertThat(stranger.get("/api/v1/people").status()).isEqualTo(401);
        }
    }

    private Caller.Reply card(String hours) throws IOException, InterruptedException {
        String person =
                psa.post("/api/v1/people", "{\"name\":\"Ann\",\"role\":\"consultant\"}").text("id");
        String project = psa.post("/api/v1/projects", PROJECT).text("id");
        return psa.post(
                "/api/v1/time-cards",
                """
                {"projectId":"%s","personId":"%s","date":"2026-03-10","hours":"%s"}
                """
                        .formatted(project, person, hours));
    }
}
