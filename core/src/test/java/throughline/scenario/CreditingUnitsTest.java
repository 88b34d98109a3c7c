package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.figure;
import static throughline.scenario.Written.map;
import static throughline.scenario.Written.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the units that a credit note takes back, whatever it says about them. */
class CreditingUnitsTest {

    private static final Map<String, Object> SIGNED = on("2026-01-01", "signed");

    private static Map<String, Object> on(String day, String happens, Object... more) {
        Map<String, Object> happening = map("on", day, "happens", happens);
        happening.putAll(map(more));
        return happening;
    }

    private static Map<String, Object> accepted(String day, String milestone, Object share) {
        return on(day, "milestone-accepted", "milestone", milestone, "share", share);
    }

    private static Map<String, Object> credited(String day, String id, Object... more) {
        Map<String, Object> credit = on(day, "invoice-credited", "invoice", 1, "id", id);
        credit.putAll(map(more));
        return credit;
    }

    /** Two milestones and hours of two roles. */
    private static ScenarioReport run(Map<String, Object> settings, Object... happenings) {
        Map<String, Object> build =
                map(
                        "id", "build",
                        "pricingModel", "fixed-fee-milestones",
                        "amount", 1000,
                        "from", "2026-01-01",
                        "until", "2026-07-01",
                        "milestones",
                                List.of(
                                        map("id", "a", "amount", 600),
                                        map("id", "b", "amount", 400)));
        List<Object> calendar = new ArrayList<>(List.of(SIGNED));
        calendar.addAll(List.of(happenings));
        return ScenarioRun.of(
                Written.scenario(
                        map(
                                "scenario",
                                "credits",
                                "contract",
                                map("lines", List.of(build)),
                                "firm",
                                map("policies", map("schedule", map("settings", settings))),
                                "calendar",
                                calendar)));
    }

    private static List<String> exceptions(ScenarioReport report) {
        return rows(report, "exceptions").stream().map(row -> row.get("code")).toList();
    }

    private static void adds(ScenarioReport report, int entitled, int billed, int unbilled) {
        assertThat(figure(report, "entitled")).isEqualByComparingTo("" + entitled);
        assertThat(figure(report, "billings")).isEqualByComparingTo("" + billed);
        assertThat(figure(report, "unbilled")).isEqualByComparingTo("" + unbilled);
        assertThat(report.brokenIdentities()).isEmpty();
    }

    @Test
    void a_named_charge_waits_for_a_person_and_is_told_by_name() {
        ScenarioReport report =
                run(
                        Map.of(),
                        accepted("2026-02-01", "a", 1),
                        credited("2026-02-09", "C", "units", List.of(map("unit", "build/a#1"))));
        adds(report, 600, 0, 600);
        assertThat(exceptions(report)).containsExactly("credit-undecided");
        assertThat(rows(report, "exceptions").getFirst().get("sentence")).contains("build/a#1");
    }

    @Test
    void what_is_billed_again_is_billed_once() {
        ScenarioReport report =
                run(
                        Map.of("credited-units", "bill-again"),
                        accepted("2026-02-01", "a", 1),
                        credited("2026-02-09", "C", "net", 250),
                        accepted("2026-03-01", "b", 1));
        adds(report, 1000, 1000, 0);
        assertThat(exceptions(report)).isEmpty();
        assertThat(rows(report, "invoices"))
                .extracting(row -> row.get("credited"))
                .contains("250.00");
    }

    @Test
    void a_credit_that_was_billed_again_cannot_be_voided() {
        ScenarioReport report =
                run(
                        Map.of("credited-units", "bill-again"),
                        accepted("2026-02-01", "a", 1),
                        credited("2026-02-09", "C", "net", 250),
                        on("2026-02-20", "credit-voided", "id", "C"));
        assertThat(report.refusals())
                .extracting(Refusal::code)
                .containsExactly("credit-voided-after-billing");
        adds(report, 600, 600, 0);
    }

    @Test
    void a_credit_settles_what_was_taken_back_whichever_comes_first() {
        Map<String, Object> credit = credited("2026-02-09", "C", "net", 600);
        Map<String, Object> back = accepted("2026-02-09", "a", 0);
        Map<String, Object> first = accepted("2026-02-01", "a", 1);
        for (List<Map<String, Object>> order :
                List.of(List.of(credit, back), List.of(back, credit))) {
            ScenarioReport report = run(Map.of(), first, order.get(0), order.get(1));
            adds(report, 0, 0, 0);
            assertThat(exceptions(report)).isEmpty();
        }
    }

    @Test
    void a_voided_credit_leaves_what_is_owed() {
        ScenarioReport report =
                run(
                        Map.of(),
                        accepted("2026-02-01", "a", 1),
                        accepted("2026-02-08", "a", 0),
                        credited("2026-02-09", "C", "net", 600),
                        on("2026-02-10", "credit-voided", "id", "C"));
        adds(report, 0, 600, -600);
        assertThat(exceptions(report)).containsExactly("owed-to-customer");
        assertThat(rows(report, "exceptions").getFirst())
                .containsEntry("since", "2026-07-01")
                .containsEntry("atStake", "600.00");
    }

    @Test
    void the_next_invoice_deducts_what_no_credit_settled() {
        ScenarioReport report =
                run(
                        Map.of(),
                        accepted("2026-02-01", "a", 1),
                        accepted("2026-02-08", "a", "0.5"),
                        credited("2026-02-09", "C", "net", 100),
                        accepted("2026-03-01", "b", 1));
        adds(report, 700, 700, 0);
        assertThat(exceptions(report)).isEmpty();
        assertThat(rows(report, "invoices").getLast()).containsEntry("net", "200.00");
    }

    @Test
    void by_policy_what_is_owed_at_the_end_is_credited_on_the_newest_invoices() {
        ScenarioReport report =
                run(
                        Map.of("owed-back", "credit"),
                        accepted("2026-02-01", "a", 1),
                        accepted("2026-03-01", "b", 1),
                        accepted("2026-08-01", "a", 0));
        adds(report, 400, 400, 0);
        assertThat(exceptions(report)).isEmpty();
        assertThat(rows(report, "credits"))
                .extracting(row -> row.get("net"))
                .containsExactly("400.00", "200.00");
    }

    /** Many financial systems say of every fee that it is one piece. */
    @Test
    void a_piece_of_what_is_not_billed_by_quantity_is_what_the_note_is_over() {
        Map<String, Object> piece = map("unit", "build/a#1", "quantity", 1);
        ScenarioReport report =
                run(
                        Map.of(),
                        accepted("2026-02-01", "a", 1),
                        credited("2026-02-09", "C", "net", 10, "units", List.of(piece)));
        assertThat(report.refusals()).isEmpty();
        adds(report, 600, 590, 10);
        ScenarioReport unpriced =
                run(
                        Map.of(),
                        accepted("2026-02-01", "a", 1),
                        credited("2026-02-09", "C", "units", List.of(piece)));
        assertThat(unpriced.refusals().getFirst().sentence())
                .contains("1 of build/a#1, which is not billed by quantity");
        adds(unpriced, 600, 600, 0);
    }

    @Test
    void one_that_names_what_was_not_billed_is_told_and_counts() {
        ScenarioReport report =
                run(
                        Map.of(),
                        accepted("2026-02-01", "a", 1),
                        credited("2026-02-09", "C", "net", 10, "units", List.of(map("unit", "z"))));
        assertThat(report.refusals())
                .extracting(Refusal::code)
                .containsExactly("credit-unit-unknown");
        assertThat(report.refusals().getFirst().sentence()).contains("names z", "EUR 10.00");
        adds(report, 600, 590, 10);
    }

    @Test
    void a_part_of_less_than_nothing_is_told_and_takes_nothing_by_its_name() {
        for (Map<String, Object> part :
                List.of(
                        map("unit", "build/a#1", "quantity", -1),
                        map("unit", "build/a#1", "amount", -5))) {
            ScenarioReport report =
                    run(
                            Map.of(),
                            accepted("2026-02-01", "a", 1),
                            credited("2026-02-09", "C", "net", 10, "units", List.of(part)));
            assertThat(report.refusals())
                    .extracting(Refusal::code)
                    .containsExactly("credit-unit-unknown");
            assertThat(report.refusals().getFirst().sentence())
                    .contains("which takes nothing back");
            adds(report, 600, 590, 10);
        }
    }
}
