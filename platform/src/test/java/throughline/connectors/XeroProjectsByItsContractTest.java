package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.ConnectorException.Kind;

/** Xero Projects as its pack describes it keeps every promise, within Xero's own contract. */
@EnabledIf(
        value = "contractIsThere",
        disabledReason = "Xero's OpenAPI is not there; set THROUGHLINE_REAL_DATA")
class XeroProjectsByItsContractTest extends WiredConnectorContractTest {

    private final XeroTwin xero = new XeroTwin();
    private final XeroProjects projects = new XeroProjects(xero);
    private final Connector psa = opened(xero.url(), "xero-secret");

    static boolean contractIsThere() {
        return Files.isRegularFile(VendorContract.real("xero/xero-projects.yaml"));
    }

    @AfterEach
    void everything_was_in_the_contract() {
        assertThat(projects.contract.violations).isEmpty();
        assertThat(xero.contract.violations).isEmpty();
    }

    @AfterAll
    void end() {
        psa.close();
        xero.close();
    }

    @Override
    Connector connector() {
        return psa;
    }

    @Override
    String vendor() {
        return xero.url();
    }

    @Override
    String secret() {
        return "xero-secret";
    }

    @Override
    Connector opened(String url, String secret) {
        return XeroPack.opened("psa", url, secret);
    }

    @Override
    Map<ActionKind, List<String>> operations() {
        return Map.of(
                ActionKind.CREATE_PROJECT,
                List.of("PUT .*/Projects/.*", "POST .*/Tasks$", "POST .*/Projects$"));
    }

    @Override
    String polledOperation() {
        return "GET .*/(Projects|ProjectsUsers)$";
    }

    @Override
    Action action(ActionKind kind, int number) {
        String customer = "crm:account:" + number;
        contact(customer);
        return Samples.planned("psa", kind, "crm:opportunity:" + number, customer);
    }

    private void contact(String customer) {
        xero.made(
                "Contacts",
                Json.write(
                        Map.of(
                                "Contacts",
                                List.of(Map.of("Name", customer, "ContactNumber", customer)))));
    }

    @Override
    int held(Action action) {
        List<Map<String, Object>> all = projects.named("[" + action.naturalKey() + "]");
        String name = "Claims platform [" + action.naturalKey() + "]";
        long whole =
                all.stream()
                        .filter(each -> name.equals(each.get("name")))
                        .filter(
                                each ->
                                        projects.tasks(String.valueOf(each.get("projectId")))
                                                .equals(List.of("consultant", "Design")))
                        .count();
        return all.size() == whole ? all.size() : -all.size();
    }

    @Test
    void a_project_has_its_contact_its_end_its_budget_and_a_task_for_each_role_and_milestone() {
        Action action = next(ActionKind.CREATE_PROJECT);
        String id = ((Answer.Confirmed) write(action)).externalId();

        Map<String, Object> project = projects.named("[" + action.naturalKey() + "]").getFirst();
        assertThat(project)
                .containsEntry("projectId", id)
                .containsEntry("deadlineUtc", "2026-10-01T00:00:00Z");
        assertThat(projects.contract.held)
                .contains(
                        "POST /projects.xro/2.0/Projects -> 201",
                        "POST /projects.xro/2.0/Projects/{id}/Tasks -> 201",
                        "GET /projects.xro/2.0/Projects/{id}/Tasks -> 200",
                        "PUT /projects.xro/2.0/Projects/{id} -> 204");
    }

    @Test
    void a_customer_that_is_no_contact_yet_is_waited_for_and_nothing_is_made() {
        Action early =
                Samples.planned("psa", ActionKind.CREATE_PROJECT, "crm:opportunity:e", "c:e");

        assertThat(write(early))
                .isInstanceOfSatisfying(
                        Answer.Retryable.class,
                        waits -> {
                            assertThat(waits.kind()).isEqualTo(Kind.UNDONE);
                            assertThat(waits.sentence()).contains("no contact there yet");
                        });
        assertThat(held(early)).isZero();
        contact("c:e");
        assertThat(write(early)).isInstanceOf(Answer.Confirmed.class);
    }

    @Test
    void a_project_is_found_among_more_than_one_page() {
        Action action = next(ActionKind.CREATE_PROJECT);
        for (int i = 0; i < 1_100; i++) {
            projects.open(Map.of("name", "By hand " + i));
        }
        Answer.Confirmed written = (Answer.Confirmed) write(action);

        assertThat(psa.probe(action)).isEqualTo(new Probe.Found(written.externalId(), Map.of()));
        assertThat(write(action)).isEqualTo(written);
        assertThat(held(action)).isEqualTo(1);
    }

    @Test
    void hours_are_read_project_by_project_with_their_tasks_and_people() {
        Action action = next(ActionKind.CREATE_PROJECT);
        String id = ((Answer.Confirmed) write(action)).externalId();
        projects.logged(id, 450);

        assertThat(all("time-entry")).anyMatch(text -> text.contains(id) && text.contains("450"));
        assertThat(all("task")).anyMatch(text -> text.contains(id) && text.contains("consultant"));
        assertThat(all("user")).anyMatch(text -> text.contains("Ada Quist"));
        assertThat(all("project")).anyMatch(text -> text.contains(id));
        assertThat(projects.contract.held)
                .contains(
                        "GET /projects.xro/2.0/Projects/{id}/Time -> 200",
                        "GET /projects.xro/2.0/ProjectsUsers -> 200");
    }

    private List<String> all(String type) {
        List<String> all = new ArrayList<>();
        Page page = psa.read(type, Watermark.START);
        while (true) {
            page.records()
                    .forEach(
                            each ->
                                    all.add(
                                            new String(
                                                    each.body(),
                                                    java.nio.charset.StandardCharsets.UTF_8)));
            if (!page.more()) {
                return all;
            }
            page = psa.read(type, page.next());
        }
    }
}
