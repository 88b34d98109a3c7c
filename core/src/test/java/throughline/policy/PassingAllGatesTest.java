package throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import throughline.calendar.DateRange;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;

class PassingAllGatesTest {

    @Test
    void yields_every_value_of_the_terms() {
        Sale sale = Sale.milestones();
        sale.purchaseOrder = Optional.of("PO-1");

        Terms terms = sale.terms(Firm.plain());

        Line line =
                new Line(
                        "1",
                        "Line 1",
                        "design",
                        new FixedFeeMilestones(
                                List.of(
                                        milestone("kick-off", "2026-03-10", "EUR 4000.00"),
                                        milestone("go-live", "2026-06-30", "EUR 6000.00"))),
                        Optional.of(Money.parse("EUR 10000.00")),
                        new DateRange(Sale.DAY, LocalDate.of(2026, 7, 1)),
                        RevenueMethod.OUTPUT_MILESTONES,
                        List.of());
        assertThat(terms)
                .isEqualTo(
                        new Terms(
                                0,
                                Sale.DAY,
                                "DE01",
                                "north",
                                Money.parse("EUR 0.00").currency(),
                                Optional.of("PO-1"),
                                "domestic",
                                "design-project",
                                List.of(line),
                                ContentHash.of(sale.deal())));
    }

    @Test
    void is_answered_by_every_gate_with_the_rows_that_decided() {
        List<GateAnswer> answers = Sale.milestones().judge(Firm.plain()).answers();

        assertThat(answers).extracting(GateAnswer::gate).containsExactly(GateName.values());
        assertThat(answers).allMatch(GateAnswer::passes);
        assertThat(answers.get(1).value()).isEqualTo("DE01");
        assertThat(answers.get(1).sources()).containsExactly("tables/legal-entity.csv line 2");
    }

    @Test
    void needs_no_more_than_a_value_and_a_date_where_the_landscape_says_what_stands_in() {
        Firm firm =
                new Firm()
                        .disable(GateName.CUSTOMER)
                        .set(GateName.LEGAL_ENTITY, "default", "US01")
                        .set(GateName.PRICING, "default-model", "fixed-fee-calendar")
                        .set(GateName.PRICING, "default-service-line", "hardware")
                        .set(GateName.TAX, "default", "domestic")
                        .set(GateName.TEMPLATE, "default", "standard")
                        .set(GateName.SCHEDULE, "default-term-days", "1")
                        .set(GateName.SCHEDULE, "default-parts", "100@close");
        Sale sale = new Sale();
        sale.customers.clear();
        sale.headline = Optional.of(Money.parse("USD 1054.00"));

        Line line = sale.terms(firm).lines().getFirst();

        assertThat(line.pricing())
                .isEqualTo(
                        new FixedFeeCalendar(
                                List.of(
                                        new Instalment(
                                                "2026-03-10",
                                                Sale.DAY,
                                                Money.parse("USD 1054.00")))));
        assertThat(line.serviceLine()).isEqualTo("hardware");
        assertThat(line.revenue()).isEqualTo(RevenueMethod.STRAIGHT_LINE);
        assertThat(line.term()).isEqualTo(DateRange.day(Sale.DAY));
    }

    @Test
    void is_refused_by_every_gate_at_once_when_nothing_is_known() {
        Sale sale = new Sale();
        sale.customers.clear();

        assertThat(sale.codes(new Firm()))
                .containsExactly(
                        "customer-unknown",
                        "legal-entity-undecided",
                        "lines-missing",
                        "tax-treatment-undecided",
                        "template-undecided");
    }

    @Test
    void is_possible_with_a_waived_finding_but_not_with_a_missing_value() {
        Firm firm = Firm.plain().require(GateName.CUSTOMER, "customer.segment");
        Sale sale = Sale.milestones();
        sale.waived.add("customer-incomplete");
        assertThat(sale.codes(firm)).containsExactly("customer-incomplete");

        firm.waivable(GateName.CUSTOMER, "cfo");
        assertThat(sale.judge(firm)).isInstanceOf(GateReport.Passed.class);
        assertThat(sale.judge(firm).answers().getFirst().waived())
                .extracting(Violation::code)
                .containsExactly("customer-incomplete");

        firm.without("legal-entity").waivable(GateName.LEGAL_ENTITY, "cfo");
        sale.waived.addAll(Set.of("legal-entity-undecided"));
        assertThat(sale.codes(firm)).containsExactly("legal-entity-undecided");
    }

    @Test
    void is_held_by_a_condition_of_the_landscape() {
        Firm firm =
                Firm.plain()
                        .demand(
                                GateName.APPROVALS,
                                new OnlyBelow("too-large", Money.parse("EUR 9999.99")));

        assertThat(Sale.milestones().codes(firm)).containsExactly("too-large");
    }

    private static Milestone milestone(String id, String due, String amount) {
        return new Milestone(id, id, Optional.of(LocalDate.parse(due)), Money.parse(amount));
    }

    /** A condition as the landscape compiles them. */
    private record OnlyBelow(String code, Money most) implements GatePolicy.Condition {
        @Override
        public String sentence() {
            return "Too large.";
        }

        @Override
        public boolean holds(java.util.Map<String, Object> facts) {
            return facts.get("terms") instanceof java.util.Map<?, ?> terms
                    && terms.get("price") instanceof Money price
                    && price.compareTo(most) <= 0;
        }
    }
}
