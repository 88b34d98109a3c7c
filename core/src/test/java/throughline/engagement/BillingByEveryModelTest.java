package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.during;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.expense;
import static throughline.engagement.Records.measured;
import static throughline.engagement.Records.sold;
import static throughline.engagement.Records.timeOn;
import static throughline.engagement.Records.usage;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.books.Account;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.TimeStatus;

/** Calendars: what each pricing model entitles to, on which day, to the cent. */
class BillingByEveryModelTest {

    private static Story sells(CanonicalRecord.DealLine... lines) {
        return Story.active(HandmadeRelease.complete(), lines);
    }

    private static List<String> charges(Story story) {
        return story.all(ChargeRaised.class).stream()
                .map(charge -> charge.charge() + " " + charge.on() + " " + charge.amount())
                .toList();
    }

    private static List<String> invoices(Story story) {
        return story.all(InvoicePlanned.class).stream()
                .map(invoice -> invoice.date() + " " + invoice.net())
                .toList();
    }

    @Test
    void progress_is_billed_by_measured_percent_less_what_was_billed() {
        Story story = sells(sold("P", "progress", "amount=1000.01"));
        story.observe(measured("P", "2026-01-31", "33.3"));
        story.observe(measured("P", "2026-02-28", "70"));
        story.observe(measured("P", "2026-02-15", "50"));
        story.observe(measured("P", "2026-03-31", "100"));
        assertThat(charges(story))
                .containsExactly(
                        "P/progress#1 2026-01-31 EUR 333.00",
                        "P/progress#2 2026-02-28 EUR 367.01",
                        "P/progress#3 2026-03-31 EUR 300.00");
        assertThat(story.debit(Account.BACKLOG_BILLING)).isEqualTo(eur("1000.01"));
        story.confirmAll();
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("1000.01"));
    }

    @Test
    void progress_that_falls_back_is_deducted_from_what_comes_next() {
        Story story = sells(sold("P", "progress", "amount=1000.00"));
        story.observe(measured("P", "2026-01-31", "50"));
        story.confirmAll();
        story.observe(measured("P", "2026-02-28", "40"));
        story.tick("2026-02-28");
        assertThat(story.debit(Account.UNBILLED)).isEqualTo(eur("-100.00"));
        story.observe(measured("P", "2026-03-31", "75"));
        assertThat(invoices(story))
                .containsExactly("2026-01-31 EUR 500.00", "2026-03-31 EUR 250.00");
    }

    @Test
    void a_retainer_is_billed_in_advance_and_its_first_and_last_months_by_their_days() {
        Story story =
                sells(during(sold("R", "retainer", "fee=3100.00"), "2026-01-16", "2026-04-11"));
        story.tickUntil(day("2026-04-30"));
        assertThat(charges(story))
                .contains(
                        "R/2026-01 2026-01-16 EUR 1600.00",
                        "R/2026-02 2026-02-01 EUR 3100.00",
                        "R/2026-03 2026-03-01 EUR 3100.00",
                        "R/2026-04 2026-04-01 EUR 1033.33");
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("8833.33"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("8833.33"));
    }

    @Test
    void a_retainer_in_arrears_rises_on_its_index_day() {
        Story story =
                sells(
                        during(
                                sold(
                                        "R",
                                        "retainer",
                                        "fee=1000.00",
                                        "billed=in-arrears",
                                        "index-percent=2.5",
                                        "index-from=2026-03-01"),
                                "2026-02-01",
                                "2026-04-01"));
        story.tickUntil(day("2026-04-30"));
        assertThat(charges(story))
                .contains("R/2026-02 2026-02-28 EUR 1000.00", "R/2026-03 2026-03-31 EUR 1025.00");
    }

    @Test
    void a_period_that_can_come_to_nothing_but_its_fee_is_not_settled() {
        Story story =
                sells(
                        during(
                                sold("R", "retainer", "fee=1000.00", "included=10"),
                                "2026-01-01",
                                "2026-03-01"));
        story.observe(timeOn("R", "1", "2026-01-12", "40"));
        story.tickUntil(day("2026-03-10"));
        assertThat(charges(story))
                .containsExactly(
                        "R/2026-01 2026-01-01 EUR 1000.00", "R/2026-02 2026-02-01 EUR 1000.00");
    }

    @Test
    void unused_hours_roll_over_up_to_their_cap_and_until_they_expire() {
        Story story =
                sells(
                        during(
                                sold(
                                        "R",
                                        "retainer",
                                        "fee=1000.00",
                                        "included=10",
                                        "unused=roll-over",
                                        "roll-over-cap=6",
                                        "roll-over-periods=1",
                                        "extra-hour=100.00"),
                                "2026-01-01",
                                "2026-05-01"));
        story.observe(timeOn("R", "1", "2026-01-12", "2"));
        story.observe(timeOn("R", "2", "2026-02-12", "18"));
        story.observe(timeOn("R", "3", "2026-04-12", "21"));
        story.tickUntil(day("2026-05-10"));
        assertThat(charges(story))
                .contains(
                        // 2 used, 8 over, 6 carried
                        "R/2026-01-extra#1 2026-01-31 EUR 0.00",
                        // 18 = 6 carried + 10 + 2 beyond
                        "R/2026-02-extra#1 2026-02-28 EUR 200.00",
                        "R/2026-03-extra#1 2026-03-31 EUR 0.00",
                        // 21 = 6 of March + 10 + 5 beyond
                        "R/2026-04-extra#1 2026-04-30 EUR 500.00");
    }

    @Test
    void a_late_hour_settles_its_period_again_and_every_later_one_that_it_touches() {
        CanonicalRecord.DealLine line =
                during(
                        sold(
                                "R",
                                "retainer",
                                "fee=1000.00",
                                "included=10",
                                "unused=roll-over",
                                "extra-hour=100.00"),
                        "2026-01-01",
                        "2026-03-01");
        Story story = sells(line);
        story.observe(timeOn("R", "1", "2026-02-12", "15"));
        story.tickUntil(day("2026-03-10"));
        story.observe(timeOn("R", "2", "2026-01-12", "8"));
        assertThat(charges(story))
                .contains("R/2026-02-extra#1 2026-02-28 EUR 0.00")
                .contains("R/2026-02-extra#2 2026-01-12 EUR 300.00");
        Story inOrder = sells(line);
        inOrder.observe(timeOn("R", "2", "2026-01-12", "8"));
        inOrder.observe(timeOn("R", "1", "2026-02-12", "15"));
        inOrder.tickUntil(day("2026-03-10"));
        assertThat(inOrder.credit(Account.ENTITLED)).isEqualTo(story.credit(Account.ENTITLED));
        assertThat(inOrder.credit(Account.CONTRACT_VALUE_BILLING))
                .isEqualTo(story.credit(Account.CONTRACT_VALUE_BILLING));
    }

    @Test
    void unused_hours_are_trued_up_when_the_term_ends() {
        Story story =
                sells(
                        during(
                                sold(
                                        "R",
                                        "retainer",
                                        "fee=1000.00",
                                        "included=10",
                                        "unused=true-up",
                                        "true-up-rate=40.00",
                                        "billed=in-arrears"),
                                "2026-01-01",
                                "2026-03-01"));
        story.observe(timeOn("R", "1", "2026-01-12", "4"));
        story.observe(timeOn("R", "2", "2026-02-12", "9"));
        story.tickUntil(day("2026-03-10"));
        assertThat(charges(story)).contains("R/2026-02-extra#1 2026-02-28 EUR -280.00");
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1720.00"));
    }

    @Test
    void a_managed_service_bills_its_fee_its_minimum_and_its_overage_by_tiers() {
        Story story =
                sells(
                        during(
                                sold(
                                        "M",
                                        "managed-service",
                                        "fee=500.00",
                                        "included=100",
                                        "minimum=600.00",
                                        "tier=50:2.00",
                                        "tier=+:1.50"),
                                "2026-01-01",
                                "2026-04-01"));
        story.observe(usage("1", "M", "2026-01-20", "90"));
        story.observe(usage("2", "M", "2026-02-20", "130"));
        story.observe(usage("3", "M", "2026-03-20", "170.5"));
        story.tickUntil(day("2026-04-10"));
        assertThat(charges(story))
                .contains(
                        "M/2026-01 2026-01-01 EUR 500.00",
                        "M/2026-01-extra#1 2026-01-31 EUR 100.00",
                        "M/2026-02-extra#1 2026-02-28 EUR 100.00",
                        // 50 x 2.00 + 20.5 x 1.50
                        "M/2026-03-extra#1 2026-03-31 EUR 130.75");
        story.observe(usage("2", "M", "2026-02-20", "160"));
        assertThat(charges(story)).last().isEqualTo("M/2026-02-extra#2 2026-02-20 EUR 15.00");
    }

    @Test
    void units_are_tiered_over_the_whole_term() {
        Story story = sells(sold("U", "unit", "tier=100:10.00", "tier=+:8.00"));
        story.observe(usage("1", "U", "2026-01-20", "80"));
        story.observe(usage("2", "U", "2026-02-20", "40"));
        assertThat(charges(story))
                .containsExactly(
                        "U/2026-01#1 2026-01-20 EUR 800.00", "U/2026-02#1 2026-02-20 EUR 360.00");
        story.observe(usage("1", "U", "2026-01-20", "100"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("1320.00"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1320.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1320.00"));
    }

    @Test
    void an_advance_is_billed_first_and_used_up_by_the_work() {
        Story story =
                sells(
                        during(
                                sold("A", "advance-drawdown", "advance=2000.00"),
                                "2026-01-01",
                                "2026-04-01"));
        story.observe(timeOn("A", "1", "2026-01-12", "8"));
        story.observe(timeOn("A", "2", "2026-02-12", "8"));
        story.tickUntil(day("2026-03-10"));
        story.confirmAll();
        assertThat(charges(story))
                .containsExactly(
                        "A/advance 2026-01-01 EUR 2000.00",
                        "A/2026-01-drawdown#1 2026-02-04 EUR -1200.00",
                        "A/2026-02-drawdown#1 2026-03-04 EUR -800.00");
        assertThat(invoices(story))
                .containsExactly(
                        "2026-01-01 EUR 2000.00", "2026-01-31 EUR 0.00", "2026-02-28 EUR 400.00");
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("2400.00"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("2400.00"));
        assertThat(story.debit(Account.UNBILLED)).isEqualTo(eur("0.00"));
    }

    @Test
    void a_block_of_hours_is_bought_ahead_and_bought_again_when_it_runs_low() {
        Story story =
                sells(sold("B", "prepaid-block", "amount=4000.00", "hours=40", "top-up-at=5"));
        story.tick("2026-01-02");
        story.observe(timeOn("B", "1", "2026-01-12", "30"));
        story.observe(timeOn("B", "2", "2026-02-12", "6"));
        story.observe(timeOn("B", "3", "2026-02-13", "40"));
        assertThat(charges(story))
                .containsExactly(
                        "B/block-1 2026-01-01 EUR 4000.00",
                        "B/block-2#1 2026-02-12 EUR 4000.00",
                        "B/block-3#1 2026-02-13 EUR 4000.00");
        story.observe(timeOn("B", "3", "2026-02-13", "4"));
        assertThat(charges(story)).last().isEqualTo("B/block-3#2 2026-02-13 EUR -4000.00");
    }

    @Test
    void an_outcome_is_billed_when_its_condition_is_met() {
        var sold = Records.milestones("O", "output-milestones", "5000.00", "7000.00");
        Story story =
                sells(
                        new CanonicalRecord.DealLine(
                                "O",
                                sold.name(),
                                sold.serviceLine(),
                                "outcome",
                                sold.amount(),
                                sold.listPrice(),
                                sold.from(),
                                sold.until(),
                                sold.milestones(),
                                List.of(),
                                List.of(),
                                sold.rateCard(),
                                sold.cap(),
                                sold.standaloneSellingPrice(),
                                sold.revenueMethod(),
                                List.of(),
                                java.util.Map.of()));
        story.observe(Records.accepted("O-M2", "2026-06-10", "1"));
        assertThat(charges(story)).containsExactly("O/O-M2#1 2026-06-10 EUR 7000.00");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("7000.00"));
    }

    @Test
    void expenses_are_passed_on_with_their_markup_when_there_is_a_receipt() {
        Story story = sells(sold("E", "expenses", "markup-percent=10", "receipt-above=25.00"));
        story.observe(expense("1", "2026-01-12", "travel", "199.99", true));
        story.observe(expense("2", "2026-01-13", "meals", "24.00", false));
        story.observe(expense("3", "2026-01-14", "hotel", "120.00", false));
        assertThat(charges(story))
                .containsExactly(
                        "E/psa:expense:1#1 2026-01-12 EUR 219.99",
                        "E/psa:expense:2#1 2026-01-13 EUR 26.40");
        assertThat(story.openExceptions()).containsExactly("receipt-missing:psa:expense:3");
        assertThat(story.debit(Account.COST)).isEqualTo(eur("343.99"));
        story.observe(expense("3", "2026-01-14", "hotel", "120.00", true));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(charges(story)).last().isEqualTo("E/psa:expense:3#1 2026-01-14 EUR 132.00");
        story.observe(expense("1", "2026-01-12", "travel", "99.99", true));
        assertThat(charges(story)).last().isEqualTo("E/psa:expense:1#2 2026-01-12 EUR -110.00");
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("268.39"));
    }

    @Test
    void what_was_delivered_before_the_contract_counts_once_it_is_booked() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(usage("1", "U", "2026-01-20", "80"));
        story.observe(expense("1", "2026-01-12", "travel", "10.00", true));
        story.observe(measured("P", "2026-01-31", "50"));
        story.observe(Records.customer());
        story.observe(
                Records.won(
                        sold("U", "unit", "tier=+:10.00"),
                        sold("E", "expenses"),
                        sold("P", "progress", "amount=0.50")));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("810.25"));
        assertThat(story.state().work().held()).isEmpty();
    }

    @Test
    void rejected_usage_is_taken_back() {
        Story story = sells(sold("U", "unit", "tier=+:10.00"));
        var used = usage("1", "U", "2026-01-20", "80");
        story.observe(used);
        story.observe(
                new CanonicalRecord.Usage(
                        used.key(),
                        used.project(),
                        used.line(),
                        used.on(),
                        used.quantity(),
                        TimeStatus.SUBMITTED));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("0.00"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("0.00"));
    }
}
