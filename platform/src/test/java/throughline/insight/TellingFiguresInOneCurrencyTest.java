package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.exchange.RateKind;
import throughline.exchange.RatePolicy;
import throughline.landscape.ExchangePolicy;

/**
 * One contract of CHF 1,000 of a company that counts in euros: booked on Friday 9 January 2026,
 * when one euro is CHF 0.93, billed at 0.92 on 30 January, a Friday whose rate counts on the
 * Saturday too, and recognized over February at an average of 0.91.
 */
final class TellingFiguresInOneCurrencyTest {

    private static final Ledger LEDGER = new Ledger();
    private static final String THEN = " 2026-03-15T00:00:00Z";

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void write_the_books() {
        LEDGER.empty();
        LEDGER.engagement("e1", "north", "{}");
        LEDGER.post("e1", "booked", "CHF", 100_000, "2026-01-09");
        LEDGER.post("e1", "entitlement", "CHF", 40_000, "2026-01-31");
        LEDGER.post("e1", "invoice-posted", "CHF", 40_000, "2026-01-31");
        LEDGER.post("e1", "revenue-recognized", "CHF", 25_000, "2026-02-28");
        LEDGER.rate("CHF", "0.93", "2026-01-09" + THEN);
        LEDGER.rate("CHF", "0.92", "2026-01-30" + THEN);
        LEDGER.rate("CHF", "0.90", "2026-02-02" + THEN);
        LEDGER.rate("CHF", "0.92", "2026-02-27" + THEN);
        LEDGER.rate("CHF", "0.95", "2026-03-31" + THEN);
    }

    @Test
    void what_happened_counts_at_the_rate_that_the_landscape_names_for_it() {
        assertThat(told("bookings", "functional", "", ""))
                .as("1000 / 0.93")
                .containsExactly("EUR 1075.27");
        assertThat(told("billings", "functional", "", ""))
                .as("400 / 0.92")
                .containsExactly("EUR 434.78");
        // 250 x (1 / 0.90 + 1 / 0.92) / 2 = 250 x 1.09903...
        assertThat(told("recognized-revenue", "functional", "", "")).containsExactly("EUR 274.76");
    }

    @Test
    void a_balance_stands_at_the_rate_of_its_day_and_a_roll_forward_says_what_rates_moved() {
        assertThat(told("backlog-billing", "functional", "2026-01-31", ""))
                .as("600 / 0.92")
                .containsExactly("EUR 652.17");
        assertThat(told("backlog-billing", "functional", "2026-03-31", ""))
                .as("600 / 0.95")
                .containsExactly("EUR 631.58");
        // January: 1075.27 booked, 434.78 billed; 600 / 0.92 = 652.17 is left: 11.68 by rates.
        // February: nothing happened, and the rate of the end is the same. March: 600 / 0.95.
        assertThat(rolled("backlog-billing", "2026-01-01", "2026-04-01"))
                .containsExactly(
                        "2026-01 EUR 0.00 bookings 1075.27 burn -434.78 fx 11.68 -> 652.17",
                        "2026-02 EUR 652.17 -> 652.17",
                        "2026-03 EUR 652.17 fx -20.59 -> 631.58");
        // Liability 400 at 0.92; then 250 recognized at 274.76 and 150 left: 163.04 at 0.92.
        assertThat(rolled("deferred-revenue", "2026-01-01", "2026-04-01"))
                .containsExactly(
                        "2026-01 EUR 0.00 billed 434.78 -> 434.78",
                        "2026-02 EUR 434.78 recognized -274.76 fx 3.02 -> 163.04",
                        "2026-03 EUR 163.04 fx -5.15 -> 157.89");
    }

    @Test
    void constant_currency_takes_the_rates_of_one_day_for_everything() {
        assertThat(told("bookings", "constant:2026-01-30", "", "")).containsExactly("EUR 1086.96");
        assertThat(told("backlog-billing", "constant:2026-01-30", "2026-03-31", ""))
                .containsExactly("EUR 652.17");
        assertThat(told("bookings", "CHF", "", "")).containsExactly("CHF 1000.00");
        assertThat(told("bookings", "CHF:2026-01-30", "", "")).containsExactly("CHF 1000.00");
    }

    @Test
    void a_figure_as_known_then_is_told_by_the_rates_of_then() {
        LEDGER.rate("CHF", "0.94", "2026-01-30 2026-03-20T00:00:00Z");
        LEDGER.rate("CHF", "", "2026-01-09 2026-03-20T00:00:00Z");
        assertThat(told("billings", "functional", "", "2026-03-16T00:00:00Z"))
                .containsExactly("EUR 434.78");
        assertThat(told("billings", "functional", "", "")).containsExactly("EUR 425.53");
        assertThat(told("bookings", "functional", "", "2026-03-16T00:00:00Z"))
                .containsExactly("EUR 1075.27");
        assertThat(told("bookings", "functional", "", ""))
                .as("the rate was taken back")
                .containsExactly("EUR undefined");
    }

    @Test
    void without_a_rate_a_figure_is_undefined_and_never_told_at_one() {
        LEDGER.post("e1", "booked", "GBP", 5_000, "2026-01-09");
        LEDGER.post("e1", "payment", "CHF", 10_000, "2026-04-20");
        assertThat(told("bookings", "functional", "", "")).containsExactly("EUR undefined");
        assertThat(told("bookings", "transaction", "", ""))
                .containsExactly("CHF 1000.00", "GBP 50.00");
        assertThat(told("collected", "functional", "", ""))
                .as("the last one is too old")
                .containsExactly("EUR undefined");
        assertThat(told("backlog-billing", "functional", "2026-04-20", ""))
                .containsExactly("EUR undefined");
        assertThat(rolled("backlog-billing", "2026-01-01", "2026-02-01"))
                .containsExactly("2026-01 EUR undefined");
        assertThat(answer("bookings", "functional", "", "").remarks())
                .singleElement()
                .asString()
                .startsWith("No rate from GBP to EUR is known on 2026-01-09: none of GBP was");
    }

    @Test
    void several_cuts_add_up_since_each_posting_is_rounded_by_itself() {
        LEDGER.engagement("e2", "south", "{}");
        LEDGER.post("e2", "invoice-posted", "CHF", 3_333, "2026-01-31");
        LEDGER.post("e2", "invoice-posted", "EUR", 1_000, "2026-01-31");
        assertThat(cut("billings", "unit")).containsExactly("north EUR 434.78", "south EUR 46.23");
        assertThat(told("billings", "functional", "", "")).containsExactly("EUR 481.01");
    }

    @Test
    void what_no_word_of_currencies_is_is_not_guessed() {
        assertThat(Reporting.parse("functional:2026-01-01")).isEmpty();
        assertThat(Reporting.parse("constant")).isEmpty();
        assertThat(Reporting.parse("EURO")).isEmpty();
        assertThat(Reporting.parse("EUR:yesterday")).isEmpty();
        assertThat(Reporting.parse("transaction")).contains(Reporting.TRANSACTION);
    }

    private static MetricAnswer.Figures answer(
            String metric, String currency, String at, String known) {
        return (MetricAnswer.Figures)
                new MetricDesk(LEDGER.dataSource(), settings())
                        .answer(asked(metric, currency, at, known));
    }

    private static List<String> told(String metric, String currency, String at, String known) {
        return answer(metric, currency, at, known).figures().stream()
                .map(
                        figure ->
                                figure.currency().orElse("none")
                                        + " "
                                        + figure.value().orElse("undefined"))
                .toList();
    }

    private static List<String> cut(String metric, String by) {
        var answer =
                (MetricAnswer.Figures)
                        new MetricDesk(LEDGER.dataSource(), settings())
                                .answer(asked(metric, "functional", "", "").by(List.of(by)));
        return answer.figures().stream()
                .map(
                        figure ->
                                figure.labels().get(by)
                                        + " "
                                        + figure.currency().orElse("")
                                        + " "
                                        + figure.value().orElse("undefined"))
                .toList();
    }

    private static List<String> rolled(String balance, String from, String until) {
        Question question =
                new Question(
                                balance,
                                Optional.of(LocalDate.parse(from)),
                                Optional.of(LocalDate.parse(until)),
                                Optional.empty(),
                                Optional.empty(),
                                List.of("month"),
                                Map.of())
                        .in(Reporting.parse("functional").orElseThrow());
        RollForwardDesk desk = new RollForwardDesk(LEDGER.dataSource(), settings());
        List<String> told = new ArrayList<>();
        for (var row : ((RollForwardAnswer.Rolled) desk.roll(question)).rows()) {
            assertThat(row.addsUp()).as("%s", row).isTrue();
            List<String> words = new ArrayList<>(row.labels().values());
            words.add(row.currency());
            if (row.defined()) {
                words.add(row.opening());
                row.items()
                        .forEach(
                                (item, amount) -> {
                                    if (!amount.matches("-?0\\.00")) {
                                        words.add(item.text() + " " + amount);
                                    }
                                });
                words.add("-> " + row.closing());
            } else {
                words.add("undefined");
            }
            told.add(String.join(" ", words));
        }
        return told;
    }

    private static Question asked(String metric, String currency, String at, String known) {
        return new Question(
                        metric,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(at).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                        Optional.of(known)
                                .filter(text -> !text.isEmpty())
                                .map(java.time.Instant::parse),
                        List.of(),
                        Map.of())
                .in(Reporting.parse(currency).orElseThrow());
    }

    private static Settings settings() {
        return new Settings(
                List.of(),
                DayOfWeek.MONDAY,
                Map.of(),
                LocalDate.of(2026, 3, 31),
                new ExchangePolicy(
                        Optional.of("bank"),
                        Optional.of("rates"),
                        new RatePolicy(
                                RateKind.CONTRACT_DAY,
                                RateKind.DAY,
                                RateKind.AVERAGE,
                                RateKind.DAY,
                                RatePolicy.Balance.CLOSING,
                                7)),
                Map.of("US01", "EUR"));
    }
}
