package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.scenario.Written.figure;
import static throughline.scenario.Written.map;
import static throughline.scenario.Written.rows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import throughline.billing.Invoice;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.money.Money;
import throughline.property.Property;

/** What hours and units are worth that a credit note takes back by quantity. */
class CreditingByQuantityTest {

    private static final int CASES = 120;

    private static Map<String, Object> on(String day, String happens, Object... more) {
        Map<String, Object> happening = map("on", day, "happens", happens);
        happening.putAll(map(more));
        return happening;
    }

    private static Map<String, Object> worked(String day, String role, Object hours) {
        return on(day, "time-approved", "line", "advice", "role", role, "hours", hours);
    }

    private static Map<String, Object> credited(String id, Object... more) {
        Map<String, Object> credit =
                on("2026-05-01", "invoice-credited", "invoice", "2026-01#1", "id", id);
        credit.putAll(map(more));
        return credit;
    }

    private static Map<String, Object> part(Object... more) {
        return credited("C" + more[0], "units", List.of(map(more[1], more[2], more[3], more[4])));
    }

    private static ScenarioReport run(
            Map<String, Object> clauses, Map<String, Object> policies, List<Object> happenings) {
        Map<String, Object> advice =
                map(
                        "id", "advice",
                        "pricingModel", "time-and-materials",
                        "rateCard", "standard",
                        "from", "2026-01-01",
                        "until", "2026-12-01");
        advice.putAll(clauses);
        Map<String, Object> calls =
                map(
                        "id", "calls",
                        "pricingModel", "unit",
                        "from", "2026-01-01",
                        "until", "2026-12-01",
                        "tiers", List.of(map("upTo", 100, "price", "1.25"), map("price", "0.75")));
        List<Object> calendar = new ArrayList<>(List.of(on("2026-01-01", "signed")));
        calendar.addAll(happenings);
        return ScenarioRun.of(
                Written.scenario(
                        map(
                                "scenario",
                                "credits by quantity",
                                "contract",
                                map("currency", "EUR", "lines", List.of(advice, calls)),
                                "firm",
                                map(
                                        "rates",
                                        List.of(
                                                map("role", "consultant", "rate", "33.35"),
                                                map("role", "partner", "rate", "77.77")),
                                        "policies",
                                        policies),
                                "calendar",
                                calendar)));
    }

    private static Map<String, Object> policy(String gate, String setting, String value) {
        return map(gate, map("settings", map(setting, value)));
    }

    private static List<String> credits(ScenarioReport report) {
        return rows(report, "credits").stream().map(row -> row.getOrDefault("net", "")).toList();
    }

    private static Invoice first(ScenarioReport report) {
        return report.end().state().billing().invoices().values().iterator().next();
    }

    private static Money sum(Iterable<Money> amounts) {
        Money sum = Money.zero(CurrencyUnit.EUR);
        for (Money amount : amounts) {
            sum = sum.plus(amount);
        }
        return sum;
    }

    /** Hours of two roles, credited in random parts until nothing is left; some credits voided. */
    private static final class Drawn {
        private final RandomGenerator random;
        private final Map<String, BigDecimal> left = new TreeMap<>();
        private final List<Object> happenings = new ArrayList<>();
        private int number;

        Drawn(RandomGenerator random) {
            this.random = random;
            for (String role : List.of("consultant", "partner")) {
                BigDecimal hours = quarters(1 + random.nextInt(60));
                left.put(role, hours);
                happenings.add(worked("2026-01-12", role, hours));
            }
            for (int i = random.nextInt(12); i > 0; i--) {
                some();
            }
            new TreeMap<>(left).forEach(this::credit);
        }

        private static BigDecimal quarters(int number) {
            return new BigDecimal("0.25").multiply(BigDecimal.valueOf(number));
        }

        private void some() {
            String role = random.nextBoolean() ? "consultant" : "partner";
            BigDecimal most = left.getOrDefault(role, BigDecimal.ZERO);
            BigDecimal hours = quarters(1 + random.nextInt(12)).min(most);
            credit(role, hours);
            if (hours.signum() > 0 && random.nextInt(3) == 0) {
                happenings.add(on("2026-05-01", "credit-voided", "id", "C" + number));
                left.put(role, most);
            }
        }

        private void credit(String role, BigDecimal hours) {
            if (hours.signum() > 0) {
                left.merge(role, hours.negate(), BigDecimal::add);
                happenings.add(part(++number, "role", role, "quantity", hours));
            }
        }
    }

    @Test
    void whatever_the_parts_are_all_of_the_hours_are_all_of_the_money() {
        Property.holds(
                CASES,
                random -> {
                    Map<String, Object> clauses =
                            switch (random.nextInt(3)) {
                                case 0 -> Map.of();
                                case 1 -> Map.of("cap", 20 + random.nextInt(500));
                                default ->
                                        Map.of(
                                                "holdback-percent",
                                                1 + random.nextInt(30),
                                                "holdback-released",
                                                "end");
                            };
                    boolean rounds = random.nextBoolean();
                    ScenarioReport report =
                            run(
                                    clauses,
                                    policy("pricing", "rounding", rounds ? "half-even" : "half-up"),
                                    new Drawn(random).happenings);
                    Invoice invoice = first(report);
                    assertThat(invoice.credited()).isEqualTo(invoice.net());
                    conserved(report);
                });
    }

    /** What was credited adds up by unit, and nothing is credited that was not billed. */
    private static void conserved(ScenarioReport report) {
        assertThat(report.brokenIdentities()).isEmpty();
        for (Invoice invoice : report.end().state().billing().invoices().values()) {
            assertThat(sum(invoice.creditedUnits().values())).isEqualTo(invoice.credited());
            for (InvoiceLine line : invoice.lines()) {
                String unit = "advice/" + line.period() + "/" + line.role();
                assertThat(invoice.creditedQuantities().getOrDefault(unit, BigDecimal.ZERO))
                        .isBetween(BigDecimal.ZERO, line.hours().max(BigDecimal.ZERO));
            }
        }
    }

    @Test
    void a_part_is_worth_its_share_and_the_last_part_what_is_left() {
        ScenarioReport report =
                run(
                        Map.of(),
                        Map.of(),
                        List.of(
                                worked("2026-01-12", "consultant", 3), // 100.05
                                part(1, "role", "consultant", "quantity", "1.5"),
                                part(2, "role", "consultant", "quantity", "1.5")));
        assertThat(credits(report)).containsExactly("50.03", "50.02");
        assertThat(report.refusals()).isEmpty();
    }

    @Test
    void many_small_parts_never_come_to_more_than_the_whole() {
        List<Object> happenings = new ArrayList<>(List.of(worked("2026-01-12", "consultant", 1)));
        for (int i = 1; i <= 40; i++) { // 0.025 h of 33.35 is 0.83375, 40 times 0.83 or 0.84
            happenings.add(part(i, "role", "consultant", "quantity", "0.025"));
        }
        ScenarioReport report = run(Map.of(), Map.of(), happenings);
        assertThat(new TreeSet<>(credits(report))).containsExactly("0.83", "0.84");
        assertThat(figure(report, "billings")).isEqualByComparingTo("0");
    }

    @Test
    void after_an_amount_a_quantity_is_worth_what_was_billed_and_the_last_of_it_what_is_left() {
        ScenarioReport report =
                run(
                        Map.of(),
                        Map.of(),
                        List.of(
                                worked("2026-01-12", "consultant", 3),
                                credited("C1", "net", 10),
                                part(2, "role", "consultant", "quantity", 2), // 66.70
                                part(3, "role", "consultant", "quantity", 1))); // 33.35 less 10
        assertThat(credits(report)).containsExactly("10.00", "66.70", "23.35");
        assertThat(report.refusals()).isEmpty();
    }

    @Test
    void of_more_than_is_left_one_sentence_tells_and_what_is_left_is_credited() {
        ScenarioReport report =
                run(
                        Map.of(),
                        Map.of(),
                        List.of(
                                worked("2026-01-12", "consultant", 3),
                                part(1, "role", "consultant", "quantity", "1.5"),
                                part(2, "role", "consultant", "quantity", 4)));
        assertThat(credits(report)).containsExactly("50.03", "50.02");
        assertThat(report.refusals())
                .singleElement()
                .extracting(Refusal::sentence)
                .asString()
                .contains("names 4 of consultant, of which 1.5 are left. What is left was");
    }

    /**
     * 5 h are 166.75, capped at 150.00, which is told as 4.5 h. The second note has its own price.
     */
    @Test
    void hours_under_a_cap_are_worth_what_they_were_billed_for() {
        ScenarioReport report =
                run(
                        Map.of("cap", 150),
                        Map.of(),
                        List.of(
                                worked("2026-01-12", "consultant", 5),
                                part(1, "role", "consultant", "quantity", "1.5"),
                                credited("C2", "net", "40.00", "units", List.of(hours(1))),
                                part(3, "role", "consultant", "quantity", 2)));
        assertThat(credits(report)).containsExactly("50.00", "40.00", "60.00");
        assertThat(report.refusals()).isEmpty();
        conserved(report);
    }

    private static Map<String, Object> hours(Object quantity) {
        return map("role", "consultant", "quantity", quantity);
    }

    /** A tenth of 100.05 is kept back, 10.01: 90.04 are billed, and a third of that is 30.01. */
    @Test
    void hours_of_which_a_part_is_kept_back_are_worth_what_is_left_of_them() {
        ScenarioReport report =
                run(
                        Map.of("holdback-percent", 10, "holdback-released", "end"),
                        Map.of(),
                        List.of(
                                worked("2026-01-12", "consultant", 3),
                                part(1, "role", "consultant", "quantity", 1),
                                part(2, "role", "consultant", "quantity", 2)));
        assertThat(first(report).net()).isEqualTo(Money.parse("EUR 90.04"));
        assertThat(credits(report)).containsExactly("30.01", "60.03");
        conserved(report);
    }

    @Test
    void what_the_note_is_over_counts_where_it_rounds_otherwise_or_has_a_price_of_its_own() {
        ScenarioReport report =
                run(
                        Map.of(),
                        Map.of(),
                        List.of(
                                worked("2026-01-12", "consultant", 3),
                                worked("2026-01-12", "partner", 1),
                                credited("C1", "net", "50.02", "units", List.of(hours("1.5"))),
                                credited("C2", "net", "40.00", "units", List.of(hours(1)))));
        assertThat(report.refusals()).isEmpty();
        assertThat(first(report).creditedUnits())
                .containsOnly(Map.entry("advice/2026-01/consultant", Money.parse("EUR 90.02")));
        assertThat(first(report).creditedQuantities())
                .containsOnly(Map.entry("advice/2026-01/consultant", new BigDecimal("2.5")));
    }

    @Test
    void an_amount_counts_whatever_quantity_is_said_with_it() {
        ScenarioReport report =
                run(
                        Map.of(),
                        Map.of(),
                        List.of(
                                worked("2026-01-12", "consultant", 3),
                                credited(
                                        "C1",
                                        "units",
                                        List.of(
                                                map(
                                                        "role",
                                                        "consultant",
                                                        "quantity",
                                                        8,
                                                        "amount",
                                                        "99.00")))));
        assertThat(credits(report)).containsExactly("99.00");
        assertThat(report.refusals()).isEmpty();
        conserved(report);
    }

    @Test
    void a_quantity_of_time_that_two_invoices_bill_is_of_the_one_that_is_credited() {
        ScenarioReport report =
                run(
                        Map.of(),
                        Map.of(),
                        List.of(
                                worked("2026-01-12", "consultant", 3),
                                on(
                                        "2026-03-10",
                                        "time-approved",
                                        "line",
                                        "advice",
                                        "role",
                                        "consultant",
                                        "hours",
                                        2,
                                        "worked",
                                        "2026-01-20"),
                                part(1, "role", "consultant", "quantity", 4)));
        assertThat(credits(report)).containsExactly("100.05");
        assertThat(report.refusals().getFirst().sentence()).contains("4 of consultant", "3 are");
        conserved(report);
    }

    /** 80 units at 1.25; of 40 that came late 20 at 1.25 and 20 at 0.75. */
    @Test
    void units_are_priced_by_what_their_own_charge_billed() {
        ScenarioReport report =
                run(
                        Map.of(),
                        Map.of(),
                        List.of(
                                on("2026-01-20", "usage-accepted", "line", "calls", "quantity", 80),
                                on(
                                        "2026-03-10",
                                        "usage-accepted",
                                        "line",
                                        "calls",
                                        "quantity",
                                        40,
                                        "used",
                                        "2026-01-21"),
                                part(1, "line", "calls", "quantity", 30),
                                part(2, "line", "calls", "quantity", 50)));
        assertThat(credits(report)).containsExactly("37.50", "62.50");
        assertThat(report.refusals()).isEmpty();
        assertThat(first(report).credited()).isEqualTo(first(report).net());
    }

    @Test
    void hours_that_are_billed_again_are_the_ones_that_were_credited() {
        ScenarioReport report =
                run(
                        Map.of(),
                        policy("schedule", "credited-units", "bill-again"),
                        List.of(
                                worked("2026-01-12", "consultant", 3),
                                part(1, "role", "consultant", "quantity", "0.125")));
        assertThat(rows(report, "invoice-lines"))
                .extracting(row -> row.getOrDefault("text", ""))
                .contains("consultant, 2026-01, 0.125 h");
        assertThat(figure(report, "billings")).isEqualByComparingTo("100.05");
        conserved(report);
    }
}
