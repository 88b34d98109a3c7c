package throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.policy.Sale.SaleLine;
import throughline.property.Property;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.Terms;

class GatesHoldForEveryDealTest {

    private static final List<String> MODELS =
            List.of(
                    "fixed-fee-milestones",
                    "fixed-fee-calendar",
                    "fixed-fee-calendar",
                    "time-and-materials",
                    "internal",
                    "progress",
                    "outcome",
                    "retainer",
                    "managed-service",
                    "prepaid-block",
                    "advance-drawdown",
                    "unit",
                    "expenses",
                    "barter",
                    "");
    private static final List<String> PARTS =
            List.of("30@start;40@middle;30@end", "100@close", "each-period-end-by-days", "9@end");

    private int passed;

    @Test
    void a_deal_yields_sound_terms_or_named_violations_and_never_fails() {
        Property.holds(
                4_000,
                random -> {
                    Sale sale = sale(random);
                    Firm firm = firm(random);
                    switch (sale.judge(firm)) {
                        case GateReport.Passed(var terms, var answers) -> {
                            passed++;
                            sound(terms);
                            assertThat(answers).allMatch(GateAnswer::passes);
                        }
                        case GateReport.Violated(_, var violations, _) -> named(violations);
                    }
                });
        if (Property.isWhole()) {
            assertThat(passed).as("deals that passed, or this proves little").isGreaterThan(200);
        }
    }

    @Test
    void the_same_deal_gets_the_same_answer_and_waiving_removes_only_what_may_be_waived() {
        Property.holds(
                2_000,
                random -> {
                    Sale sale = sale(random);
                    Firm firm = firm(random);
                    for (GateName gate : GateName.values()) {
                        firm.waivable(gate, "cfo");
                    }
                    GateReport first = sale.judge(firm);
                    assertThat(sale.judge(firm)).isEqualTo(first);
                    if (first instanceof GateReport.Violated(_, var violations, _)) {
                        violations.forEach(violation -> sale.waived.add(violation.code()));
                        List<String> essential =
                                violations.stream()
                                        .filter(violation -> violation.waivers().isEmpty())
                                        .map(Violation::code)
                                        .toList();
                        assertThat(sale.codes(firm)).isEqualTo(essential);
                    }
                });
    }

    @Test
    void a_change_of_one_cent_changes_the_content() {
        Property.holds(
                500,
                random -> {
                    Sale sale = sale(random);
                    String before = ContentHash.of(sale.deal());
                    assertThat(ContentHash.of(sale.deal())).isEqualTo(before);
                    sale.headline =
                            Optional.of(
                                    sale.headline
                                            .orElse(Money.parse("EUR 0.00"))
                                            .plus(Money.parse("EUR 0.01")));
                    assertThat(ContentHash.of(sale.deal())).isNotEqualTo(before);
                });
    }

    private static void named(List<Violation> violations) {
        assertThat(violations).isNotEmpty();
        assertThat(violations).extracting(Violation::code).doesNotHaveDuplicates();
        assertThat(violations).allMatch(violation -> violation.sentence().endsWith("."));
    }

    private static void sound(Terms terms) {
        assertThat(terms.lines()).isNotEmpty().extracting(Line::id).doesNotHaveDuplicates();
        for (Line line : terms.lines()) {
            assertThat(line.term().days()).isPositive();
            line.price().ifPresent(it -> assertThat(it.currency()).isEqualTo(terms.currency()));
            PricingModel pricing = line.pricing();
            if (!pricing.milestones().isEmpty() || !pricing.instalments().isEmpty()) {
                billed(line, pricing);
            }
            pricing.hourly().ifPresent(card -> assertThat(card).isNotBlank());
            if (pricing instanceof Internal || pricing instanceof PricingModel.PerUnit) {
                assertThat(line.price()).isEmpty();
            }
        }
    }

    private static void billed(Line line, PricingModel pricing) {
        List<String> ids =
                Stream.concat(
                                pricing.milestones().stream().map(Milestone::id),
                                pricing.instalments().stream().map(Instalment::id))
                        .toList();
        List<Money> parts =
                Stream.concat(
                                pricing.milestones().stream().map(Milestone::amount),
                                pricing.instalments().stream().map(Instalment::amount))
                        .toList();
        Money price = line.price().orElseThrow();
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
        assertThat(parts).allMatch(part -> part.signum() > 0 || price.isZero());
        assertThat(parts.stream().reduce(Money.zero(price.currency()), Money::plus))
                .isEqualTo(price);
    }

    private static Sale sale(RandomGenerator random) {
        Sale sale = new Sale();
        if (rarely(random)) {
            sale.customers.clear();
        }
        if (rarely(random)) {
            sale.signedOn = Optional.empty();
        }
        for (int i = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3); i > 0; i--) {
            sale.lines.add(line(random, Integer.toString(rarely(random) ? 1 : i)).line());
        }
        if (rarely(random)) {
            sale.headline = Optional.of(euro(random.nextLong(-10, 1_000)));
        }
        return sale;
    }

    private static SaleLine line(RandomGenerator random, String id) {
        String model = MODELS.get(random.nextInt(MODELS.size()));
        long cents = random.nextLong(rarely(random) ? -5 : 1, 100_000);
        String currency = rarely(random) ? "JPY " + cents : euro(cents).toString();
        SaleLine line =
                model.equals("internal")
                        ? SaleLine.of(id, model)
                        : SaleLine.of(id, model, currency);
        boolean fees = model.equals("retainer") || model.equals("managed-service");
        if (fees || rarely(random)) {
            line.amount = Optional.empty();
        }
        conditions(random, line, model);
        if (random.nextBoolean()) {
            line.from(Sale.DAY.plusDays(random.nextInt(40)).toString());
        }
        if (random.nextBoolean()) {
            line.until(Sale.DAY.plusDays(30 + random.nextInt(400)).toString());
        }
        if (random.nextInt(4) > 0) {
            line.card("std").alone(euro(cents + 7).toString());
        }
        if (rarely(random)) {
            line.estimate("senior", Integer.toString(random.nextInt(50)));
        }
        if (random.nextInt(3) == 0) {
            line.share("a", rarely(random) ? "0.3" : "0.4").share("b", "0.35").share("c", "0.25");
        }
        if (random.nextInt(3) == 0) {
            line.instalment(Sale.DAY.plusDays(random.nextInt(60)).toString(), currency);
        }
        return line;
    }

    private static void conditions(RandomGenerator random, SaleLine line, String model) {
        String money = rarely(random) ? "12,50" : "150.00";
        switch (model) {
            case "retainer" ->
                    line.states("fee", money)
                            .states("unused", rarely(random) ? "keep" : "roll-over")
                            .states("included", "10")
                            .states("billed", random.nextBoolean() ? "in-advance" : "in-arrears");
            case "managed-service" ->
                    line.states("fee", money)
                            .states("every", random.nextBoolean() ? "quarter" : "month")
                            .states("minimum", "200.00")
                            .tier(Optional.of("10"), "2.00")
                            .tier(rarely(random) ? Optional.of("5") : Optional.empty(), "1.50");
            case "prepaid-block" -> line.states("hours", rarely(random) ? "0" : "20");
            case "advance-drawdown" -> line.states("advance", money);
            case "unit" -> line.tier(Optional.empty(), "9.99");
            case "expenses" -> line.states("markup-percent", rarely(random) ? "-5" : "7.5");
            default -> {}
        }
        if (rarely(random)) {
            line.states("colour", "blue");
        }
    }

    private static Firm firm(RandomGenerator random) {
        Firm firm =
                Firm.plain()
                        .set(
                                GateName.SCHEDULE,
                                "default-parts",
                                PARTS.get(random.nextInt(PARTS.size())))
                        .set(
                                GateName.SCHEDULE,
                                "default-term-days",
                                Integer.toString(random.nextInt(400)))
                        .set(GateName.PRICING, "default-model", "fixed-fee-calendar")
                        .set(GateName.RESOURCES, "tolerance-percent", "10000000");
        if (random.nextBoolean()) {
            firm.set(GateName.PRICING, "time-and-materials-amount", "committed");
        }
        if (rarely(random)) {
            firm.disable(GateName.values()[random.nextInt(GateName.values().length)]);
        }
        for (String table : new HashSet<>(List.of("legal-entity", "tax-treatment", "rate-card"))) {
            if (rarely(random)) {
                firm.without(table);
            }
        }
        return firm;
    }

    private static Money euro(long cents) {
        return Money.ofMinor("EUR", cents);
    }

    private static boolean rarely(RandomGenerator random) {
        return random.nextInt(8) == 0;
    }
}
