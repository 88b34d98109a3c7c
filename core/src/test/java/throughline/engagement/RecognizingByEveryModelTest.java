package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.during;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.measured;
import static throughline.engagement.Records.sold;
import static throughline.engagement.Records.timeOn;
import static throughline.engagement.Records.usage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import throughline.books.Account;
import throughline.books.Identity;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.TimeEntry;

/** What each pricing model earns, whatever it bills, in whatever order its facts come. */
class RecognizingByEveryModelTest {

    private static Story sells(CanonicalRecord.DealLine... lines) {
        return Story.active(HandmadeRelease.complete(), lines);
    }

    private static List<String> recognized(Story story) {
        return story.all(RevenueRecognized.class).stream()
                .map(it -> it.effective() + " " + it.amount() + " " + it.method())
                .toList();
    }

    private static void holds(Story story) {
        assertThat(Identity.ALL)
                .allSatisfy(identity -> assertThat(identity.holds(story.balances())).isTrue());
    }

    @Test
    void an_advance_is_no_revenue_until_it_is_worked_off() {
        Story story =
                sells(
                        during(
                                sold("A", "advance-drawdown", "advance=5000.00"),
                                "2026-01-01",
                                "2026-07-01"));
        story.tick("2026-01-02");
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("0.00"));
        story.observe(timeOn("A", "1", "2026-01-12", "8"));
        eightHoursAreEarned(story);
        story.tickUntil(day("2026-06-30"));
        eightHoursAreEarned(story);
        story.tickUntil(day("2026-07-31"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("5000.00"));
        assertThat(recognized(story)).last().asString().startsWith("2026-06-30");
        holds(story);
    }

    private static void eightHoursAreEarned(Story story) {
        assertThat(story.credit(Account.REVENUE))
                .isEqualTo(story.all(WorkEvent.TimeApproved.class).getFirst().amount())
                .isNotEqualTo(eur("0.00"));
    }

    @Test
    void hours_of_a_block_earn_its_price_as_they_are_used_and_the_rest_when_it_expires() {
        Story story =
                sells(
                        during(
                                sold("B", "prepaid-block", "amount=4000.00", "hours=40"),
                                "2026-01-01",
                                "2026-04-01"));
        TimeEntry first = timeOn("B", "1", "2026-01-12", "10");
        story.observe(first);
        story.observe(timeOn("B", "2", "2026-02-10", "6"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1600.00"));
        story.observe(timeOn("B", "1", "2026-01-12", "4"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1000.00"));
        story.tickUntil(day("2026-04-30"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("4000.00"));
        holds(story);
    }

    @Test
    void hours_beyond_a_block_are_earned_when_they_are_charged() {
        Story story =
                sells(
                        sold(
                                "B",
                                "prepaid-block",
                                "amount=1000.00",
                                "hours=10",
                                "extra-hour=120.00"));
        story.observe(timeOn("B", "1", "2026-01-12", "12"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1240.00"));
        assertThat(story.credit(Account.CONTRACT_VALUE_REVENUE)).isEqualTo(eur("1240.00"));
        holds(story);
    }

    @Test
    void units_beyond_a_service_belong_to_their_period_and_its_fee_to_its_days() {
        Story story =
                sells(
                        during(
                                sold(
                                        "S",
                                        "managed-service",
                                        "fee=3000.00",
                                        "included=10",
                                        "tier=+:5.00"),
                                "2026-01-01",
                                "2026-04-01"));
        story.observe(usage("1", "S", "2026-01-20", "14"));
        story.tickUntil(day("2026-04-30"));
        assertThat(recognized(story))
                .contains("2026-01-31 EUR 20.00 as-delivered")
                .contains("2026-01-31 EUR 3100.00 straight-line");
        story.observe(usage("1", "S", "2026-01-20", "12"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("9010.00"));
        holds(story);
    }

    @Test
    void measured_progress_is_earned_also_when_it_goes_back() {
        Story story = sells(sold("P", "progress", "amount=1000.01"));
        story.observe(measured("P", "2026-01-31", "33.3"));
        story.observe(measured("P", "2026-02-28", "20"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("200.00"));
        story.observe(measured("P", "2026-03-31", "100"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1000.01"));
        holds(story);
    }

    @Test
    void no_order_of_arrival_changes_what_a_block_has_earned() {
        List<TimeEntry> entries = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            entries.add(timeOn("B", "" + i, "2026-0" + (i % 3 + 1) + "-1" + i, i + ".25"));
        }
        List<String> results = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(entries, new Random(seed));
            Story story =
                    sells(
                            sold(
                                    "B",
                                    "prepaid-block",
                                    "amount=777.77",
                                    "hours=17",
                                    "top-up-at=2",
                                    "breakage-percent=7.5"));
            entries.forEach(story::observe);
            entries.forEach(story::observe);
            holds(story);
            results.add(
                    story.credit(Account.REVENUE)
                            + " of "
                            + story.credit(Account.CONTRACT_VALUE_REVENUE));
        }
        assertThat(results).containsOnly(results.getFirst());
    }

    @Test
    void a_variable_amount_needs_a_line_that_measures_it() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(Records.customer());
        story.observe(
                Records.won(
                        sold("P", "progress", "amount=1000.00"),
                        sold("R", "retainer", "fee=100.00"),
                        sold("O", "outcome", "amount=100.00", "measured-by=Q"),
                        sold("S", "outcome", "amount=100.00", "measured-by=O")));
        assertThat(story.all(AgreementEvent.GatesViolated.class).getLast().codes())
                .contains("measured-by-unknown");
        assertThat(story.all(AgreementEvent.ContractBooked.class)).isEmpty();
    }
}
