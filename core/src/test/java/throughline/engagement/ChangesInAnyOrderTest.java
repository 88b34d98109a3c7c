package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.ContractYear.holds;
import static throughline.engagement.Records.accepted;
import static throughline.engagement.Records.capped;
import static throughline.engagement.Records.committed;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.instalments;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.on;
import static throughline.engagement.Records.time;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import throughline.books.Account;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.observed.CanonicalRecord.PlannedInstalment;
import throughline.observed.CanonicalRecord.Stage;
import throughline.property.Property;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.Rescheduling;
import throughline.terms.Treatment;

/** Changes of terms, generated: whatever they are and whenever they come, the books agree. */
class ChangesInAnyOrderTest {

    private static final DealLine[] LINES = {
        Orders.alone(milestones("F", "output-milestones", "400.00", "600.00", "333.33"), "1500"),
        Orders.alone(
                instalments(
                        "C",
                        "straight-line",
                        on("2026-02-28", "100.01"),
                        on("2026-06-30", "200.00"),
                        on("2026-11-30", "65.65")),
                "400"),
        milestones("P", "point-in-time", "77.77"),
        committed("T", "2000.00"),
        capped("U", "1500.00")
    };

    @Test
    void every_identity_holds_after_any_sequence() {
        Property.holds(
                150,
                random -> {
                    Story story = Story.active(HandmadeRelease.complete(), LINES);
                    LocalDate today = day("2026-01-05");
                    for (int i = 0; i < 40; i++) {
                        today = today.plusDays(random.nextInt(14));
                        happens(story, random, today);
                    }
                    holds(story);
                    story.tickUntil(day("2028-01-01"));
                    story.confirmAll();
                    holds(story);
                });
    }

    @Test
    void the_order_of_arrival_changes_no_terms_and_no_sum() {
        Property.holds(
                80,
                random -> {
                    List<CanonicalRecord> facts = facts(random);
                    Story one = late(facts);
                    List<CanonicalRecord> shuffled = new ArrayList<>(facts);
                    Collections.shuffle(shuffled, new Random(random.nextLong()));
                    Story other = late(shuffled);
                    assertThat(other.state().terms()).isEqualTo(one.state().terms());
                    assertThat(other.state().agreement().changes().obligations())
                            .isEqualTo(one.state().agreement().changes().obligations());
                    assertThat(figures(other)).isEqualTo(figures(one));
                });
    }

    @Test
    void what_is_followed_day_by_day_ends_where_a_computation_from_scratch_does() {
        Property.holds(
                80,
                random -> {
                    List<CanonicalRecord> facts = facts(random);
                    Story followed = Story.active(HandmadeRelease.complete(), LINES);
                    for (CanonicalRecord fact : facts) {
                        LocalDate on = dayOf(fact);
                        followed.tickUntil(on);
                        followed.tick(on);
                        followed.observe(fact);
                    }
                    followed.tickUntil(day("2028-01-01"));
                    followed.confirmAll();
                    followed.tick("2028-01-02");
                    followed.confirmAll();
                    Story scratch = late(facts);
                    assertThat(followed.state().terms()).isEqualTo(scratch.state().terms());
                    assertThat(figures(followed)).isEqualTo(figures(scratch));
                });
    }

    @Test
    void old_and_new_schedule_differ_by_exactly_the_change_of_the_price() {
        Property.holds(
                500,
                random -> {
                    List<Instalment> parts = new ArrayList<>();
                    Money sum = eur("0.00");
                    for (int i = 0; i < 1 + random.nextInt(8); i++) {
                        Money amount = Money.ofMinor("EUR", random.nextInt(100_000));
                        LocalDate on = day("2026-01-31").plusMonths(i);
                        parts.add(new Instalment(on.toString(), on, amount));
                        sum = sum.plus(amount);
                    }
                    LocalDate day = day("2026-01-01").plusDays(random.nextInt(300));
                    Money price = Money.ofMinor("EUR", random.nextInt(600_000));
                    Rescheduling how =
                            new Rescheduling(
                                    Rescheduling.Shortfall.values()[random.nextInt(3)],
                                    Rescheduling.Excess.values()[random.nextInt(2)],
                                    Optional.empty());
                    FixedFeeCalendar after =
                            (FixedFeeCalendar) how.follow(new FixedFeeCalendar(parts), price, day);
                    Money now =
                            after.instalments().stream()
                                    .map(Instalment::amount)
                                    .reduce(eur("0.00"), Money::plus);
                    assertThat(now.minus(sum)).isEqualTo(price.minus(sum));
                    List<Instalment> frozen =
                            parts.stream().filter(part -> part.on().isBefore(day)).toList();
                    assertThat(after.instalments()).containsAll(frozen);
                });
    }

    /** Facts in the order of their days; each line is re-priced, never ended, for the sums. */
    private static List<CanonicalRecord> facts(RandomGenerator random) {
        List<CanonicalRecord> facts = new ArrayList<>();
        for (int i = 1; i <= 2 + random.nextInt(4); i++) {
            LocalDate signed = day("2026-01-10").plusDays(random.nextInt(250));
            LocalDate effective = signed.minusDays(random.nextInt(60));
            DealLine line = LINES[random.nextInt(2)];
            DealLine now = Orders.repriced(line, euros(1 + random.nextInt(200_000)));
            facts.add(
                    Orders.knowing(
                            Orders.approved("" + i, signed.toString(), effective.toString(), now),
                            Orders.distinct(line.id(), random.nextBoolean())));
        }
        for (int i = 1; i <= 3; i++) {
            facts.add(accepted("F-M" + i, "2026-0" + (1 + random.nextInt(9)) + "-15", "1"));
        }
        for (int i = 0; i < 5; i++) {
            LocalDate worked = day("2026-01-05").plusDays(random.nextInt(200));
            facts.add(time("t" + i, worked.toString(), "" + (1 + i), "consultant"));
        }
        facts.sort(java.util.Comparator.comparing(ChangesInAnyOrderTest::dayOf));
        return facts;
    }

    private static LocalDate dayOf(CanonicalRecord fact) {
        return switch (fact) {
            case ChangeOrder order -> order.signedOn().orElseThrow();
            case CanonicalRecord.Milestone milestone -> milestone.acceptedOn().orElseThrow();
            case CanonicalRecord.TimeEntry entry -> entry.on();
            default -> throw new AssertionError(fact);
        };
    }

    /** Everything becomes known long after it happened. */
    private static Story late(List<CanonicalRecord> facts) {
        Story story = Story.active(HandmadeRelease.complete(), LINES);
        story.tick("2028-01-01");
        facts.forEach(story::observe);
        story.tick("2028-01-02");
        story.tickUntil(day("2028-02-01"));
        story.confirmAll();
        story.tick("2028-02-02");
        story.confirmAll();
        return story;
    }

    /**
     * What does not depend on what was invoiced when: an excess that is known before its invoice
     * makes that one smaller, and one that is known later waits for the next.
     */
    private static Map<Account, Money> figures(Story story) {
        holds(story);
        Map<Account, Money> figures = new TreeMap<>();
        for (Account account :
                List.of(
                        Account.CONTRACT_VALUE_BILLING,
                        Account.CONTRACT_VALUE_REVENUE,
                        Account.BACKLOG_REVENUE,
                        Account.EARNED,
                        Account.REVENUE,
                        Account.ENTITLED,
                        Account.COST)) {
            figures.put(account, story.debit(account));
        }
        return figures;
    }

    private static void happens(Story story, RandomGenerator random, LocalDate today) {
        switch (random.nextInt(9)) {
            case 0 -> story.confirmAll();
            case 1 -> story.tick(today);
            case 2 ->
                    story.observe(
                            accepted(
                                    "F-M" + (1 + random.nextInt(3)),
                                    today.toString(),
                                    random.nextBoolean() ? "1" : "0.5"));
            case 3 ->
                    story.observe(
                            time(
                                    "t" + random.nextInt(9),
                                    today.toString(),
                                    "" + random.nextInt(12),
                                    "consultant"));
            case 4 -> story.observe(Records.deal(stage(random), LINES));
            case 5 ->
                    story.decide(
                            new Signal.Verdict.Treat(
                                    Orders.key("" + random.nextInt(5)),
                                    LINES[random.nextInt(LINES.length)].id(),
                                    Treatment.values()[random.nextInt(3)],
                                    "why not"));
            case 6 -> story.hear(new Signal.Rederive(Instant.parse(today + "T05:05:05Z")));
            default -> story.observe(order(random, today));
        }
    }

    private static Stage stage(RandomGenerator random) {
        return random.nextInt(3) == 0 ? Stage.LOST : Stage.WON;
    }

    private static ChangeOrder order(RandomGenerator random, LocalDate today) {
        String number = "" + random.nextInt(5);
        DealLine line = LINES[random.nextInt(LINES.length)];
        String signed = today.minusDays(random.nextInt(40)).toString();
        String effective = today.plusDays(random.nextInt(60) - 40).toString();
        return switch (random.nextInt(6)) {
            case 0 -> Orders.proposed(number, line);
            case 1 -> Orders.approved(number, signed, new LineChange[] {whatever(random, line)});
            case 2 ->
                    Orders.approved(
                            number, signed, milestones("N" + number, "output-milestones", "50.00"));
            case 3 ->
                    Orders.approved(
                            number,
                            signed,
                            Orders.version(
                                    line,
                                    "120.00",
                                    List.of(),
                                    List.of(
                                            new PlannedInstalment(
                                                    day("2026-08-31"), eur("120.00"))),
                                    line.until()));
            default ->
                    Orders.approved(
                            number,
                            signed,
                            effective,
                            Orders.repriced(line, euros(1 + random.nextInt(300_000))));
        };
    }

    private static LineChange whatever(RandomGenerator random, DealLine line) {
        String[] words = {"ends", "pauses", "resumes"};
        return Orders.what(line.id(), words[random.nextInt(3)]);
    }

    private static String euros(int cents) {
        return Money.ofMinor("EUR", cents).decimal().toPlainString();
    }
}
