package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.figure;
import static throughline.scenario.Written.map;
import static throughline.scenario.Written.rows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import throughline.property.Property;
import throughline.scenario.ScenarioReport;
import throughline.scenario.ScenarioRun;
import throughline.scenario.Written;

/**
 * Complaint 1: the same hour billed twice, or never, after a credit note or a partial invoice.
 *
 * <p>Ten hours of January at EUR 150.00 are on the invoice of 6 February.
 */
class TheSameHourBilledTwiceOrNeverTest {

    private static final Map<String, Object> TEN_HOURS =
            map(
                    "on",
                    "2026-01-12",
                    "happens",
                    "time-approved",
                    "role",
                    "consultant",
                    "id",
                    "T",
                    "hours",
                    10);

    private static ScenarioReport happens(String cap, Object... more) {
        List<Object> calendar = new ArrayList<>();
        calendar.add(map("on", "2026-01-01", "happens", "signed"));
        calendar.addAll(List.of(more));
        Map<String, Object> line =
                map(
                        "id",
                        "work",
                        "pricingModel",
                        "time-and-materials",
                        "from",
                        "2026-01-01",
                        "until",
                        "2026-07-01");
        if (!cap.isEmpty()) {
            line.put("cap", cap);
        }
        ScenarioReport report =
                ScenarioRun.of(
                        Written.scenario(
                                map(
                                        "scenario",
                                        "the same hour",
                                        "contract",
                                        map("lines", List.of(line)),
                                        "firm",
                                        map(
                                                "rates",
                                                List.of(map("role", "consultant", "rate", 150))),
                                        "calendar",
                                        calendar)));
        conserved(report);
        return report;
    }

    /** entitled = billed - credited + open + written off, whatever happened. */
    private static void conserved(ScenarioReport report) {
        BigDecimal accounted =
                figure(report, "billings")
                        .add(figure(report, "unbilled"))
                        .add(figure(report, "written-off"));
        assertThat(figure(report, "entitled")).isEqualByComparingTo(accounted);
        assertThat(report.brokenIdentities()).isEmpty();
    }

    private static List<String> billed(ScenarioReport report) {
        return rows(report, "invoices").stream()
                .map(row -> row.get("net") + " " + row.get("status"))
                .toList();
    }

    private static List<String> open(ScenarioReport report) {
        return rows(report, "exceptions").stream()
                .map(row -> row.getOrDefault("code", ""))
                .toList();
    }

    @Test
    void an_hour_that_is_told_again_is_billed_once() {
        ScenarioReport report = happens("", TEN_HOURS, TEN_HOURS);
        assertThat(billed(report)).containsExactly("1500.00 posted");
    }

    @Test
    void an_hour_behind_a_partial_invoice_is_neither_lost_nor_billed_above_the_cap() {
        ScenarioReport report = happens("900", TEN_HOURS);
        assertThat(billed(report)).containsExactly("900.00 posted");
        assertThat(figure(report, "unbilled")).isEqualByComparingTo("600.00");
        assertThat(open(report)).containsExactly("cap-exceeded");
    }

    @Test
    void a_credited_hour_is_not_billed_again_by_itself_and_stays_in_front_of_people() {
        ScenarioReport report =
                happens(
                        "",
                        TEN_HOURS,
                        map(
                                "on",
                                "2026-02-10",
                                "happens",
                                "invoice-credited",
                                "invoice",
                                1,
                                "net",
                                300),
                        map(
                                "on",
                                "2026-02-12",
                                "happens",
                                "time-approved",
                                "role",
                                "consultant",
                                "id",
                                "U",
                                "hours",
                                2));
        // The invoice of February holds its own two hours, not the credited ones once more.
        assertThat(billed(report)).containsExactly("1500.00 posted", "300.00 posted");
        assertThat(figure(report, "billings")).isEqualByComparingTo("1500.00");
        assertThat(figure(report, "unbilled")).isEqualByComparingTo("300.00");
        assertThat(open(report)).containsExactly("credit-undecided");
    }

    @Test
    void an_hour_of_a_voided_invoice_is_billed_again_once() {
        ScenarioReport report =
                happens(
                        "",
                        TEN_HOURS,
                        map("on", "2026-02-10", "happens", "invoice-voided", "invoice", 1));
        assertThat(billed(report)).containsExactly("1500.00 voided", "1500.00 posted");
        assertThat(figure(report, "billings")).isEqualByComparingTo("1500.00");
        assertThat(open(report)).isEmpty();
    }

    @Test
    void an_hour_that_was_corrected_after_its_invoice_is_credited_by_its_difference_only() {
        ScenarioReport report =
                happens(
                        "",
                        TEN_HOURS,
                        map(
                                "on",
                                "2026-02-10",
                                "happens",
                                "time-approved",
                                "role",
                                "consultant",
                                "id",
                                "T",
                                "worked",
                                "2026-01-12",
                                "hours",
                                8),
                        map(
                                "on",
                                "2026-02-20",
                                "happens",
                                "time-approved",
                                "role",
                                "consultant",
                                "id",
                                "V",
                                "hours",
                                4));
        // 10 h billed, 8 h worked, 4 h of February: the next invoice is 4 h less 2 h.
        assertThat(billed(report)).containsExactly("1500.00 posted", "300.00 posted");
        assertThat(figure(report, "entitled")).isEqualByComparingTo("1800.00");
        assertThat(figure(report, "unbilled")).isEqualByComparingTo("0.00");
    }

    @Test
    void no_sequence_of_corrections_credits_and_voids_bills_an_hour_twice_or_loses_it() {
        Property.holds(
                60,
                random -> {
                    ScenarioReport report = happens("", whatever(random));
                    boolean somethingIsLeft = figure(report, "unbilled").signum() != 0;
                    if (somethingIsLeft) {
                        assertThat(open(report)).isNotEmpty();
                    }
                });
    }

    private static Object[] whatever(RandomGenerator random) {
        List<Object> calendar = new ArrayList<>(List.of(TEN_HOURS));
        for (int day = 8; day < 28; day += 1 + random.nextInt(4)) {
            String on = "2026-02-%02d".formatted(day);
            calendar.add(
                    switch (random.nextInt(4)) {
                        case 0 ->
                                map(
                                        "on",
                                        on,
                                        "happens",
                                        "time-approved",
                                        "role",
                                        "consultant",
                                        "id",
                                        "T",
                                        "worked",
                                        "2026-01-12",
                                        "hours",
                                        1 + random.nextInt(12));
                        case 1 ->
                                map(
                                        "on",
                                        on,
                                        "happens",
                                        "invoice-credited",
                                        "invoice",
                                        1,
                                        "net",
                                        150 * (1 + random.nextInt(4)));
                        case 2 -> map("on", on, "happens", "invoice-voided", "invoice", 1);
                        default ->
                                map(
                                        "on",
                                        on,
                                        "happens",
                                        "time-approved",
                                        "role",
                                        "consultant",
                                        "id",
                                        "T" + day,
                                        "hours",
                                        1 + random.nextInt(8));
                    });
        }
        return calendar.toArray();
    }
}
