package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;

/** A PSA over REST, whose projects and milestones are made by several calls. */
class SpeakingToRedmineTest {

    private final Recording redmine = new Recording("redmine.txt");
    private final Connector psa =
            new Connectors(
                            new Endpoints(Map.of("psa", URI.create(redmine.url()))),
                            Secrets.given(
                                    Map.of("env:REDMINE_KEY", "0123456789abcdef"),
                                    reference -> Optional.empty()),
                            Path.of("unused"))
                    .open(DeclaredFiles.system("psa", "redmine"));

    @AfterEach
    void end() {
        assertThat(redmine.unknown).isEmpty();
        psa.close();
        redmine.close();
    }

    @Test
    void a_project_whose_milestones_were_cut_off_gets_the_rest_and_only_then_counts() {
        Action project =
                Samples.action(
                        "psa",
                        ActionKind.CREATE_PROJECT,
                        "crm:opportunity:1",
                        Map.of(
                                "name",
                                "ERP rollout",
                                "milestones",
                                List.of(
                                        Map.of("id", "M1", "name", "Design", "due", "2026-12-15"),
                                        Map.of(
                                                "id",
                                                "M2",
                                                "name",
                                                "Go-live",
                                                "due",
                                                "2027-03-31"))));

        assertThat(psa.write(project, "key")).isInstanceOf(Answer.Ambiguous.class);
        assertThat(psa.write(project, "key")).isEqualTo(new Answer.Confirmed("1", Map.of()));

        assertThat(redmine.asked).filteredOn(each -> each.contains("\"M1\"")).hasSize(1);
        assertThat(redmine.asked)
                .filteredOn(each -> each.startsWith("POST /projects.json"))
                .hasSize(1);
        assertThat(psa.probe(project)).isEqualTo(new Probe.Found("1", Map.of()));
        assertThat(redmine.headers.get("X-redmine-api-key")).containsExactly("0123456789abcdef");
    }

    @Test
    void issues_of_one_second_on_two_pages_are_all_read() {
        List<Page.Raw> issues = Recording.all(psa, "issue", Watermark.START);

        assertThat(issues.stream().map(Page.Raw::id).distinct())
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void milestones_are_asked_for_project_by_project() {
        List<Page.Raw> versions =
                Recording.all(psa, "version", new Watermark("2026-11-21T08:00:00Z"));

        assertThat(versions).extracting(Page.Raw::id).containsExactly("1");
        assertThat(redmine.asked)
                .containsExactly(
                        "GET /projects.json?offset=0&limit=100",
                        "GET /projects/1/versions.json",
                        "GET /projects/2/versions.json");
    }
}
