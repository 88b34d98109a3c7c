package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.figure;
import static throughline.scenario.Written.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.money.Money;

/** A loss that is expected is provided for where the policy says so, for what it says. */
class ProvidingForLossesTest {

    private static Map<String, Object> line(String id, int price) {
        return map(
                "id", id,
                "pricingModel", "fixed-fee-calendar",
                "revenueMethod", "input-cost",
                "amount", price,
                "from", "2026-01-01",
                "until", "2027-01-01",
                "instalments", List.of(map("on", "2026-01-15", "amount", price)));
    }

    private static Map<String, Object> estimate(String on, String line, int cost) {
        return map("on", on, "happens", "estimate-revised", "line", line, "totalCost", cost);
    }

    /** A line that loses 20,000 and one that earns 10,000. */
    private static ScenarioReport under(String policy, Object... more) {
        List<Object> calendar = new ArrayList<>();
        calendar.add(map("on", "2026-01-01", "happens", "signed"));
        calendar.add(estimate("2026-02-10", "bad", 120_000));
        calendar.add(estimate("2026-02-11", "good", 10_000));
        calendar.addAll(List.of(more));
        return ScenarioRun.of(
                Written.scenario(
                        map(
                                "scenario",
                                "a loss",
                                "contract",
                                map("lines", List.of(line("bad", 100_000), line("good", 20_000))),
                                "firm",
                                map(
                                        "policies",
                                        map(
                                                "revenue",
                                                map("settings", map("loss-provision", policy)))),
                                "calendar",
                                calendar,
                                "until",
                                "2026-03-31")));
    }

    @Test
    void nothing_is_provided_where_the_policy_asks_for_nothing() {
        assertThat(figure(under("none"), "loss-provision")).isEqualByComparingTo("0");
    }

    @Test
    void a_line_that_loses_is_provided_for_by_itself() {
        ScenarioReport report = under("by-line");
        assertThat(figure(report, "loss-provision")).isEqualByComparingTo("20000");
        assertThat(report.brokenIdentities()).isEmpty();
    }

    @Test
    void a_line_that_earns_makes_up_for_one_that_does_not_where_the_contract_counts() {
        assertThat(figure(under("by-contract"), "loss-provision")).isEqualByComparingTo("10000");
    }

    @Test
    void a_contract_that_is_lost_needs_no_provision_any_more() {
        ScenarioReport report = under("by-line", map("on", "2026-02-20", "happens", "terminated"));
        assertThat(figure(report, "loss-provision")).isEqualByComparingTo("0");
    }

    @Test
    void what_belongs_to_a_closed_period_is_provided_in_the_first_open_one() {
        ScenarioReport report =
                under(
                        "by-line",
                        map(
                                "on", "2026-03-05",
                                "happens", "period-closed",
                                "through", "2026-02-28"),
                        estimate("2026-03-06", "bad", 130_000));
        assertThat(report.tables().getOrDefault("postings", List.of()))
                .filteredOn(row -> "loss-provided".equals(row.get("happening")))
                .extracting(row -> row.get("effective") + " " + row.get("amount"))
                .containsExactly("2026-02-10 20000.00", "2026-03-06 10000.00");
    }

    @Test
    void the_ledger_is_asked_for_it_apart_from_revenue() {
        ScenarioReport report = under("by-line");
        assertThat(report.told())
                .extracting(Told::event)
                .filteredOn(JournalPlanned.class::isInstance)
                .map(JournalPlanned.class::cast)
                .anySatisfy(
                        journal ->
                                assertThat(journal.amountByLine())
                                        .containsEntry("bad~loss", Money.parse("EUR 20000.00")));
    }
}
