package throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.policy.Sale.SaleLine;
import throughline.terms.RevenueMethod;

class RecognizingAndApprovingTest {

    private final Firm firm = Firm.plain();

    private static SaleLine fixed(String id, String amount) {
        return SaleLine.of(id, "fixed-fee-calendar", amount).instalment("2026-03-31", amount);
    }

    private static Firm limited() {
        return Firm.plain()
                .with(
                        PlainTable.of(
                                "approval-limits",
                                "discount, amount | approver, reason",
                                ">=20, * | cfo, discount of a fifth",
                                "*, >=5000 | head, large",
                                "*, * | none, "));
    }

    @Test
    void a_method_must_fit_the_pricing_model() {
        assertThat(Sale.of(fixed("1", "EUR 5.00").revenue("output-milestones")).codes(firm))
                .containsExactly("revenue-method-incompatible");
        assertThat(Sale.of(fixed("1", "EUR 5.00").revenue("when-paid")).codes(firm))
                .containsExactly("revenue-method-unknown");
        assertThat(
                        Sale.of(fixed("1", "EUR 5.00").revenue("point-in-time"))
                                .terms(firm)
                                .lines()
                                .getFirst()
                                .revenue())
                .isEqualTo(RevenueMethod.POINT_IN_TIME);
    }

    @Test
    void a_policy_table_decides_and_its_silence_is_no_default() {
        firm.with(
                PlainTable.of(
                        "revenue-policy",
                        "pricing-model | method",
                        "fixed-fee-calendar | point-in-time"));

        assertThat(Sale.of(fixed("1", "EUR 5.00")).terms(firm).lines().getFirst().revenue())
                .isEqualTo(RevenueMethod.POINT_IN_TIME);
        assertThat(Sale.milestones().codes(firm)).containsExactly("revenue-method-undecided");
    }

    @Test
    void more_than_one_obligation_needs_stand_alone_selling_prices() {
        Sale sale = Sale.of(fixed("1", "EUR 40.00").list("EUR 50.00"), fixed("2", "EUR 60.00"));
        assertThat(sale.codes(firm)).containsExactly("standalone-selling-price-missing");

        firm.set(GateName.REVENUE, "standalone-price", "list-price");
        assertThat(sale.codes(firm)).containsExactly("standalone-selling-price-missing");

        firm.set(GateName.REVENUE, "standalone-price", "price");
        assertThat(sale.codes(firm)).isEmpty();
    }

    @Test
    void prices_far_from_their_allocation_are_held_where_a_tolerance_is_set() {
        firm.set(GateName.REVENUE, "allocation-tolerance-percent", "5");
        Sale off =
                Sale.of(
                        fixed("1", "EUR 40.00").alone("EUR 60.00"),
                        fixed("2", "EUR 60.00").alone("EUR 60.00"));
        Sale near =
                Sale.of(
                        fixed("1", "EUR 48.00").alone("EUR 60.00"),
                        fixed("2", "EUR 52.00").alone("EUR 60.00"));

        assertThat(off.codes(firm)).containsExactly("price-not-allocated");
        assertThat(near.codes(firm)).isEmpty();
    }

    @Test
    void what_is_over_the_limits_needs_somebody() {
        Sale sale = Sale.milestones();
        assertThat(sale.codes(limited())).containsExactly("approval-missing");

        sale.approvals.put(ContentHash.of(sale.deal()), "hanna");
        assertThat(sale.codes(limited())).isEmpty();
    }

    @Test
    void what_is_under_the_limits_needs_nobody() {
        assertThat(Sale.of(fixed("1", "EUR 4999.99").list("EUR 6000.00")).codes(limited()))
                .isEmpty();
        assertThat(Sale.of(fixed("1", "EUR 4800.00").list("EUR 6000.00")).codes(limited()))
                .containsExactly("approval-missing");
    }

    @Test
    void a_changed_content_voids_the_approval_and_nothing_else_does() {
        Sale sale = Sale.milestones();
        sale.approvals.put(ContentHash.of(sale.deal()), "hanna");

        sale.attributes.put("region", "north");
        assertThat(sale.codes(limited())).isEmpty();

        sale.headline = Optional.of(Money.parse("EUR 9999.99"));
        sale.lines.set(
                0,
                SaleLine.of("1", "fixed-fee-milestones", "EUR 9999.99")
                        .share("all", "1")
                        .until("2026-07-01")
                        .line());
        assertThat(sale.codes(limited())).containsExactly("approval-void");
    }

    @Test
    void nobody_approves_what_they_sold() {
        Sale sale = Sale.milestones();
        sale.approvals.put(ContentHash.of(sale.deal()), "Otto");

        assertThat(sale.codes(limited())).containsExactly("approval-four-eyes");
    }

    @Test
    void an_approver_holds_the_role_that_the_limit_names() {
        Firm roles =
                limited()
                        .with(
                                PlainTable.of(
                                        "approvers",
                                        "person | roles",
                                        "hanna | head",
                                        "carl | cfo"));
        Sale sale = Sale.milestones();
        sale.approvals.put(ContentHash.of(sale.deal()), "carl");
        assertThat(sale.codes(roles)).containsExactly("approval-not-entitled");

        sale.approvals.put(ContentHash.of(sale.deal()), "hanna");
        assertThat(sale.codes(roles)).isEmpty();
    }

    @Test
    void an_approval_in_the_commercial_system_counts_where_the_policy_says_so() {
        Sale sale = Sale.milestones();
        sale.approvedBy = Optional.of("hanna");
        assertThat(sale.codes(limited())).containsExactly("approval-missing");

        Firm trusting = limited().set(GateName.APPROVALS, "deal-approval", "counts");
        assertThat(sale.codes(trusting)).isEmpty();
        sale.approvedBy = Optional.of("otto");
        assertThat(sale.codes(trusting)).containsExactly("approval-four-eyes");
    }

    @Test
    void the_margin_at_sale_can_need_somebody() {
        Firm careful =
                Firm.plain()
                        .with(
                                PlainTable.of(
                                        "approval-limits",
                                        "margin | approver",
                                        ">=40 | none",
                                        "* | cfo"));
        // 10 hours at a cost of 90: 900 of 1,500 are forty percent, of 1,499.99 less.
        assertThat(Sale.of(fixed("1", "EUR 1500.00").estimate("senior", "10")).codes(careful))
                .isEmpty();
        assertThat(Sale.of(fixed("1", "EUR 1499.99").estimate("senior", "10")).codes(careful))
                .containsExactly("approval-missing");
    }
}
