package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.server.RealServers.past;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A deal from its closing to its revenue on servers that nobody here wrote: two Trytons and a
 * Redmine. Whatever goes wrong, the ERP's general ledger and our books end up the same.
 */
@Tag("peers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeepingRealServersInAgreementTest {

    private static final List<String> COMMITS =
            List.of(
                    "model.party.party.create",
                    "model.sale.sale.create",
                    "model.sale.sale.confirm",
                    "model.account.invoice.create",
                    "model.account.invoice.post",
                    "model.account.move.create",
                    "model.account.move.post");

    private static final List<String> PROJECT_COMMITS =
            List.of("POST /projects.json", "POST /projects/", "PUT /projects/");

    private RealStack stack;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        stack = RealStack.start(home);
    }

    @AfterAll
    void end() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void a_won_deal_becomes_project_invoices_and_revenue_to_the_cent() {
        String deal =
                stack.active(
                        "Portal",
                        past(3, 3),
                        "--milestone",
                        "Design accepted=20000@" + past(2, 28),
                        "--milestone",
                        "Go-live=45000@" + past(1, 28),
                        "--advice",
                        "40");
        JsonNode project = stack.people("project", deal);
        assertThat(project.get("milestones").toString())
                .isEqualTo("{\"Design accepted\":\"open\",\"Go-live\":\"open\"}");

        stack.worked(deal, "mara", past(3, 4), "7.25");
        stack.worked(deal, "jon", past(2, 16), "3.5");
        stack.people("accept", deal, "Design accepted", "--on", past(2, 20).toString());

        stack.until("three invoices", () -> stack.confirmed(deal, "POST_INVOICE") == 3);
        assertThat(stack.invoices(deal))
                .map(invoice -> invoice.replaceAll("#[0-9]", ""))
                .containsExactlyInAnyOrder(
                        month(3) + " posted 1105.63",
                        month(2) + " posted 20000.00",
                        month(2) + " posted 735.00");
        JsonNode milestone = invoice(deal, "20000.00");
        assertThat(milestone.get("tax_amount").asString()).isEqualTo("3800.00");
        assertThat(stack.agrees(deal)).as("%s", both(deal)).isTrue();
        assertThat(stack.theirs(deal))
                .containsEntry("receivable", new BigDecimal("21840.63"))
                .containsEntry("revenue", new BigDecimal("-21840.63"))
                .doesNotContainKey("contract-position");
    }

    @Test
    void business_in_the_union_is_invoiced_without_tax() {
        String deal = stack.active("Archiv", past(2, 3), "--country", "AT", "--advice", "10");
        stack.worked(deal, "mara", past(2, 5), "8");
        stack.until("an invoice", () -> stack.confirmed(deal, "POST_INVOICE") == 1);
        assertThat(new BigDecimal(invoice(deal, "1220.00").get("tax_amount").asString())).isZero();
        assertThat(stack.agrees(deal)).as("%s", both(deal)).isTrue();
    }

    @Test
    void answers_that_are_lost_after_the_commit_make_neither_two_documents_nor_none() {
        COMMITS.forEach(stack.erp::loseAnswerOf);
        stack.erp.holdAnswerOf("model.account.invoice.post");
        PROJECT_COMMITS.forEach(stack.psa::loseAnswerOf);
        stack.crm.loseAnswerOf("model.sale.opportunity.write");
        String deal =
                stack.active(
                        "Lost",
                        past(2, 3),
                        "--milestone",
                        "First half=1000@" + past(2, 20),
                        "--milestone",
                        "Second half=2000@" + past(1, 20),
                        "--advice",
                        "10");
        stack.worked(deal, "mara", past(2, 5), "4");
        stack.until("an invoice", () -> stack.confirmed(deal, "POST_INVOICE") == 1);
        stack.until("a journal", () -> stack.confirmed(deal, "POST_JOURNAL") == 1);

        assertThat(COMMITS).allSatisfy(each -> assertThat(stack.erp.lost(each)).isEqualTo(1));
        assertThat(PROJECT_COMMITS)
                .allSatisfy(each -> assertThat(stack.psa.lost(each)).isEqualTo(1));
        JsonNode project = stack.people("project", deal);
        assertThat(project.get("ofThatName").asInt()).isEqualTo(1);
        assertThat(project.get("milestones").toString())
                .isEqualTo("{\"First half\":\"open\",\"Second half\":\"open\"}");
        assertThat(stack.invoices(deal)).containsExactly(month(2) + "#1 posted 610.00");
        assertThat(stack.people("move", deal)).hasSize(2);
        assertThat(stack.agrees(deal)).as("%s", both(deal)).isTrue();
    }

    @Test
    void an_erp_that_dies_while_it_posts_holds_up_nobody_else_and_everything_resumes() {
        String deal = stack.active("Killed", past(2, 3), "--advice", "10");
        stack.erp.before("model.account.invoice.post", stack.servers::killTheErp);
        stack.worked(deal, "jon", past(2, 5), "2");
        stack.until("the ERP is dead", () -> stack.erp.hasHappened());

        String other = stack.sold("Meanwhile", past(2, 3), "--advice", "10");
        stack.until("its project", () -> stack.confirmed(other, "CREATE_PROJECT") == 1);
        assertThat(stack.confirmed(other, "CREATE_CUSTOMER")).isZero();
        assertThat(stack.confirmed(deal, "POST_INVOICE")).isZero();

        stack.servers.startWhatIsDown();
        stack.until("the invoice", () -> stack.confirmed(deal, "POST_INVOICE") == 1);
        stack.until("the other's contract", () -> stack.confirmed(other, "WRITE_BACK") == 1);
        assertThat(stack.invoices(deal)).containsExactly(month(2) + "#1 posted 420.00");
        assertThat(stack.agrees(deal)).as("%s", both(deal)).isTrue();
        assertThat(stack.exceptions(deal)).isEmpty();
    }

    @Test
    void revenue_of_a_closed_month_is_posted_in_the_first_open_one() {
        String deal = stack.active("Closed", past(5, 3), "--advice", "10");
        stack.people("close", month(5));
        stack.worked(deal, "mara", past(5, 5), "2");
        stack.until("a journal", () -> stack.confirmed(deal, "POST_JOURNAL") == 1);
        assertThat(stack.agrees(deal)).as("%s", both(deal)).isTrue();
        assertThat(stack.people("move", deal).toString())
                .contains("\"date\":\"" + past(4, 1).getYear() + "-")
                .contains(month(4))
                .doesNotContain("\"date\":\"" + month(5));
        stack.people("reopen", month(5));
    }

    @Test
    void a_project_that_is_renamed_by_hand_gets_its_name_back_once_and_then_people_are_told() {
        String deal = stack.active("Named", past(2, 3), "--advice", "10");
        stack.people("rename", deal, "Mine");
        stack.until("its name is back", () -> name(deal).equals("Named"));
        stack.until("it was seen", () -> stack.observed(deal, "project").contains("Named"));
        stack.people("rename", deal, "Mine");
        stack.until("drift is told", () -> stack.exceptions(deal).contains("drift"));
        assertThat(name(deal)).isEqualTo("Mine");
    }

    @Test
    void hours_that_are_corrected_after_they_were_billed_go_on_a_further_invoice() {
        String deal = stack.active("Corrected", past(2, 3), "--advice", "10");
        JsonNode entry =
                stack.people(
                        "work",
                        deal,
                        "--person",
                        "mara",
                        "--on",
                        past(2, 5).toString(),
                        "--hours",
                        "2",
                        "--approved");
        stack.until("an invoice", () -> stack.confirmed(deal, "POST_INVOICE") == 1);
        stack.people("correct", entry.get("entry").toString(), "--hours", "3");
        stack.until("a further one", () -> stack.confirmed(deal, "POST_INVOICE") == 2);
        assertThat(stack.invoices(deal))
                .containsExactly(month(2) + "#1 posted 305.00", month(2) + "#2 posted 152.50");
        assertThat(stack.agrees(deal)).as("%s", both(deal)).isTrue();
    }

    @Test
    void an_invoice_that_is_cancelled_in_the_ledger_is_billed_again_and_a_credited_one_is_asked() {
        String deal =
                stack.active(
                        "Undone",
                        past(2, 3),
                        "--milestone",
                        "All of it=1000@" + past(2, 28),
                        "--advice",
                        "10");
        stack.worked(deal, "mara", past(2, 5), "2");
        stack.people("accept", deal, "All of it", "--on", past(2, 20).toString());
        stack.until("two invoices", () -> stack.confirmed(deal, "POST_INVOICE") == 2);

        stack.people("cancel", invoice(deal, "305.00").get("number").asString());
        stack.until("billed again", () -> stack.confirmed(deal, "POST_INVOICE") == 3);
        stack.people("credit", invoice(deal, "1000.00").get("number").asString());
        stack.until("asked", () -> stack.exceptions(deal).contains("credit-undecided"));

        assertThat(stack.agrees(deal)).as("%s", both(deal)).isTrue();
        assertThat(stack.ours(deal))
                .containsEntry("receivable", new BigDecimal("305.00"))
                .containsEntry("contract-position", new BigDecimal("1000.00"))
                .containsEntry("revenue", new BigDecimal("-1305.00"));
    }

    private String name(String deal) {
        return stack.people("project", deal).get("name").asString();
    }

    private JsonNode invoice(String deal, String net) {
        for (JsonNode invoice : stack.people("invoices", deal)) {
            if (invoice.get("untaxed_amount").asString().equals(net)) {
                return invoice;
            }
        }
        throw new AssertionError("no invoice over " + net + ": " + stack.invoices(deal));
    }

    private static String month(int ago) {
        LocalDate day = past(ago, 1);
        return day.toString().substring(0, 7);
    }

    private String both(String deal) {
        return "ours " + stack.ours(deal) + ", theirs " + stack.theirs(deal);
    }
}
