package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.during;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.sold;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.books.Identity;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** A variable amount that belongs to a service by days is earned as the months of it complete. */
class EarningVariableAmountsByDaysTest {

    /** 181 days, so that a bonus of EUR 18,100.00 is EUR 100.00 a day. */
    private static Story serving() {
        return Story.active(
                HandmadeRelease.complete(),
                during(sold("S", "managed-service", "fee=3000.00"), "2026-01-01", "2026-07-01"),
                during(
                        sold(
                                "B",
                                "outcome",
                                "amount=18100.00",
                                "milestone=uptime:18100.00",
                                "measured-by=S"),
                        "2026-01-01",
                        "2026-07-01"));
    }

    private static CanonicalRecord estimated(String on, String variable) {
        return new CanonicalRecord.Estimate(
                new RecordKey("psa", "estimate", "B-" + on),
                new RecordKey("psa", "project", "P-1"),
                Optional.of("B"),
                day(on),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(eur(variable)),
                Optional.empty());
    }

    private static Map<String, Money> byPeriod(Story story) {
        Map<String, Money> sums = new TreeMap<>();
        for (RevenueRecognized event : story.all(RevenueRecognized.class)) {
            if (event.line().equals("B")) {
                sums.merge(event.period(), event.amount(), Money::plus);
            }
        }
        sums.values().removeIf(Money::isZero);
        return sums;
    }

    @Test
    void each_month_takes_its_days_and_nothing_falls_behind_the_term() {
        Story story = serving();
        story.observe(estimated("2026-01-02", "18100.00"));
        story.tickUntil(day("2026-12-31"));
        assertThat(byPeriod(story))
                .isEqualTo(
                        Map.of(
                                "2026-01", eur("3100.00"),
                                "2026-02", eur("2800.00"),
                                "2026-03", eur("3100.00"),
                                "2026-04", eur("3000.00"),
                                "2026-05", eur("3100.00"),
                                "2026-06", eur("3000.00")));
        assertThat(Identity.ALL).allMatch(identity -> identity.holds(story.balances()));
    }

    @Test
    void an_estimate_that_is_learned_late_counts_in_each_month_that_it_is_about() {
        Story story = serving();
        story.tickUntil(day("2026-04-30"));
        story.tick("2026-05-05");
        story.observe(estimated("2026-02-10", "18100.00"));
        // 31 days of January on the day of the estimate, then every month by its own days.
        assertThat(byPeriod(story))
                .isEqualTo(
                        Map.of(
                                "2026-02", eur("5900.00"),
                                "2026-03", eur("3100.00"),
                                "2026-04", eur("3000.00")));
        story.tickUntil(day("2026-12-31"));
        assertThat(byPeriod(story)).containsEntry("2026-06", eur("3000.00"));
    }

    @Test
    void an_estimate_of_the_last_day_of_a_month_leaves_that_month_its_days() {
        Story story = serving();
        story.tickUntil(day("2026-03-30"));
        story.tick("2026-03-31");
        story.observe(estimated("2026-03-31", "18100.00"));
        assertThat(byPeriod(story)).isEqualTo(Map.of("2026-03", eur("5900.00")));
        story.tick("2026-04-01");
        assertThat(byPeriod(story)).isEqualTo(Map.of("2026-03", eur("9000.00")));
    }

    @Test
    void no_order_of_arrival_changes_what_was_earned_in_all() {
        CanonicalRecord first = estimated("2026-01-15", "18100.00");
        CanonicalRecord second = estimated("2026-03-10", "9050.00");
        for (List<CanonicalRecord> order :
                List.of(List.of(first, second), List.of(second, first))) {
            Story story = serving();
            story.tickUntil(day("2026-04-30"));
            order.forEach(story::observe);
            order.forEach(story::observe);
            story.tickUntil(day("2026-12-31"));
            Money sum = byPeriod(story).values().stream().reduce(Money::plus).orElseThrow();
            assertThat(sum).isEqualTo(eur("9050.00"));
        }
    }
}
