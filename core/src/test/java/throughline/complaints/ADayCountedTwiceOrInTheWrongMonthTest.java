package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.map;
import static throughline.scenario.Written.rows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.property.Property;
import throughline.scenario.ScenarioReport;
import throughline.scenario.ScenarioRun;
import throughline.scenario.Written;

/**
 * Complaint 13: a period's last or first day counted twice or in the wrong month.
 *
 * <p>Every line costs one euro a day, so that revenue is a number of days.
 */
class ADayCountedTwiceOrInTheWrongMonthTest {

    private static Map<String, Object> aEuroADay(String id, LocalDate from, LocalDate until) {
        long days = until.toEpochDay() - from.toEpochDay();
        return map(
                "id", id,
                "pricingModel", "fixed-fee-calendar",
                "revenueMethod", "straight-line",
                "amount", days,
                "from", from,
                "until", until,
                "instalments", List.of(map("on", from, "amount", days)));
    }

    private static ScenarioReport earned(String zone, LocalDate signed, List<Object> lines) {
        return ScenarioRun.of(
                Written.scenario(
                        map(
                                "scenario",
                                "days",
                                "contract",
                                map("lines", lines),
                                "firm",
                                map("entity", map("zone", zone)),
                                "calendar",
                                List.of(map("on", signed, "happens", "signed")))));
    }

    private static Map<String, BigDecimal> byPeriod(ScenarioReport report) {
        Map<String, BigDecimal> days = new TreeMap<>();
        for (Map<String, String> row : rows(report, "revenue")) {
            days.merge(
                    row.getOrDefault("period", ""),
                    new BigDecimal(row.getOrDefault("amount", "")),
                    BigDecimal::add);
        }
        days.values().removeIf(amount -> amount.signum() == 0);
        return days;
    }

    private static Map<String, BigDecimal> daysByMonth(LocalDate from, LocalDate until) {
        Map<String, BigDecimal> days = new TreeMap<>();
        for (LocalDate day = from; day.isBefore(until); day = day.plusDays(1)) {
            String month = "%04d-%02d".formatted(day.getYear(), day.getMonthValue());
            days.merge(month, new BigDecimal("1.00"), BigDecimal::add);
        }
        return days;
    }

    @Test
    void the_last_day_of_january_and_the_first_of_march_are_where_they_are() {
        LocalDate from = LocalDate.of(2026, 1, 31);
        LocalDate until = LocalDate.of(2026, 3, 2);
        for (String zone : List.of("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago")) {
            ScenarioReport report = earned(zone, from, List.of(aEuroADay("run", from, until)));
            assertThat(byPeriod(report))
                    .isEqualTo(
                            Map.of(
                                    "2026-01", new BigDecimal("1.00"),
                                    "2026-02", new BigDecimal("28.00"),
                                    "2026-03", new BigDecimal("1.00")));
        }
    }

    @Test
    void hours_of_a_months_last_and_first_day_are_on_the_invoices_of_their_months() {
        ScenarioReport report =
                ScenarioRun.of(
                        Written.scenario(
                                map(
                                        "scenario",
                                        "hours",
                                        "contract",
                                        map(
                                                "lines",
                                                List.of(
                                                        map(
                                                                "id", "work",
                                                                "pricingModel",
                                                                        "time-and-materials",
                                                                "from", "2026-01-01",
                                                                "until", "2026-07-01"))),
                                        "firm",
                                        map("rates", List.of(map("role", "*", "rate", 100))),
                                        "calendar",
                                        List.of(
                                                map("on", "2026-01-01", "happens", "signed"),
                                                map(
                                                        "on", "2026-02-01",
                                                        "happens", "time-approved",
                                                        "worked", "2026-01-31",
                                                        "hours", 3),
                                                map(
                                                        "on", "2026-02-01",
                                                        "happens", "time-approved",
                                                        "hours", 5)))));
        assertThat(rows(report, "time"))
                .extracting(row -> row.get("period") + " " + row.get("hours"))
                .containsExactly("2026-01 3", "2026-02 5");
        assertThat(rows(report, "invoices"))
                .extracting(row -> row.get("invoice") + " " + row.get("net"))
                .containsExactly("2026-01#1 300.00", "2026-02#1 500.00");
    }

    @Test
    void whatever_the_term_every_month_earns_its_days_and_two_terms_that_touch_share_none() {
        Property.holds(
                40,
                random -> {
                    LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(400));
                    LocalDate middle = from.plusDays(1 + random.nextInt(200));
                    LocalDate until = middle.plusDays(1 + random.nextInt(200));
                    Map<String, BigDecimal> expected = daysByMonth(from, until);
                    ScenarioReport one =
                            earned("Europe/Berlin", from, List.of(aEuroADay("a", from, until)));
                    List<Object> halves = new ArrayList<>();
                    halves.add(aEuroADay("a", from, middle));
                    halves.add(aEuroADay("b", middle, until));
                    ScenarioReport two = earned("Europe/Berlin", from, halves);
                    assertThat(byPeriod(one)).isEqualTo(expected);
                    assertThat(byPeriod(two)).isEqualTo(expected);
                });
    }
}
