package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.ContractYear.YEAR;
import static throughline.engagement.ContractYear.holds;
import static throughline.engagement.Orders.alone;
import static throughline.engagement.Orders.approved;
import static throughline.engagement.Orders.distinct;
import static throughline.engagement.Orders.knowing;
import static throughline.engagement.Orders.proposed;
import static throughline.engagement.Orders.repriced;
import static throughline.engagement.Records.accepted;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.milestones;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import throughline.books.Account;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.Treatment;

class ChangingTheTermsTest {

    @Test
    void a_proposed_change_changes_nothing() {
        Story story = Story.active(HandmadeRelease.complete(), YEAR);
        List<Event> events = story.observe(proposed("1", repriced(YEAR, "500.00")));
        assertThat(Story.only(ContractAmended.class, events)).isEmpty();
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("365.00"));
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void what_is_left_of_a_series_is_recognized_at_what_is_left_of_the_price() {
        Story story = Story.active(HandmadeRelease.complete(), YEAR);
        story.tick("2026-07-01");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("181.00"));
        List<Event> events = story.observe(approved("1", "2026-07-01", repriced(YEAR, "549.00")));

        ContractAmended amended = Story.only(ContractAmended.class, events).getFirst();
        assertThat(amended.amendment().kinds()).containsExactly("price-changed");
        var change = amended.amendment().changes().getFirst();
        assertThat(change.treatment()).isEqualTo(Treatment.PROSPECTIVE);
        assertThat(change.facts())
                .containsEntry("distinct", "yes, by default")
                .containsEntry("paragraph", "ASC 606-10-25-13(a); IFRS 15.21(a)");
        assertThat(amended.by().priceByLine()).containsEntry("C", eur("184.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("181.00"));
        // 184 days are left, and EUR 368.00: two Euro a day
        story.tick("2026-08-01");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("243.00"));
        story.tick("2027-01-05");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("549.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("549.00"));
        holds(story);
    }

    @Test
    void one_obligation_that_is_partly_satisfied_catches_up_at_once() {
        Story story = Story.active(HandmadeRelease.complete(), YEAR);
        story.tick("2026-07-01");
        List<Event> events =
                story.observe(
                        knowing(
                                approved("1", "2026-07-01", repriced(YEAR, "547.50")),
                                distinct("C", false)));
        assertThat(
                        Story.only(ContractAmended.class, events)
                                .getFirst()
                                .amendment()
                                .changes()
                                .getFirst()
                                .treatment())
                .isEqualTo(Treatment.CATCH_UP);
        story.tick("2026-08-01");
        // 212 of 365 days at EUR 1.50 a day
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("318.00"));
        story.tick("2027-01-05");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("547.50"));
        holds(story);
    }

    @Test
    void distinct_services_at_their_own_price_are_a_contract_of_their_own() {
        Story story = Story.active(HandmadeRelease.complete(), YEAR);
        DealLine more = milestones("M", "point-in-time", "100.00");
        story.tick("2026-02-01");
        List<Event> events =
                story.observe(knowing(approved("1", "2026-02-01", more), alone("M", true)));
        var amendment = Story.only(ContractAmended.class, events).getFirst().amendment();
        assertThat(amendment.changes().getFirst().treatment())
                .isEqualTo(Treatment.SEPARATE_CONTRACT);
        assertThat(amendment.kinds()).containsExactly("scope-added");
        story.observe(accepted("M-M1", "2026-02-20", "1"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("465.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("131.00"));
        holds(story);
    }

    @Test
    void accepted_milestones_stay_and_the_rest_of_the_schedule_takes_the_difference() {
        DealLine fee = milestones("F", "output-milestones", "400.00", "600.00", "1000.00");
        Story story = Story.active(HandmadeRelease.complete(), fee);
        story.tick("2026-02-10");
        story.observe(accepted("F-M1", "2026-02-10", "1"));
        story.tick("2026-02-15");
        story.observe(approved("1", "2026-02-15", repriced(fee, "2400.00")));
        var pricing = story.state().terms().orElseThrow().lines().getFirst().pricing();
        assertThat(((FixedFeeMilestones) pricing).milestones().stream().map(m -> m.amount()))
                .containsExactly(eur("400.00"), eur("750.00"), eur("1250.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("400.00"));
        story.observe(accepted("F-M2", "2026-03-10", "1"));
        story.observe(accepted("F-M3", "2026-04-10", "1"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("2400.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("2400.00"));
        holds(story);
    }

    @Test
    void a_price_that_falls_reduces_the_next_parts() {
        Story story = Story.active(HandmadeRelease.complete(), YEAR);
        story.tickUntil(Records.day("2026-04-05"));
        story.tick("2026-04-10");
        story.observe(approved("1", "2026-04-10", repriced(YEAR, "200.00")));
        var pricing = story.state().terms().orElseThrow().lines().getFirst().pricing();
        assertThat(
                        ((FixedFeeCalendar) pricing)
                                .instalments().stream().map(i -> i.on() + " " + i.amount()))
                .containsExactly(
                        "2026-03-31 EUR 91.25", "2026-09-30 EUR 17.50", "2026-12-31 EUR 91.25");
        story.tickUntil(Records.day("2027-01-10"));
        assertThat(story.all(ChargeRaised.class).stream().map(ChargeRaised::amount))
                .containsExactly(eur("91.25"), eur("17.50"), eur("91.25"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("200.00"));
        holds(story);
    }

    @Test
    void back_dated_changes_give_the_same_terms_in_any_order_of_arrival() {
        var first = approved("1", "2026-05-02", "2026-02-01", repriced(YEAR, "400.00"));
        var second = approved("2", "2026-04-02", "2026-03-01", repriced(YEAR, "500.00"));
        Story forwards = Story.active(HandmadeRelease.complete(), YEAR);
        Story backwards = Story.active(HandmadeRelease.complete(), YEAR);
        for (Story story : List.of(forwards, backwards)) {
            story.tickUntil(Records.day("2026-06-05"));
        }
        Stream.of(first, second).forEach(forwards::observe);
        Stream.of(second, first).forEach(backwards::observe);
        assertThat(forwards.state().terms()).isEqualTo(backwards.state().terms());
        for (Story story : List.of(forwards, backwards)) {
            story.tickUntil(Records.day("2027-01-10"));
            assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("500.00"));
            assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("500.00"));
            assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("500.00"));
            holds(story);
        }
        assertThat(byPeriod(forwards)).isEqualTo(byPeriod(backwards));
    }

    @Test
    void a_change_that_is_taken_back_leaves_what_was_there_before() {
        Story story = Story.active(HandmadeRelease.complete(), YEAR);
        story.tickUntil(Records.day("2026-04-05"));
        var order = approved("1", "2026-04-10", repriced(YEAR, "730.00"));
        story.tick("2026-04-10");
        story.observe(order);
        story.tickUntil(Records.day("2026-07-05"));
        story.observe(proposed("1", repriced(YEAR, "730.00")));
        story.tickUntil(Records.day("2027-01-10"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("365.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("365.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("365.00"));
        holds(story);
    }

    @Test
    void the_same_order_twice_does_nothing_the_second_time() {
        Story story = Story.active(HandmadeRelease.complete(), YEAR);
        var order = approved("1", "2026-04-10", repriced(YEAR, "730.00"));
        story.tick("2026-04-12");
        assertThat(story.observe(order)).isNotEmpty();
        assertThat(story.observe(order)).isEmpty();
        assertThat(story.hear(new Signal.Rederive(java.time.Instant.parse("2026-04-12T10:00:00Z"))))
                .isEmpty();
    }

    private static List<String> byPeriod(Story story) {
        var sums = new java.util.TreeMap<String, throughline.money.Money>();
        for (RevenueRecognized revenue : story.all(RevenueRecognized.class)) {
            sums.merge(revenue.period(), revenue.amount(), throughline.money.Money::plus);
        }
        return sums.entrySet().stream().map(Object::toString).toList();
    }
}
