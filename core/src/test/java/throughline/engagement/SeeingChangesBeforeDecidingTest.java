package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Orders.approved;
import static throughline.engagement.Orders.repriced;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.instalments;
import static throughline.engagement.Records.on;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.calendar.ObservedPeriods;
import throughline.desk.ChangeDesk;
import throughline.desk.Comparison;
import throughline.desk.Comparison.Course;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.terms.Treatment;

/** A proposed change side by side in every way in which it could count. */
class SeeingChangesBeforeDecidingTest {

    private static final DealLine YEAR =
            instalments("C", "straight-line", on("2026-01-01", "365.00"));
    private static final DealLine DEARER = repriced(YEAR, "730.00");

    private static Story sold() {
        Story story = Story.active(HandmadeRelease.complete(), YEAR);
        story.tickUntil(day("2026-07-01"));
        story.tick("2026-07-01");
        return story;
    }

    private static Comparison compared(Story story, String order) {
        return new ChangeDesk(
                        HandmadeRelease.complete(),
                        ObservedPeriods.NONE,
                        Instant.parse("2026-07-01T09:00:00Z"))
                .compare(story.state(), order)
                .orElseThrow();
    }

    private static Course course(Comparison comparison, String name) {
        return comparison.courses().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Money sum(Course course) {
        return course.byPeriod().values().stream().reduce(eur("0.00"), Money::plus);
    }

    @Test
    void each_way_recognizes_all_of_the_price_and_none_rewrites_the_past() {
        Story story = sold();
        story.observe(Orders.proposed("7", DEARER));
        Engagement before = story.state();
        Comparison comparison = compared(story, "7");
        assertThat(story.state()).isSameAs(before);

        assertThat(sum(course(comparison, "unchanged"))).isEqualTo(eur("365.00"));
        for (Treatment treatment : Treatment.values()) {
            Course course = course(comparison, treatment.word());
            assertThat(course.refusal()).isEmpty();
            assertThat(course.contractValue()).isEqualTo(eur("730.00"));
            assertThat(sum(course)).isEqualTo(eur("730.00"));
            for (String month : List.of("2026-01", "2026-06")) {
                assertThat(course.byPeriod().get(month))
                        .isEqualTo(course(comparison, "unchanged").byPeriod().get(month));
            }
        }
        // 549.00 that are left, over 184 days; or 730.00 by days, with half a year at once
        assertThat(course(comparison, "prospective").byPeriod().get("2026-07"))
                .isEqualTo(eur("92.49"));
        assertThat(course(comparison, "catch-up").byPeriod().get("2026-07"))
                .isEqualTo(eur("243.00"));
        assertThat(comparison.lines())
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.byFacts()).isEqualTo(Treatment.PROSPECTIVE);
                            assertThat(line.facts()).containsKeys("distinct", "paragraph");
                        });
    }

    @Test
    void what_the_facts_decide_is_what_then_happens() {
        Story story = sold();
        story.observe(Orders.proposed("7", DEARER));
        Course foreseen = course(compared(story, "7"), "prospective");
        story.observe(approved("7", "2026-07-01", DEARER));
        story.tickUntil(day("2027-03-01"));
        SortedMap<String, Money> happened = new TreeMap<>();
        story.all(RevenueRecognized.class)
                .forEach(it -> happened.merge(it.period(), it.amount(), Money::plus));
        assertThat(foreseen.byPeriod()).isEqualTo(happened);
    }

    @Test
    void a_change_in_force_is_compared_as_if_it_were_not() {
        Story story = sold();
        story.observe(approved("7", "2026-07-01", DEARER));
        Comparison comparison = compared(story, Orders.key("7").toString());
        assertThat(sum(course(comparison, "unchanged"))).isEqualTo(eur("365.00"));
        assertThat(sum(course(comparison, "catch-up"))).isEqualTo(eur("730.00"));
    }

    @Test
    void a_refused_change_stays_open_however_many_days_pass() {
        Story story = sold();
        story.observe(approved("7", "2026-07-01"));
        story.tickUntil(day("2026-12-01"));
        assertThat(story.openExceptions()).contains("change-order:7");
    }

    @Test
    void a_change_that_cannot_come_into_force_says_why() {
        Story story = sold();
        story.observe(Orders.proposed("7"));
        assertThat(course(compared(story, "7"), "catch-up").refusal())
                .isPresent()
                .get()
                .asString()
                .contains("changes nothing");
        assertThat(
                        new ChangeDesk(
                                        HandmadeRelease.complete(),
                                        ObservedPeriods.NONE,
                                        Instant.EPOCH)
                                .compare(story.state(), "8"))
                .isEqualTo(Optional.empty());
    }
}
