package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.figure;
import static throughline.scenario.Written.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.engagement.Event.ContractAmended;
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
        assertThat(figure(report, "billings")).isEqualByComparingTo("2400");
        assertThat(figure(report, "recognized-revenue")).isEqualByComparingTo("2400");
        assertThat(report.brokenIdentities()).isEmpty();
    }
}
