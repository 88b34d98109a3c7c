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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.exchange.RateKind;
import throughline.exchange.RatePolicy;
import throughline.landscape.ExchangePolicy;

/**
 * Why March is another figure than it was said to be on 2 April. Two contracts of a German company,
 * one in euros and one in francs; what was learned after that day is one posting of each cause.
 */
final class BridgingARestatementTest {

    private static final Ledger LEDGER = new Ledger();
    private static final Instant SAID = Instant.parse("2026-04-02T18:00:00Z");
    private static final String BEFORE = " 2026-04-01T08:00:00Z";
    private static final String AFTER = " 2026-04-20T08:00:00Z";
    private static final Settings SETTINGS =
            new Settings(
                    List.of(),
                    DayOfWeek.MONDAY,
                    Map.of(),
                    LocalDate.of(2026, 4, 30),
                    new ExchangePolicy(
                            Optional.of("bank"),
                            Optional.of("rates"),
                            new RatePolicy(
                                    RateKind.CONTRACT_DAY,
                                    RateKind.DAY,
                                    RateKind.DAY,
                                    RateKind.DAY,
                                    RatePolicy.Balance.CLOSING,
                                    7)),
                    Map.of("US01", "EUR"));

    private final BridgeDesk desk = new BridgeDesk(LEDGER.dataSource(), SETTINGS);

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void write_the_books() {
        LEDGER.empty();
        LEDGER.engagement("e1", "north", "{}");
        LEDGER.engagement("e2", "north", "{}");
        recognized("e1", "EUR", 100_000, "2026-03-31" + BEFORE, "delivered late-time");
        recognized("e1", "EUR", 9_000, "2026-03-30" + AFTER, "delivered late-time");
        recognized("e1", "EUR", 5_000, "2026-03-31" + AFTER, "changed change-order");
        recognized("e1", "EUR", -2_000, "2026-03-31" + AFTER, "taken-back correction");
        recognized("e1", "EUR", -700, "2026-03-31" + AFTER, "delivered mapping");
        recognized("e1", "EUR", 300, "2026-03-31" + AFTER, "accepted late-arrival");
        recognized("e1", "EUR", 77_777, "2026-04-01" + AFTER, "delivered late-time");
        recognized("e2", "CHF", 46_000, "2026-03-31" + BEFORE, "delivered late-time");
        recognized("e2", "CHF", 9_200, "2026-03-31" + AFTER, "delivered late-time");
    }

    @Test
    void the_difference_is_told_by_cause_and_every_cause_opens_to_postings() {
        assertThat(rows("recognized-revenue", "transaction", "2026-03-01", "2026-04-01"))
                .containsExactly(
                        "CHF 460.00 late-time 92.00 -> 552.00",
                        "EUR 1000.00 late-time 90.00 change-order 50.00 correction -20.00"
                                + " mapping -7.00 late-arrival 3.00 -> 1116.00");
        assertThat(lines("recognized-revenue", "transaction"))
                .contains(
                        "EUR late-time 90.00 e1 revenue-recognized 2026-03-30",
                        "CHF late-time 92.00 e2 revenue-recognized 2026-03-31");
    }

    /**
     * By hand. CHF 460 at 0.92 are EUR 500.00, at 0.9125 they are EUR 504.11; CHF 92 at 0.9125 are
     * EUR 100.82. The rate of 31 March was put right on 20 April.
     */
    @Test
    void a_rate_that_was_put_right_later_is_a_cause_of_its_own() {
        LEDGER.rate("CHF", "0.92", "2026-03-31" + BEFORE);
        LEDGER.rate("CHF", "0.9125", "2026-03-31" + AFTER);
        assertThat(rows("recognized-revenue", "functional", "2026-03-01", "2026-04-01"))
                .containsExactly(
                        "EUR 1500.00 late-time 190.82 change-order 50.00 correction -20.00"
                                + " mapping -7.00 late-arrival 3.00 fx 4.11 -> 1720.93");
        assertThat(lines("recognized-revenue", "functional"))
                .contains("EUR fx 4.11 e2 revenue-recognized 2026-03-31 CHF 460.00 x 1 / 0.9125");
    }

    /** A liability that nobody knew of: 1,000 billed, 400 recognized, then 900 more, told late. */
    @Test
    void a_contract_that_turned_to_an_asset_is_named() {
        LEDGER.empty();
        LEDGER.engagement("e1", "north", "{}");
        post("e1", "invoice-posted", 100_000, "2026-03-10" + BEFORE, "invoiced late-arrival");
        recognized("e1", "EUR", 40_000, "2026-03-31" + BEFORE, "delivered late-time");
        recognized("e1", "EUR", 90_000, "2026-03-31" + AFTER, "delivered late-time");
        assertThat(rows("deferred-revenue", "transaction", "", "2026-04-01"))
                .containsExactly("EUR 600.00 late-time -900.00 reclassified 300.00 -> 0.00");
        assertThat(rows("contract-asset", "transaction", "", "2026-04-01"))
                .containsExactly("EUR 0.00 late-time 900.00 reclassified -600.00 -> 300.00");
    }

    @Test
    void without_a_rate_there_is_no_figure_and_the_sentence_says_which_one_is_missing() {
        LEDGER.rate("CHF", "0.92", "2026-04-01" + BEFORE);
        var bridged = bridged("recognized-revenue", "functional", "2026-03-01", "2026-04-01");
        assertThat(bridged.rows())
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.before()).isEmpty();
                            assertThat(row.after()).isEmpty();
                            assertThat(row.items()).isEmpty();
                        });
        assertThat(bridged.remarks())
                .containsExactly(
                        "No rate from CHF to EUR is known on 2026-03-31: none of CHF was published"
                                + " until then. Publish one for that day, or one before it.");
    }

    @Test
    void a_ratio_and_the_past_before_the_past_are_refused_with_what_would_work() {
        assertThat(desk.bridge(question("project-margin", "transaction", "", "2026-04-01"), SAID))
                .isInstanceOfSatisfying(
                        BridgeAnswer.NoBridge.class,
                        no ->
                                assertThat(no.sentence())
                                        .startsWith("Cannot bridge project-margin: it is no sum"));
        Question earlier =
                question("recognized-revenue", "transaction", "", "2026-04-01")
                        .asKnown(Optional.of(SAID.minusSeconds(1)));
        assertThat(desk.bridge(earlier, SAID)).isInstanceOf(BridgeAnswer.NoBridge.class);
        Question months =
                question("deferred-revenue", "transaction", "", "2026-04-01").by(List.of("month"));
        assertThat(desk.bridge(months, SAID)).isInstanceOf(BridgeAnswer.NoBridge.class);
    }

    private BridgeAnswer.Bridged bridged(
            String metric, String currency, String from, String until) {
        return (BridgeAnswer.Bridged) desk.bridge(question(metric, currency, from, until), SAID);
    }

    private List<String> rows(String metric, String currency, String from, String until) {
        BridgeAnswer.Bridged bridged = bridged(metric, currency, from, until);
        List<String> told = new ArrayList<>();
        for (BridgeAnswer.Row row : bridged.rows()) {
            assertThat(row.addsUp()).isTrue();
            BigDecimal sum = new BigDecimal(row.before().orElseThrow());
            List<String> words = new ArrayList<>(List.of(row.currency(), row.before().get()));
            for (var item : row.items().entrySet()) {
                words.add(item.getKey().text() + " " + item.getValue());
                sum = sum.add(new BigDecimal(item.getValue()));
            }
            assertThat(sum).as("%s", row).isEqualByComparingTo(row.after().orElseThrow());
            told.add(String.join(" ", words) + " -> " + row.after().get());
        }
        return told;
    }

    private List<String> lines(String metric, String currency) {
        return bridged(metric, currency, "2026-03-01", "2026-04-01").lines().stream()
                .map(
                        line ->
                                String.join(
                                                " ",
                                                line.currency(),
                                                line.cause().text(),
                                                line.amount(),
                                                line.engagement(),
                                                line.posting().orElseThrow().happening(),
                                                line.posting().get().effective().toString(),
                                                line.exchanged())
                                        .strip())
                .toList();
    }

    private static Question question(String metric, String currency, String from, String until) {
        return new Question(
                        metric,
                        Optional.of(from).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                        Optional.of(LocalDate.parse(until)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Map.of())
                .in(Reporting.parse(currency).orElseThrow());
    }

    private static void recognized(
            String engagement, String currency, long minor, String when, String cause) {
        long posted = LEDGER.postKnown(engagement, "revenue-recognized", currency, minor, when);
        LEDGER.told(engagement, posted, cause);
    }

    private static void post(
            String engagement, String happening, long minor, String when, String cause) {
        LEDGER.told(engagement, LEDGER.postKnown(engagement, happening, "EUR", minor, when), cause);
    }
}
