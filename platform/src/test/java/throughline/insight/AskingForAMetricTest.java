package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures from books whose sums can be done in one's head. */
final class AskingForAMetricTest {

    private static final Ledger LEDGER = new Ledger();

    private final MetricDesk desk =
            new MetricDesk(
                    LEDGER.dataSource(),
                    new Settings(
                            List.of("region"),
                            DayOfWeek.SUNDAY,
                            Map.of("US01", 5),
                            LocalDate.of(2026, 12, 31)));

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void write_the_books() {
        LEDGER.empty();
        LEDGER.engagement("e1", "north", "{\"region\": \"West\"}");
        LEDGER.engagement("e2", "south", "{\"region\": \"East\"}");
        LEDGER.post("e1", "booked", "USD", 100_000, "2026-01-10");
        LEDGER.post("e2", "booked", "USD", 50_000, "2026-02-05");
        LEDGER.post("e2", "booked", "JPY", 700, "2026-02-06");
        LEDGER.postKnown("e1", "booked", "USD", -20_000, "2026-02-20 2026-05-01T00:00:00Z");
    }

    @Test
    void sums_what_happened_in_a_half_open_period() {
        assertThat(ask("bookings from 2026-01-10 until 2026-02-05")).containsExactly("USD 1000.00");
        assertThat(ask("bookings from 2026-01-11 until 2026-02-06")).containsExactly("USD 500.00");
    }

    @Test
    void keeps_currencies_apart_and_orders_rows_by_their_labels() {
        assertThat(ask("bookings by month"))
                .containsExactly(
                        "month=2026-01 USD 1000.00",
                        "month=2026-02 JPY 700",
                        "month=2026-02 USD 300.00");
        assertThat(ask("bookings by region,month"))
                .containsExactly(
                        "region=East month=2026-02 JPY 700",
                        "region=East month=2026-02 USD 500.00",
                        "region=West month=2026-01 USD 1000.00",
                        "region=West month=2026-02 USD -200.00");
    }

    @Test
    void tells_what_was_known_at_an_instant() {
        assertThat(ask("bookings by quarter known 2026-04-30T00:00:00Z"))
                .containsExactly("quarter=2026-Q1 JPY 700", "quarter=2026-Q1 USD 1500.00");
    }

    @Test
    void shows_cancellations_apart_from_what_was_won() {
        assertThat(ask("bookings-gross until 2027-01-01")).contains("USD 1500.00");
        assertThat(ask("cancellations until 2027-01-01")).contains("USD 200.00");
    }

    @Test
    void carries_a_backlog_from_month_to_month() {
        LEDGER.post("e1", "invoice-posted", "USD", 30_000, "2026-03-31");
        assertThat(
                        ask(
                                "backlog-billing from 2026-02-01 until 2026-05-01 by month where"
                                        + " unit north"))
                .containsExactly(
                        "month=2026-02 USD 800.00",
                        "month=2026-03 USD 500.00",
                        "month=2026-04 USD 500.00");
        assertThat(ask("backlog-billing at 2026-03-30 where unit north"))
                .containsExactly("USD 800.00");
    }

    @Test
    void never_nets_one_contract_with_another() {
        LEDGER.post("e1", "invoice-posted", "USD", 30_000, "2026-03-31");
        LEDGER.post("e2", "revenue-recognized", "USD", 10_000, "2026-03-31");
        assertThat(ask("deferred-revenue at 2026-03-31")).contains("USD 300.00");
        assertThat(ask("contract-asset at 2026-03-31")).contains("USD 100.00");
    }

    @Test
    void is_the_same_whole_whatever_its_parts_are_told_apart_by() {
        Random random = new Random(11);
        List<String> kinds =
                List.of(
                        "booked",
                        "entitlement",
                        "invoice-posted",
                        "credit-posted",
                        "revenue-recognized",
                        "work-cost",
                        "payment-received");
        for (int i = 0; i < 300; i++) {
            String day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300)).toString();
            String engagement = random.nextBoolean() ? "e1" : "e2";
            // Costs in the currency of the contract: a margin of two currencies is undefined.
            String currency = engagement.equals("e1") ? "USD" : "JPY";
            String kind = kinds.get(random.nextInt(kinds.size()));
            LEDGER.post(engagement, kind, currency, random.nextInt(9_000) - 1_000, day);
            LEDGER.measure(
                    "hours-billable", "" + random.nextInt(9), day, "ann bob".split(" ")[i % 2]);
        }
        int compared = 0;
        for (Metric metric : Metrics.ALL) {
            boolean sums = metric.unit() == Metric.Unit.MONEY || metric.unit() == Metric.Unit.HOURS;
            if (!sums) {
                continue;
            }
            for (String time : List.of("", "month")) {
                Map<String, BigDecimal> whole = whole(metric, time, "");
                for (String apart : List.of("engagement", "unit", "person", "line")) {
                    if (desk.dimensions(metric).contains(apart)) {
                        compared++;
                        assertThat(whole(metric, time, apart))
                                .as(metric.name() + " by " + time + " " + apart)
                                .isEqualTo(whole);
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    /** What a metric sums up to for each piece of time and currency. */
    private Map<String, BigDecimal> whole(Metric metric, String time, String apart) {
        List<String> by = Stream.of(time, apart).filter(name -> !name.isEmpty()).toList();
        Map<String, BigDecimal> sums = new TreeMap<>();
        MetricAnswer answer =
                desk.answer(
                        new Question(
                                metric.name(),
                                Optional.of(LocalDate.of(2026, 1, 1)),
                                Optional.of(LocalDate.of(2026, 11, 1)),
                                Optional.empty(),
                                Optional.empty(),
                                by,
                                Map.of()));
        for (MetricAnswer.Figure each : ((MetricAnswer.Figures) answer).figures()) {
            BigDecimal value = new BigDecimal(each.value().orElseThrow());
            sums.merge(
                    each.labels().getOrDefault(time, "") + each.currency().orElse(""),
                    value,
                    BigDecimal::add);
        }
        sums.values().removeIf(value -> value.signum() == 0);
        return sums;
    }

    @Test
    void divides_exactly_and_leaves_what_cannot_be_divided_undefined() {
        LEDGER.measure("hours-worked", "30", "2026-03-02", "ann");
        LEDGER.measure("hours-billable", "29.25", "2026-03-02", "ann");
        LEDGER.measure("hours-available", "40", "2026-03-01", "ann");
        LEDGER.measure("hours-worked", "8", "2026-03-08", "bob");
        assertThat(ask("utilization by week"))
                .containsExactly("week=2026-03-01 0.7313 of 29.25/40.00");
        assertThat(ask("billable-mix by person,week"))
                .containsExactly(
                        "person=ann week=2026-03-01 0.9750 of 29.25/30.00",
                        "person=bob week=2026-03-08 0.0000 of 0.00/8.00");
        assertThat(ask("project-margin")).isEmpty();
        LEDGER.post("e1", "work-cost", "USD", 1_000, "2026-03-02");
        assertThat(ask("project-margin")).containsExactly("USD undefined of -10.00/0.00");
    }

    @Test
    void ages_what_is_not_billed_with_the_oldest_billed_first() {
        LEDGER.post("e1", "entitlement", "USD", 10_000, "2026-01-15");
        LEDGER.post("e1", "entitlement", "USD", 20_000, "2026-03-20");
        LEDGER.post("e1", "invoice-posted", "USD", 12_000, "2026-03-31");
        assertThat(ask("unbilled at 2026-03-31")).containsExactly("USD 180.00");
        assertThat(ask("unbilled-aged at 2026-02-28 by age"))
                .containsExactly("age=31-60 USD 100.00");
        assertThat(ask("unbilled-aged at 2026-03-31 by age"))
                .containsExactly("age=0-30 USD 180.00");
        assertThat(ask("leakage at 2026-04-05")).isEmpty();
        assertThat(ask("leakage at 2026-04-06")).containsExactly("USD 180.00");
    }

    @Test
    void tells_what_is_of_one_age() {
        LEDGER.post("e1", "entitlement", "USD", 10_000, "2026-01-15");
        LEDGER.post("e1", "entitlement", "USD", 20_000, "2026-03-20");
        LEDGER.post("e1", "invoice-posted", "USD", 2_000, "2026-03-31");
        assertThat(ask("unbilled-aged at 2026-03-31 where age 61-90")).containsExactly("USD 80.00");
        assertThat(ask("unbilled-aged at 2026-03-31 where age 0-30 by age"))
                .containsExactly("age=0-30 USD 200.00");
        assertThat(ask("unbilled-aged at 2026-03-31 where age 31-60")).isEmpty();
        assertThat(ask("leakage at 2026-04-06 where age over-90 by age")).isEmpty();
        assertThat(ask("leakage at 2026-04-06 where age 61-90 by age"))
                .containsExactly("age=61-90 USD 80.00");
    }

    @Test
    void lists_the_known_names_when_one_is_unknown() {
        assertThat(desk.answer(Question.of("bookngs")))
                .isInstanceOfSatisfying(
                        MetricAnswer.UnknownMetric.class,
                        unknown -> assertThat(unknown.known()).contains("bookings", "dso"));
        assertThat(desk.answer(Question.of("bookings").by(List.of("colour"))))
                .isInstanceOfSatisfying(
                        MetricAnswer.UnknownDimension.class,
                        unknown -> assertThat(unknown.known()).contains("region", "month"));
    }

    @Test
    void tells_what_hours_brought_of_what_they_are_worth_at_their_standard_rates() {
        LEDGER.measure("hours-billable", "10", "2026-03-02", "ann");
        LEDGER.post("e1", "work-standard", "USD", 200_000, "2026-03-02");
        LEDGER.post("e1", "revenue-recognized", "USD", 150_000, "2026-03-31");
        LEDGER.post("e1", "invoice-posted", "USD", 160_000, "2026-03-31");
        LEDGER.post("e1", "credit-posted", "USD", 20_000, "2026-04-03");
        // Nobody works for it, so it has no rate that it could fall short of.
        LEDGER.post("e2", "revenue-recognized", "USD", 70_000, "2026-03-31");
        assertThat(ask("realization-rate")).containsExactly("USD 0.7500 of 1500.00/2000.00");
        assertThat(ask("realization-billing")).containsExactly("USD 0.7000 of 1400.00/2000.00");
        assertThat(ask("realization-billing by month"))
                .containsExactly(
                        "month=2026-03 USD 0.8000 of 1600.00/2000.00",
                        "month=2026-04 USD undefined of -200.00/0.00");
        LEDGER.measure("hours-unrated", "2", "2026-03-20", "ann");
        assertThat(ask("realization-rate from 2026-03-01 until 2026-04-01"))
                .containsExactly("USD undefined");
    }

    @Test
    void answers_every_metric() {
        for (Metric metric : Metrics.ALL) {
            List<String> by =
                    desk.dimensions(metric).contains("month")
                            ? List.of("month", "unit")
                            : List.of("unit");
            assertThat(desk.answer(Question.of(metric.name()).by(by)))
                    .as(metric.name())
                    .isInstanceOf(MetricAnswer.Figures.class);
        }
    }

    private List<String> ask(String words) {
        String[] word = words.split(" ");
        Question question = Question.of(word[0]);
        Optional<LocalDate> from = Optional.empty();
        Optional<LocalDate> until = Optional.empty();
        Optional<LocalDate> at = Optional.empty();
        Optional<Instant> known = Optional.empty();
        List<String> by = List.of();
        Map<String, String> where = Map.of();
        for (int i = 1; i < word.length; i += 2) {
            switch (word[i]) {
                case "from" -> from = Optional.of(LocalDate.parse(word[i + 1]));
                case "until" -> until = Optional.of(LocalDate.parse(word[i + 1]));
                case "at" -> at = Optional.of(LocalDate.parse(word[i + 1]));
                case "known" -> known = Optional.of(Instant.parse(word[i + 1]));
                case "by" -> by = List.of(word[i + 1].split(","));
                case "where" -> where = Map.of(word[i + 1], word[++i + 1]);
                default -> throw new IllegalArgumentException(word[i]);
            }
        }
        return said(
                desk.answer(new Question(question.metric(), from, until, at, known, by, where)));
    }

    private static List<String> said(MetricAnswer answer) {
        assertThat(answer).isInstanceOf(MetricAnswer.Figures.class);
        List<String> lines = new ArrayList<>();
        for (MetricAnswer.Figure figure : ((MetricAnswer.Figures) answer).figures()) {
            List<String> words = new ArrayList<>();
            figure.labels().forEach((name, value) -> words.add(name + "=" + value));
            figure.currency().ifPresent(words::add);
            words.add(figure.value().orElse("undefined"));
            figure.numerator()
                    .ifPresent(
                            above -> words.add("of " + above + "/" + figure.denominator().get()));
            lines.add(String.join(" ", words));
        }
        return lines;
    }
}
