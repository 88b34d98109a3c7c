package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.ContractYear.YEAR;
import static throughline.engagement.ContractYear.holds;
import static throughline.engagement.ContractYear.sold;
import static throughline.engagement.ContractYear.until;
import static throughline.engagement.Orders.approved;
import static throughline.engagement.Orders.repriced;
import static throughline.engagement.Orders.what;
import static throughline.engagement.Records.accepted;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.instalments;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.on;
import static throughline.engagement.Records.time;
import static throughline.engagement.Records.timeAndMaterials;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.books.Account;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.terms.Treatment;

/** What it takes until a change counts, and what becomes of work that does not wait for it. */
class AgreeingToChangesTest {

    @Test
    void scope_that_is_approved_without_a_price_is_told_and_counts_for_nothing() {
        Story story = sold(YEAR);
        until(story, "2026-04-05");
        DealLine open = Orders.unpriced(milestones("N", "output-milestones", "100.00"));
        story.observe(approved("1", "2026-04-05", open));
        assertThat(story.openException("change-order:1").code()).isEqualTo("change-order-unpriced");
        story.observe(accepted("N-M1", "2026-04-05", "1"));
        assertThat(story.openExceptions()).contains("milestone-unknown:N-M1");
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("365.00"));
        story.observe(approved("1", "2026-04-05", milestones("N", "output-milestones", "100.00")));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("191.25"));
        holds(story);
    }

    @Test
    void an_edit_of_a_booked_deal_amends_it_where_the_landscape_says_so() {
        Story story = Story.active(HandmadeRelease.complete().amendingByDeal(), YEAR);
        until(story, "2026-07-01");
        DealLine more = milestones("M", "point-in-time", "100.00");
        DealLine dearer =
                instalments(
                        "C",
                        "straight-line",
                        on("2026-03-31", "91.25"),
                        on("2026-06-30", "91.25"),
                        on("2026-09-30", "183.25"),
                        on("2026-12-31", "183.25"));
        story.observe(Records.won(dearer, more));
        assertThat(story.openExceptions()).isEmpty();
        var amendment = story.all(ContractAmended.class).getFirst().amendment();
        assertThat(amendment.number()).startsWith("edit-");
        assertThat(amendment.kinds())
                .containsExactly("price-changed", "schedule-replanned", "scope-added");
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("649.00"));
        assertThat(story.observe(Records.won(dearer, more))).isEmpty();
        until(story, "2026-08-01");
        story.observe(Records.won(dearer));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("549.00"));
        until(story, "2027-01-10");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("549.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("549.00"));
        holds(story);
    }

    @Test
    void an_edit_that_cannot_amend_the_deal_says_why_and_is_mended_by_the_next_one() {
        Story story = Story.active(HandmadeRelease.complete().amendingByDeal(), YEAR);
        until(story, "2026-07-01");
        // Another price without a schedule: nothing says when it is billed.
        story.observe(Records.won(Orders.repriced(YEAR, "549.00")));
        assertThat(story.openException("terms-changed-after-booking").sentence())
                .contains("cannot come into force", "when line C is billed", "Mend the deal");
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("365.00"));
        story.observe(Records.won(YEAR));
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void an_edit_that_says_what_amendments_have_made_of_the_deal_needs_nobody() {
        Story story = sold(YEAR);
        until(story, "2026-07-01");
        DealLine dearer =
                instalments(
                        "C",
                        "straight-line",
                        on("2026-03-31", "91.25"),
                        on("2026-06-30", "91.25"),
                        on("2026-09-30", "183.25"),
                        on("2026-12-31", "183.25"));
        story.observe(Records.won(dearer));
        assertThat(story.openExceptions()).containsExactly("terms-changed-after-booking");
        story.observe(approved("1", "2026-07-01", dearer));
        story.observe(Records.won(YEAR));
        story.observe(Records.won(dearer));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("549.00"));
    }

    @Test
    void work_on_a_change_that_is_not_approved_costs_and_is_at_risk_until_it_is() {
        Story story = sold(YEAR);
        until(story, "2026-03-02");
        DealLine extra = timeAndMaterials("X");
        story.observe(Orders.proposed("7", extra));
        story.observe(Orders.named(time("1", "2026-03-02", "8", "consultant"), "X"));
        story.observe(Orders.named(time("2", "2026-03-02", "1", "consultant"), "X"));
        assertThat(story.openException("work-at-risk:7").atStake()).contains(eur("1350.00"));
        assertThat(story.debit(Account.AT_RISK)).isEqualTo(eur("1350.00"));
        assertThat(story.debit(Account.COST)).isEqualTo(eur("540.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("0.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("59.00"));
        story.observe(Orders.named(time("2", "2026-03-02", "2", "consultant"), "X"));
        assertThat(story.debit(Account.AT_RISK)).isEqualTo(eur("1500.00"));
        holds(story);
        until(story, "2026-03-05");
        story.observe(Orders.approved("7", "2026-03-05", "2026-03-01", extra));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.debit(Account.AT_RISK)).isEqualTo(eur("0.00"));
        assertThat(story.debit(Account.COST)).isEqualTo(eur("600.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("1500.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1559.00"));
        holds(story);
    }

    @Test
    void a_change_that_counts_later_waits_for_its_day() {
        Story story = sold(YEAR);
        until(story, "2026-04-05");
        story.observe(approved("1", "2026-04-05", "2026-05-10", repriced(YEAR, "500.00")));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("365.00"));
        assertThat(story.state().nextWake()).contains(day("2026-05-01"));
        story.tickUntil(day("2026-05-09"));
        assertThat(story.state().nextWake()).contains(day("2026-05-10"));
        story.tick("2026-05-10");
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("500.00"));
        holds(story);
    }

    @Test
    void two_people_may_let_it_count_another_way_and_one_may_not() {
        Story story = sold(YEAR);
        until(story, "2026-07-01");
        story.observe(approved("1", "2026-07-01", repriced(YEAR, "547.50")));
        var wish =
                new Signal.Verdict.Treat(
                        Orders.key("1"), "C", Treatment.CATCH_UP, "one integrated service");
        story.decide(wish);
        assertThat(story.decide(wish)).isEmpty();
        until(story, "2026-08-01");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("242.75"));
        story.hear(
                new Signal.PersonDecided(
                        wish, "omar", java.time.Instant.parse("2026-08-01T10:00:00Z")));
        ContractAmended again = story.all(ContractAmended.class).getLast();
        assertThat(again.amendment().changes().getFirst().facts())
                .containsEntry("by-the-facts", "prospective")
                .containsEntry("overridden-by", "eva and omar")
                .containsEntry("reason", "one integrated service");
        // 212 of 365 days of EUR 547.50
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("318.00"));
        until(story, "2027-01-10");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("547.50"));
        holds(story);
    }

    @Test
    void everything_that_is_wrong_with_an_order_is_told_at_once() {
        Story story = sold(YEAR);
        until(story, "2026-03-01");
        story.observe(
                approved(
                        "1",
                        "2026-03-01",
                        what("C", "stops"),
                        new LineChange(
                                "X", Optional.of("ends"), Optional.empty(), Optional.empty())));
        assertThat(story.openException("change-order:1").facts())
                .containsEntry("codes", "change-unknown, change-order-line-unknown");
        story.observe(approved("2", "2026-03-01"));
        assertThat(story.openException("change-order:2").facts())
                .containsEntry("codes", "change-order-empty");
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("365.00"));
    }
}
