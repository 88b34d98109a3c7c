package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import throughline.align.Action;
import throughline.align.ActionKind;

/**
 * What the Xero pack sends and what its twin answers, as Prism sees them: by Xero's own OpenAPI,
 * and by code that nobody here wrote.
 */
@EnabledIf(
        value = "isThere",
        disabledReason =
                "needs Xero's OpenAPI (THROUGHLINE_REAL_DATA) and Prism; see peers/README.md")
class XeroByAnOutsideWitnessTest {

    private static final String ACCOUNTING = "/api.xro/2.0";
    private static final String PROJECTS = "/projects.xro/2.0";

    private final XeroTwin xero = new XeroTwin();
    private final XeroProjects projects = new XeroProjects(xero);
    private final Prism prism = new Prism().past("/token", xero.url());

    static boolean isThere() {
        return Prism.isThere() && Files.isRegularFile(VendorContract.real("xero/LICENSE"));
    }

    @AfterEach
    void end() {
        prism.close();
        xero.close();
    }

    /** It reads a contract of a megabyte and a half at each call, and takes its time. */
    private Connector opened(String system) {
        return XeroPack.opened(system, prism.url(), "xero-secret", "60000");
    }

    private Prism between() {
        return prism.proxy(ACCOUNTING, VendorContract.real("xero/xero_accounting.yaml"), xero.url())
                .proxy(PROJECTS, VendorContract.real("xero/xero-projects.yaml"), xero.url());
    }

    @Test
    void finds_nothing_wrong_with_any_call_or_answer() {
        between();
        String engagement = "crm:opportunity:1";
        try (Connector erp = opened("erp");
                Connector psa = opened("psa")) {
            for (ActionKind kind :
                    List.of(
                            ActionKind.CREATE_CUSTOMER,
                            ActionKind.POST_INVOICE,
                            ActionKind.POST_CREDIT_NOTE,
                            ActionKind.POST_JOURNAL)) {
                Action action = Samples.planned("erp", kind, engagement, "crm:account:1");
                assertThat(erp.probe(action)).isEqualTo(new Probe.NotFound());
                assertThat(erp.write(action, "key-" + kind)).isInstanceOf(Answer.Confirmed.class);
                assertThat(erp.probe(action)).isInstanceOf(Probe.Found.class);
            }
            Action project =
                    Samples.planned("psa", ActionKind.CREATE_PROJECT, engagement, "crm:account:1");
            Answer answer = psa.write(project, "key-project");
            assertThat(answer).isInstanceOf(Answer.Confirmed.class);
            Answer.Confirmed made = (Answer.Confirmed) answer;
            assertThat(psa.probe(project)).isInstanceOf(Probe.Found.class);
            projects.logged(made.externalId(), 45);
            for (String type : erp.capabilities().polls()) {
                assertThat(erp.read(type, Watermark.START).records()).as(type).isNotEmpty();
            }
            for (String type : psa.capabilities().polls()) {
                assertThat(psa.read(type, Watermark.START).records()).as(type).isNotEmpty();
            }
        }

        assertThat(prism.violations).isEmpty();
        assertThat(new TreeSet<>(prism.calls))
                .contains(
                        "PUT /api.xro/2.0/Contacts -> 200",
                        "PUT /api.xro/2.0/Invoices -> 200",
                        "PUT /api.xro/2.0/CreditNotes -> 200",
                        "PUT /api.xro/2.0/ManualJournals -> 200",
                        "GET /api.xro/2.0/Contacts -> 200",
                        "GET /api.xro/2.0/Invoices -> 200",
                        "GET /api.xro/2.0/CreditNotes -> 200",
                        "GET /api.xro/2.0/ManualJournals -> 200",
                        "POST /projects.xro/2.0/Projects -> 201",
                        "PUT /projects.xro/2.0/Projects/{id} -> 204",
                        "POST /projects.xro/2.0/Projects/{id}/Tasks -> 201",
                        "GET /projects.xro/2.0/Projects/{id}/Tasks -> 200",
                        "GET /projects.xro/2.0/Projects/{id}/Time -> 200",
                        "GET /projects.xro/2.0/Projects -> 200",
                        "GET /projects.xro/2.0/ProjectsUsers -> 200");
    }

    @Test
    void would_find_what_is_wrong() {
        between();
        TwinClient stranger = new TwinClient(prism.url(), "Authorization", "Bearer a token");

        stranger.post(PROJECTS + "/Projects", Map.of("estimateAmount", "much"));
        assertThat(prism.violations)
                .anyMatch(each -> each.contains("xero-tenant-id"))
                .anyMatch(each -> each.contains("name"));

        prism.violations.clear();
        projects.open(Map.of("name", 7));
        stranger.get(PROJECTS + "/ProjectsUsers?pageSize=501");
        assertThat(prism.violations).isNotEmpty();
    }

    @Test
    void takes_what_we_send_and_what_it_answers_by_the_contract_alone_is_understood() {
        prism.mock(ACCOUNTING, VendorContract.real("xero/xero_accounting.yaml"))
                .mock(PROJECTS, VendorContract.real("xero/xero-projects.yaml"));
        try (Connector erp = opened("erp");
                Connector psa = opened("psa")) {
            for (ActionKind kind : erp.capabilities().writes()) {
                Action action = Samples.planned("erp", kind, "crm:opportunity:1", "crm:account:1");
                assertThat(erp.write(action, "key-" + kind))
                        .as(kind.name())
                        .isInstanceOf(Answer.Confirmed.class);
            }
            for (String type : erp.capabilities().polls()) {
                assertThat(erp.read(type, Watermark.START)).as(type).isNotNull();
            }
            for (String type : psa.capabilities().polls()) {
                assertThat(psa.read(type, Watermark.START).records()).as(type).isNotEmpty();
            }
        }
        assertThat(prism.violations).isEmpty();
    }
}
