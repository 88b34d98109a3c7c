package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.figure;
import static throughline.scenario.Written.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.terms.Amendment.Change;

/** What edits of a booked deal amend, where the landscape takes them as agreed. */
class AmendingByEditTest {

    private static Map<String, Object> line(String id, int first, int last) {
        return map(
                "id",
                id,
                "pricingModel",
                "fixed-fee-calendar",
                "amount",
                first + last,
                "from",
                "2026-01-01",
                "until",
                "2027-01-01",
                "instalments",
                List.of(
                        map("on", "2026-01-01", "amount", first),
                        map("on", "2026-12-01", "amount", last)));
    }

    private static Map<String, Object> edited(String day, Map<String, Object> line) {
        return map("on", day, "happens", "amended", "contract", map("lines", List.of(line)));
    }

    private static ScenarioReport run(Map<String, Object> approvals, List<Object> edits) {
        List<Object> calendar = new ArrayList<>();
        calendar.add(map("on", "2026-01-01", "happens", "signed"));
        calendar.addAll(edits);
        return ScenarioRun.of(
                Written.scenario(
                        map(
                                "scenario",
                                "edits",
                                "contract",
                                map("lines", List.of(line("A", 500, 500), line("B", 500, 500))),
                                "firm",
                                map("policies", map("approvals", map("settings", approvals))),
                                "calendar",
                                calendar)));
    }

    private static List<List<String>> amended(ScenarioReport report) {
        return report.end().all(ContractAmended.class).stream()
                .map(event -> event.amendment().changes().stream().map(Change::line).toList())
                .toList();
    }

    @Test
    void an_edit_amends_the_line_that_it_changes_and_none_that_was_amended_before() {
        ScenarioReport report =
                run(
                        map("changed-deal", "amendment"),
                        List.of(
                                edited("2026-03-01", line("A", 500, 700)),
                                edited("2026-04-01", line("B", 500, 600)),
                                edited("2026-05-01", line("A", 500, 800))));
        assertThat(amended(report)).containsExactly(List.of("A"), List.of("B"), List.of("A"));
        adds(report, "2400");
    }

    @Test
    void an_edit_that_says_again_what_was_agreed_before_takes_back_what_came_between() {
        ScenarioReport report =
                run(
                        map("changed-deal", "amendment"),
                        List.of(
                                edited("2026-03-01", line("A", 500, 700)),
                                edited("2026-04-01", line("A", 500, 500)),
                                edited("2026-05-01", line("A", 500, 700)),
                                edited("2026-06-01", line("A", 500, 500))));
        assertThat(amended(report)).hasSize(4);
        adds(report, "2000");
    }

    @Test
    void the_last_of_several_edits_of_one_day_counts() {
        List<Object> edits = new ArrayList<>();
        for (int last = 501; last <= 512; last++) {
            edits.add(edited("2026-03-01", line("A", 500, last)));
        }
        ScenarioReport report = run(map("changed-deal", "amendment"), edits);
        assertThat(amended(report)).hasSize(12);
        adds(report, "2012");
    }

    private static void adds(ScenarioReport report, String amount) {
        assertThat(figure(report, "billings")).isEqualByComparingTo(amount);
        assertThat(figure(report, "recognized-revenue")).isEqualByComparingTo(amount);
        assertThat(report.brokenIdentities()).isEmpty();
    }
}
