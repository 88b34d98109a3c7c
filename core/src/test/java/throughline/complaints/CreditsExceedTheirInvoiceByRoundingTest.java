package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.figure;
import static throughline.scenario.Written.map;
import static throughline.scenario.Written.rows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.property.Property;
import throughline.scenario.Refusal;
import throughline.scenario.ScenarioReport;
import throughline.scenario.ScenarioRun;
import throughline.scenario.Written;

/** Complaint 12: credits exceed their invoice by rounding. */
class CreditsExceedTheirInvoiceByRoundingTest {

    /** One price in three parts of a third, all on one invoice. */
    private static ScenarioReport credited(
            String currency, String price, List<BigDecimal> credits) {
        List<Object> calendar = new ArrayList<>();
        calendar.add(map("on", "2026-01-01", "happens", "signed"));
        int number = 0;
        for (BigDecimal net : credits) {
            calendar.add(
                    map(
                            "on",
                            "2026-02-10",
                            "happens",
                            "invoice-credited",
                            "invoice",
                            1,
                            "id",
                            "CN-" + ++number,
                            "net",
                            net.toPlainString()));
        }
        Map<String, Object> third = map("on", "2026-01-20", "amount", price);
        BigDecimal whole = new BigDecimal(price).multiply(BigDecimal.valueOf(3));
        return ScenarioRun.of(
                Written.scenario(
                        map(
                                "scenario",
                                "credits",
                                "contract",
                                map(
                                        "currency",
                                        currency,
                                        "lines",
                                        List.of(
                                                map(
                                                        "id", "build",
                                                        "pricingModel", "fixed-fee-calendar",
                                                        "amount", whole.toPlainString(),
                                                        "from", "2026-01-01",
                                                        "until", "2026-07-01",
                                                        "instalments",
                                                                List.of(third, third, third)))),
                                "firm",
                                map("entity", map("currencies", List.of(currency))),
                                "calendar",
                                calendar)));
    }

    private static BigDecimal sum(ScenarioReport report, String column) {
        return rows(report, "invoices").stream()
                .map(row -> new BigDecimal(row.getOrDefault(column, "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @CsvSource({"EUR, 33.33, 33.34", "JPY, 3333, 3334", "KWD, 33.333, 33.334"})
    void thirds_that_are_rounded_up_are_refused_at_the_last_one(
            String currency, String third, String rounded) {
        List<BigDecimal> up = List.of(new BigDecimal(rounded), new BigDecimal(rounded));
        List<BigDecimal> credits = new ArrayList<>(up);
        credits.add(new BigDecimal(rounded));
        ScenarioReport report = credited(currency, third, credits);
        assertThat(report.refusals()).extracting(Refusal::code).contains("credit-exceeds-invoice");
        assertThat(sum(report, "credited")).isEqualByComparingTo(up.get(0).add(up.get(1)));
        assertThat(sum(report, "credited")).isLessThanOrEqualTo(sum(report, "net"));
    }

    @Test
    void the_last_cent_can_be_credited_and_not_one_more() {
        BigDecimal cent = new BigDecimal("0.01");
        ScenarioReport report =
                credited("EUR", "33.33", List.of(new BigDecimal("99.98"), cent, cent));
        assertThat(report.refusals()).hasSize(1);
        assertThat(report.refusals().getFirst().code()).isEqualTo("credit-exceeds-invoice");
        assertThat(report.refusals().getFirst().sentence()).contains("CN-3", "EUR 0.01");
        assertThat(sum(report, "credited")).isEqualByComparingTo("99.99");
    }

    @Test
    void whatever_is_credited_no_invoice_and_no_line_of_it_goes_below_nothing() {
        Property.holds(
                60,
                random -> {
                    List<BigDecimal> credits = new ArrayList<>();
                    for (int i = 0; i < 1 + random.nextInt(8); i++) {
                        credits.add(BigDecimal.valueOf(1 + random.nextInt(6000), 2));
                    }
                    ScenarioReport report = credited("EUR", "33.33", credits);
                    assertThat(sum(report, "credited")).isLessThanOrEqualTo(sum(report, "net"));
                    assertThat(figure(report, "billings").signum()).isNotNegative();
                    assertThat(figure(report, "receivable"))
                            .isEqualByComparingTo(figure(report, "billings"));
                    assertThat(report.brokenIdentities()).isEmpty();
                });
    }
}
