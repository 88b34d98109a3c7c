package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.ContractYear.YEAR;
import static throughline.engagement.ContractYear.holds;
import static throughline.engagement.ContractYear.sold;
import static throughline.engagement.ContractYear.until;
import static throughline.engagement.Orders.alone;
import static throughline.engagement.Orders.approved;
import static throughline.engagement.Orders.knowing;
import static throughline.engagement.Orders.repriced;
import static throughline.engagement.Orders.what;
import static throughline.engagement.Records.accepted;
import static throughline.engagement.Records.capped;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.instalments;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.on;
import static throughline.engagement.Records.time;
import static throughline.engagement.Records.timeAndMaterials;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.books.Account;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.Stage;
import throughline.terms.Treatment;

/** Every commercial kind of change, day by day and to the cent. */
class LivingThroughChangesTest {

    @Test
    void a_renewal_is_a_contract_of_its_own_and_is_booked_when_it_is_signed() {
        Story story = sold(YEAR);
        until(story, "2026-10-15");
        DealLine next =
                Orders.during(
                        instalments("R", "straight-line", on("2027-01-31", "730.00")),
                        "2027-01-01",
                        "2028-01-01");
        story.observe(
                knowing(Orders.of(approved("1", "2026-10-15", next), "renewed"), alone("R", true)));
        ContractAmended amended = story.all(ContractAmended.class).getFirst();
        assertThat(amended.amendment().kinds()).containsExactly("renewed", "scope-added");
        assertThat(amended.amendment().changes().getFirst().treatment())
                .isEqualTo(Treatment.SEPARATE_CONTRACT);
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1095.00"));
        until(story, "2027-02-05");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("427.00"));
        until(story, "2028-01-05");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1095.00"));
        holds(story);
    }

    @Test
    void a_pause_delivers_nothing_and_bills_nothing_until_it_goes_on() {
        Story story = sold(YEAR);
        until(story, "2026-04-01");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("90.00"));
        story.observe(approved("1", "2026-04-01", what("C", "pauses")));
        until(story, "2026-07-10");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("90.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("91.25"));
        story.observe(approved("2", "2026-07-10", what("C", "resumes")));
        until(story, "2026-08-01");
        // paused for 100 days, so that EUR 275.00 are left for 175 days, 22 of them in July
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("124.57"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("182.50"));
        until(story, "2027-01-10");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("365.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("365.00"));
        holds(story);
    }

    @Test
    void a_termination_for_convenience_keeps_the_days_that_were_served() {
        Story story = sold(YEAR);
        until(story, "2026-08-20");
        story.observe(
                Orders.of(
                        approved("1", "2026-08-20", what("C", "ends")),
                        "terminated-for-convenience"));
        // 231 days served; EUR 182.50 were billed by then
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("231.00"));
        until(story, "2027-01-10");
        assertThat(story.all(ChargeRaised.class).stream().map(ChargeRaised::amount))
                .containsExactly(eur("91.25"), eur("91.25"), eur("48.50"));
        story.confirmAll();
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("231.00"));
        assertThat(story.debit(Account.BACKLOG_BILLING)).isEqualTo(eur("0.00"));
        assertThat(story.debit(Account.BACKLOG_REVENUE)).isEqualTo(eur("0.00"));
        holds(story);
    }

    @Test
    void a_termination_for_cause_keeps_what_was_accepted_and_what_comes_later_is_told() {
        DealLine fee = milestones("F", "output-milestones", "400.00", "600.00");
        Story story = sold(fee);
        until(story, "2026-02-10");
        story.observe(accepted("F-M1", "2026-02-10", "1"));
        story.tick("2026-02-20");
        story.observe(
                Orders.of(approved("1", "2026-02-20", what("F", "ends")), "terminated-for-cause"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("400.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("400.00"));
        story.observe(accepted("F-M2", "2026-03-10", "1"));
        assertThat(story.openExceptions()).contains("accepted-after-cancellation:F-M2");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("400.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("400.00"));
        holds(story);
    }

    @Test
    void a_converted_pricing_model_is_a_line_that_ends_and_one_that_begins() {
        Story story = sold(YEAR);
        until(story, "2026-07-01");
        story.observe(approved("1", "2026-07-01", timeAndMaterials("C")));
        assertThat(story.openException("change-order:1").facts())
                .containsEntry("codes", "pricing-converted-on-one-line");
        ChangeOrder order =
                Orders.order(
                        "1",
                        ChangeStatus.APPROVED,
                        "2026-07-01",
                        "2026-07-01",
                        List.of(timeAndMaterials("T")),
                        List.of(what("C", "ends")));
        story.observe(Orders.of(order, "pricing-model-converted"));
        // More of the old line is billed than stays of it: nothing of it follows to deduct it from.
        assertThat(story.openExceptions()).containsExactly("sow-price-exceeded:C");
        story.observe(time("1", "2026-07-06", "8", "consultant"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1381.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1381.00"));
        until(story, "2026-08-10");
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("1381.00"));
        holds(story);
    }

    @Test
    void a_raised_cap_lets_held_time_through() {
        Story story = sold(capped("T", "1000.00"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        assertThat(story.openExceptions()).containsExactly("cap-exceeded:T");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1000.00"));
        until(story, "2026-02-10");
        story.observe(approved("1", "2026-02-10", capped("T", "5000.00")));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.all(ContractAmended.class).getFirst().amendment().kinds())
                .containsExactly("cap-changed");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1200.00"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1200.00"));
        until(story, "2026-03-10");
        story.confirmAll();
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("1200.00"));
        holds(story);
    }

    @Test
    void the_purchase_order_and_the_entity_are_replaced_and_nothing_else() {
        Story story = sold(YEAR);
        until(story, "2026-03-01");
        story.observe(Orders.naming(approved("1", "2026-03-01"), "PO-8", "DE02"));
        var terms = story.state().terms().orElseThrow();
        assertThat(terms.purchaseOrder()).contains("PO-8");
        assertThat(terms.legalEntity()).isEqualTo("DE02");
        assertThat(story.all(ContractAmended.class).getFirst().amendment().kinds())
                .containsExactly("assigned-to-entity", "purchase-order-replaced");
        story.observe(Orders.naming(approved("2", "2026-03-01"), "PO-9", "XX99"));
        assertThat(story.openException("change-order:2").sentence())
                .contains("the landscape has no such entity");
        until(story, "2027-01-10");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("365.00"));
        holds(story);
    }

    @Test
    void two_lines_end_together() {
        DealLine later =
                Orders.during(
                        instalments("D", "straight-line", on("2026-12-31", "549.00")),
                        "2026-07-01",
                        "2027-12-31");
        Story story = sold(YEAR);
        until(story, "2026-06-20");
        story.observe(knowing(approved("1", "2026-06-20", later), alone("D", true)));
        until(story, "2026-09-01");
        DealLine aligned = Orders.during(repriced(later, "184.00"), "2026-07-01", "2027-01-01");
        story.observe(Orders.of(approved("2", "2026-09-01", aligned), "co-termed"));
        assertThat(story.all(ContractAmended.class).getLast().amendment().kinds())
                .containsExactly("co-termed", "price-changed", "term-shortened");
        until(story, "2027-01-10");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("549.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("549.00"));
        assertThat(story.debit(Account.BACKLOG_REVENUE)).isEqualTo(eur("0.00"));
        holds(story);
    }

    @Test
    void a_deal_that_is_lost_after_it_was_amended_gives_back_what_is_left_of_the_new_price() {
        Story story = sold(YEAR);
        until(story, "2026-04-05");
        story.observe(approved("1", "2026-04-05", repriced(YEAR, "500.00")));
        story.observe(Records.deal(Stage.LOST, YEAR));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("91.25"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("91.25"));
        holds(story);
        story.observe(Records.deal(Stage.OPEN, YEAR));
        story.observe(Records.deal(Stage.WON, YEAR));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("500.00"));
        until(story, "2027-01-10");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("500.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("500.00"));
        holds(story);
    }

    @Test
    void prices_are_allocated_by_what_the_lines_sell_for_alone() {
        DealLine first =
                Orders.alone(instalments("A", "straight-line", on("2026-12-31", "600.00")), "500");
        DealLine second = Orders.alone(milestones("B", "point-in-time", "400.00"), "500");
        Story story = sold(first, second);
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1000.00"));
        assertThat(story.credit(Account.CONTRACT_VALUE_REVENUE)).isEqualTo(eur("1000.00"));
        until(story, "2026-02-10");
        story.observe(accepted("B-M1", "2026-02-10", "1"));
        assertThat(
                        story.all(RevenueRecognized.class).stream()
                                .filter(revenue -> revenue.line().equals("B"))
                                .map(RevenueRecognized::amount))
                .containsExactly(eur("500.00"));
        until(story, "2027-01-10");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1000.00"));
        assertThat(story.debit(Account.BACKLOG_REVENUE)).isEqualTo(eur("0.00"));
        holds(story);
    }
}
