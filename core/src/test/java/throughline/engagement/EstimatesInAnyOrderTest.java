package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.sold;
import static throughline.engagement.Records.time;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import throughline.books.Account;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.Estimate;
import throughline.observed.RecordKey;
import throughline.property.Property;

/** What one estimate leaves out stays as another one stated it, whichever came first. */
class EstimatesInAnyOrderTest {

    private static final DealLine[] LINES = {
        milestones("H", "input-hours", "1000.00"),
        milestones("C", "input-cost", "3000.00"),
        sold("P", "progress", "amount=2000.00", "method=output-progress")
    };

    private static Story story(List<Estimate> estimates) {
        Story story = Story.active(HandmadeRelease.complete(), LINES);
        story.observe(Orders.named(time("h", "2026-02-01", "20", "consultant"), "H"));
        story.observe(Orders.named(time("c", "2026-02-01", "10", "consultant"), "C"));
        story.tick("2026-12-01");
        estimates.forEach(story::observe);
        story.confirmAll();
        return story;
    }

    private static Estimate estimate(
            String line, LocalDate on, String percent, String hours, String cost) {
        return new Estimate(
                new RecordKey("psa", "estimate", line + on + percent + hours + cost),
                Records.PROJECT,
                Optional.of(line),
                on,
                number(percent),
                number(hours),
                number(cost).map(amount -> eur(amount.toPlainString() + ".00")),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<BigDecimal> number(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty()).map(BigDecimal::new);
    }

    private static Money earned(Story story, String line) {
        return story.state().revenue().ofPrice(line, CurrencyUnit.EUR);
    }

    @Test
    void a_percentage_leaves_the_hours_and_the_cost_as_they_were_estimated() {
        Estimate hours = estimate("H", day("2026-03-01"), "", "40", "");
        Estimate percent = estimate("H", day("2026-04-01"), "60", "", "");
        assertThat(earned(story(List.of(hours)), "H")).isEqualTo(eur("500.00"));
        assertThat(earned(story(List.of(hours, percent)), "H")).isEqualTo(eur("500.00"));
        assertThat(earned(story(List.of(percent, hours)), "H")).isEqualTo(eur("500.00"));
    }

    @Test
    void a_percentage_that_comes_late_does_not_undo_the_newer_one() {
        Estimate early = estimate("P", day("2026-03-01"), "30", "", "");
        Estimate later = estimate("P", day("2026-04-01"), "50", "", "");
        for (List<Estimate> order : List.of(List.of(early, later), List.of(later, early))) {
            Story story = story(order);
            assertThat(earned(story, "P")).isEqualTo(eur("1000.00"));
            assertThat(story.debit(Account.ENTITLED)).isEqualTo(eur("-1000.00"));
        }
    }

    private static Estimate again(Estimate known, LocalDate on, String percent, String hours) {
        Estimate said = estimate(known.line().orElseThrow(), on, percent, hours, "");
        return new Estimate(
                known.key(),
                said.project(),
                said.line(),
                said.on(),
                said.percentComplete(),
                said.totalHours(),
                said.totalCost(),
                said.variable(),
                said.materials());
    }

    @Test
    void what_a_later_version_leaves_out_is_estimated_no_more() {
        Estimate hours = estimate("H", day("2026-03-01"), "", "40", "");
        Estimate blank = again(hours, day("2026-04-01"), "60", "");
        Story story = story(List.of(hours));
        assertThat(earned(story, "H")).isEqualTo(eur("500.00"));
        story.observe(blank);
        assertThat(earned(story, "H")).isEqualTo(eur("1000.00"));
        assertThat(story.openExceptions()).contains("progress-unmeasured:H");
        story.observe(again(hours, day("2026-05-01"), "", "50"));
        assertThat(earned(story, "H")).isEqualTo(eur("400.00"));
    }

    @Test
    void a_version_that_moves_to_an_earlier_day_leaves_nothing_behind() {
        Estimate march = estimate("P", day("2026-03-01"), "30", "", "");
        Estimate may = estimate("P", day("2026-05-01"), "50", "", "");
        Story story = story(List.of(march, may));
        assertThat(earned(story, "P")).isEqualTo(eur("1000.00"));
        story.observe(again(may, day("2026-02-01"), "10", ""));
        assertThat(earned(story, "P")).isEqualTo(eur("600.00"));
        assertThat(story.debit(Account.ENTITLED)).isEqualTo(eur("-600.00"));
    }

    @Test
    void a_percentage_that_is_taken_back_entitles_to_nothing() {
        Estimate percent = estimate("P", day("2026-03-01"), "30", "", "");
        Story story = story(List.of(percent));
        assertThat(story.debit(Account.ENTITLED)).isEqualTo(eur("-600.00"));
        story.observe(again(percent, day("2026-03-01"), "", "80"));
        assertThat(earned(story, "P")).isEqualTo(eur("0.00"));
        assertThat(story.debit(Account.ENTITLED)).isEqualTo(eur("0.00"));
    }

    @Test
    void while_nobody_estimated_it_a_line_earns_what_it_cost() {
        Story story = story(List.of());
        assertThat(story.state().revenue().cost().get("H")).isEqualTo(eur("1200.00"));
        assertThat(earned(story, "H")).isEqualTo(eur("1000.00"));
        assertThat(earned(story, "C")).isEqualTo(eur("600.00"));
        assertThat(story.openExceptions())
                .contains("progress-unmeasured:H", "progress-unmeasured:C");
        story.observe(estimate("H", day("2026-03-01"), "", "40", ""));
        story.observe(Records.accepted("C-M1", "2026-04-01", "1"));
        assertThat(earned(story, "H")).isEqualTo(eur("500.00"));
        assertThat(earned(story, "C")).isEqualTo(eur("3000.00"));
        assertThat(story.openExceptions())
                .doesNotContain("progress-unmeasured:H", "progress-unmeasured:C");
    }

    @Test
    void the_order_in_which_estimates_come_changes_no_sum() {
        Property.holds(
                60,
                random -> {
                    List<Estimate> estimates = someOfDifferentDays(random);
                    List<Estimate> shuffled = new ArrayList<>(estimates);
                    Collections.shuffle(shuffled, new Random(random.nextLong()));
                    Story one = story(estimates);
                    Story other = story(shuffled);
                    for (DealLine line : LINES) {
                        assertThat(earned(other, line.id())).isEqualTo(earned(one, line.id()));
                    }
                    assertThat(other.debit(Account.ENTITLED))
                            .isEqualTo(one.debit(Account.ENTITLED));
                    ContractYear.holds(one);
                    ContractYear.holds(other);
                });
    }

    private static List<Estimate> someOfDifferentDays(RandomGenerator random) {
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            estimates.add(
                    estimate(
                            LINES[random.nextInt(LINES.length)].id(),
                            day("2026-02-02").plusDays(30L * i + random.nextInt(30)),
                            random.nextBoolean() ? "" + random.nextInt(101) : "",
                            random.nextBoolean() ? "" + (20 + random.nextInt(80)) : "",
                            random.nextBoolean() ? "" + (1000 + random.nextInt(2000)) : ""));
        }
        return estimates;
    }
}
