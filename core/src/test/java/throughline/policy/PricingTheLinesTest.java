package throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.policy.Sale.SaleLine;
import throughline.terms.Line;
import throughline.terms.PricingModel.ResourceAssumption;
import throughline.terms.PricingModel.TimeAndMaterials;

class PricingTheLinesTest {

    private final Firm firm = Firm.plain();

    private static SaleLine hours(String id) {
        return SaleLine.of(id, "time-and-materials").card("std").until("2026-07-01");
    }

    private static SaleLine fixed(String id, String amount) {
        return SaleLine.of(id, "fixed-fee-calendar", amount).instalment("2026-03-31", amount);
    }

    @Test
    void lines_add_up_to_the_headline_to_the_cent() {
        Sale sale = Sale.milestones();
        sale.headline = Optional.of(Money.parse("EUR 10000.01"));
        assertThat(sale.codes(firm)).containsExactly("lines-do-not-add-up");

        firm.set(GateName.PRICING, "headline", "ignored");
        assertThat(sale.codes(firm)).isEmpty();
    }

    @Test
    void lines_may_stay_below_the_headline_where_one_is_open() {
        Sale sale = Sale.of(fixed("1", "EUR 100.00"), hours("2"));
        sale.headline = Optional.of(Money.parse("EUR 250.00"));
        assertThat(sale.codes(firm)).isEmpty();

        sale.headline = Optional.of(Money.parse("EUR 99.99"));
        assertThat(sale.codes(firm)).containsExactly("lines-do-not-add-up");
    }

    @Test
    void a_model_must_be_known_and_allowed_for_the_service_line() {
        assertThat(Sale.of(SaleLine.of("1", "barter", "EUR 5.00").until("2026-04-01")).codes(firm))
                .containsExactly("pricing-model-unknown");

        firm.with(
                PlainTable.of(
                        "allowed-pricing",
                        "service-line, pricing-model | allowed, reason",
                        "design, time-and-materials | no, design is sold at a fixed fee",
                        "design, fixed-fee-calendar | yes, "));
        assertThat(Sale.of(fixed("1", "EUR 5.00")).codes(firm)).isEmpty();
        assertThat(Sale.of(hours("1")).codes(firm)).containsExactly("pricing-not-allowed");
        assertThat(Sale.milestones().codes(firm)).containsExactly("pricing-not-allowed");
    }

    @Test
    void a_fixed_fee_needs_a_price_that_is_not_negative() {
        assertThat(Sale.of(SaleLine.of("1", "fixed-fee-calendar").until("2026-04-01")).codes(firm))
                .containsExactly("price-missing");
        assertThat(Sale.of(fixed("1", "EUR -5.00")).codes(firm))
                .containsExactly("price-not-positive");
    }

    @Test
    void a_price_of_nothing_is_accepted_only_where_the_policy_says_so() {
        Sale free = Sale.of(fixed("1", "EUR 0.00"));
        assertThat(free.codes(firm)).containsExactly("price-not-positive");

        firm.set(GateName.PRICING, "free-lines", "allowed");
        assertThat(free.codes(firm)).isEmpty();
    }

    @Test
    void one_contract_has_one_currency_that_its_entity_sells_in() {
        assertThat(Sale.of(fixed("1", "EUR 5.00"), fixed("2", "USD 5.00")).codes(firm))
                .containsExactly("currency-mixed");
        assertThat(Sale.of(fixed("1", "USD 5.00")).codes(firm))
                .containsExactly("currency-not-allowed");
    }

    @Test
    void a_line_id_is_there_once() {
        Sale sale =
                Sale.of(
                        fixed("1", "EUR 5.00").alone("EUR 5.00"),
                        fixed("1", "EUR 6.00").alone("EUR 6.00"));

        assertThat(sale.codes(firm)).containsExactly("line-ids-not-unique");
    }

    @Test
    void numbers_that_no_deal_has_are_refused_before_they_overflow() {
        String huge = "EUR 90000000000000000.00";

        assertThat(Sale.of(fixed("1", huge), fixed("2", huge)).codes(firm))
                .containsExactly("number-out-of-range");
    }

    @Test
    void hours_are_not_committed_unless_the_policy_says_so() {
        Sale sale =
                Sale.of(
                        SaleLine.of("1", "time-and-materials", "EUR 1500.00")
                                .card("std")
                                .until("2026-07-01"));
        assertThat(sale.terms(firm).lines().getFirst().price()).isEmpty();

        firm.set(GateName.PRICING, "time-and-materials-amount", "committed");
        assertThat(sale.terms(firm).lines().getFirst().price())
                .contains(Money.parse("EUR 1500.00"));

        firm.set(GateName.PRICING, "time-and-materials-amount", "cap");
        assertThat(sale.terms(firm).lines().getFirst().pricing())
                .isEqualTo(new TimeAndMaterials("std", Optional.of(Money.parse("EUR 1500.00"))));
    }

    @Test
    void hours_need_a_card_and_a_rate_for_every_role_that_was_estimated() {
        SaleLine bare = SaleLine.of("1", "time-and-materials").until("2026-07-01");
        assertThat(Sale.of(bare).codes(firm)).containsExactly("rate-card-missing");

        firm.set(GateName.PRICING, "default-rate-card", "std");
        assertThat(Sale.of(bare.estimate("senior", "5")).codes(firm)).isEmpty();
        assertThat(Sale.of(bare.estimate("wizard", "5")).codes(firm))
                .containsExactly("rate-missing", "estimate-rate-missing");
    }

    @Test
    void a_cap_must_leave_room_for_the_price() {
        firm.set(GateName.PRICING, "time-and-materials-amount", "committed");
        SaleLine line =
                SaleLine.of("1", "time-and-materials", "EUR 100.00")
                        .card("std")
                        .until("2026-07-01")
                        .cap("EUR 99.99");
        assertThat(Sale.of(line).codes(firm)).containsExactly("cap-below-price");

        assertThat(Sale.of(hours("1").cap("EUR 0.00")).codes(firm))
                .containsExactly("cap-not-positive");
    }

    @Test
    void internal_work_states_no_amount() {
        SaleLine line = SaleLine.of("1", "internal", "EUR 5.00").until("2026-04-01");

        assertThat(Sale.of(line).codes(firm)).containsExactly("internal-line-priced");
    }

    @Test
    void hours_by_rates_explain_the_price_within_the_tolerance() {
        // 10 x 150 + 5 x 100 = 2,000; ten percent of 2,222.22 is 222.222, of 2,222.23 is 222.223.
        Line line = Sale.of(estimated("EUR 2222.22")).terms(firm).lines().getFirst();
        assertThat(line.assumptions())
                .containsExactly(
                        new ResourceAssumption(
                                "senior", new BigDecimal("10"), Money.parse("EUR 150.00")),
                        new ResourceAssumption(
                                "junior", new BigDecimal("5"), Money.parse("EUR 100.00")));
        assertThat(Sale.of(estimated("EUR 2222.23")).codes(firm))
                .containsExactly("resources-do-not-explain-price");

        firm.set(GateName.RESOURCES, "tolerance-percent", "0");
        assertThat(Sale.of(estimated("EUR 2000.01")).codes(firm))
                .containsExactly("resources-do-not-explain-price");
        assertThat(Sale.of(estimated("EUR 2000.00")).codes(firm)).isEmpty();
    }

    @Test
    void estimates_are_demanded_and_the_tolerance_is_tabled_by_the_unit() {
        firm.require(GateName.RESOURCES, "estimates");
        assertThat(Sale.milestones().codes(firm)).containsExactly("resources-incomplete");

        firm.with(PlainTable.of("resource-tolerance", "line-amount | percent", ">=2000 | 0"));
        assertThat(Sale.of(estimated("EUR 2000.01")).codes(firm))
                .containsExactly("resources-do-not-explain-price");
        assertThat(Sale.of(estimated("EUR 1999.99")).codes(firm)).isEmpty();

        firm.with(PlainTable.of("resource-tolerance", "line-amount | percent", "* | some"));
        assertThat(Sale.of(estimated("EUR 2000.00")).codes(firm))
                .isEqualTo(List.of("resources-policy-unreadable"));
    }

    private static SaleLine estimated(String amount) {
        return fixed("1", amount).estimate("senior", "10").estimate("junior", "5");
    }
}
