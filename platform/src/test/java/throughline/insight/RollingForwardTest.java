package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.books.RollForward;

/** Balances that come from those before them, in books that one can add up in one's head. */
final class RollingForwardTest {

    private static final Ledger LEDGER = new Ledger();
    private static final Settings SETTINGS =
            new Settings(List.of("region"), DayOfWeek.MONDAY, Map.of(), LocalDate.of(2026, 4, 30));

    private final RollForwardDesk desk = new RollForwardDesk(LEDGER.dataSource(), SETTINGS);

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void write_the_books() {
        LEDGER.empty();
        LEDGER.engagement("e1", "north", "{\"region\": \"West\"}");
        LEDGER.engagement("e2", "south", "{\"region\": \"East\"}");
        happened("signed late-arrival", "e1", "booked", 100_000, "2026-01-10");
        happened("signed late-arrival", "e2", "booked", 50_000, "2026-02-05");
        happened("delivered late-time", "e2", "soft-booked", 7_000, "2026-02-06");
        happened("changed change-order", "e1", "booked", 20_000, "2026-02-10");
        happened("invoiced late-arrival", "e1", "invoice-posted", 30_000, "2026-02-28");
        happened("credited correction", "e1", "credit-posted", 5_000, "2026-03-02");
        happened("cancelled cancellation", "e2", "booked", -10_000, "2026-03-05");
        happened("paid late-arrival", "e1", "payment", 12_000, "2026-03-20");
        happened("earned calendar", "e1", "revenue-recognized", 40_000, "2026-03-31");
    }

    @Test
    void the_closing_of_a_month_is_the_opening_of_the_next() {
        assertThat(rows("backlog-billing", "2026-02-01", "2026-04-01", "month"))
                .containsExactly(
                        "2026-02 USD 1000.00 bookings 500.00 soft-bookings 70.00 changes 200.00"
                                + " burn -300.00 -> 1470.00",
                        "2026-03 USD 1470.00 cancellations -100.00 credited 50.00 -> 1420.00");
        assertThat(rows("backlog-revenue", "2026-03-01", "2026-04-01", "month"))
                .containsExactly(
                        "2026-03 USD 1770.00 cancellations -100.00 burn -400.00 -> 1270.00");
        assertThat(rows("receivable", "2026-02-01", "2026-04-01", "month"))
                .containsExactly(
                        "2026-02 USD 0.00 billed 300.00 -> 300.00",
                        "2026-03 USD 300.00 credited -50.00 collected -120.00 -> 130.00");
    }

    @Test
    void any_cut_and_any_days_open_where_the_day_before_closed() {
        assertThat(rows("backlog-billing", "2026-02-06", "2026-03-06", "region"))
                .containsExactly(
                        "East USD 500.00 soft-bookings 70.00 cancellations -100.00 -> 470.00",
                        "West USD 1000.00 changes 200.00 burn -300.00 credited 50.00 -> 950.00");
    }

    @Test
    void a_contract_that_turns_from_a_liability_to_an_asset_is_reclassified() {
        assertThat(rows("deferred-revenue", "2026-02-01", "2026-04-01", "month"))
                .containsExactly(
                        "2026-02 USD 0.00 billed 300.00 -> 300.00",
                        "2026-03 USD 300.00 credited -50.00 recognized -400.00"
                                + " reclassified 150.00 -> 0.00");
        assertThat(rows("contract-asset", "2026-03-01", "2026-04-01", "month"))
                .containsExactly(
                        "2026-03 USD 0.00 credited 50.00 recognized 400.00"
                                + " reclassified -300.00 -> 150.00");
    }

    @Test
    void revenue_since_a_revised_estimate_is_told_from_what_was_burnt() {
        happened("estimated estimate", "e1", "revenue-recognized", -2_500, "2026-04-02");
        assertThat(rows("backlog-revenue", "2026-04-01", "2026-05-01", "month"))
                .containsExactly("2026-04 USD 1270.00 estimates 25.00 -> 1295.00");
    }

    @Test
    void backlog_is_both_of_its_bases() {
        var rolled = (RollForwardAnswer.Rolled) desk.roll(asked("backlog", "", "2026-04-01", ""));
        assertThat(rolled.rows())
                .extracting(RollForwardAnswer.Row::balance)
                .containsExactly(RollForward.BACKLOG_BILLING, RollForward.BACKLOG_REVENUE);
    }

    @Test
    void the_postings_of_every_item_come_to_the_item() {
        for (RollForward balance : RollForward.values()) {
            Question question = asked(balance.metric(), "2026-02-01", "2026-04-01", "month");
            Map<String, BigDecimal> items = new java.util.TreeMap<>();
            var rolled = (RollForwardAnswer.Rolled) desk.roll(question);
            for (RollForwardAnswer.Row row : rolled.rows()) {
                row.items()
                        .forEach((item, amount) -> add(items, row.labels() + item.text(), amount));
            }
            var opened = (RollForwardAnswer.Opened) desk.open(question);
            for (RollForwardAnswer.Line line : opened.lines()) {
                String key = line.labels() + line.item().text();
                add(items, key, new BigDecimal(line.amount()).negate().toPlainString());
            }
            assertThat(items).isNotEmpty();
            assertThat(items.values())
                    .as("%s %s", balance, items)
                    .allMatch(left -> left.signum() == 0);
        }
    }

    @Test
    void what_was_not_known_does_not_move_a_balance() {
        LEDGER.postKnown("e1", "booked", "USD", 900, "2026-02-11 2026-06-01T00:00:00Z");
        Question now = asked("backlog-billing", "2026-02-01", "2026-03-01", "");
        Question then =
                new Question(
                        now.metric(),
                        now.from(),
                        now.until(),
                        now.at(),
                        Optional.of(java.time.Instant.parse("2026-05-01T00:00:00Z")),
                        now.by(),
                        now.where());
        assertThat(closing(now)).isEqualTo("1479.00");
        assertThat(closing(then)).isEqualTo("1470.00");
    }

    @Test
    void a_metric_that_is_no_balance_is_refused_with_those_that_are() {
        assertThat(desk.roll(asked("bookings", "", "2026-04-01", "")))
                .isInstanceOfSatisfying(
                        RollForwardAnswer.NoBalance.class,
                        none -> assertThat(none.known()).contains("backlog", "unbilled"));
        assertThat(desk.roll(asked("unbilled", "", "2026-04-01", "colour")))
                .isInstanceOf(RollForwardAnswer.Refused.class);
    }

    @Test
    void the_check_looks_at_every_balance_of_every_month() throws SQLException {
        try (Connection connection = LEDGER.dataSource().getConnection()) {
            CheckResult result = RollForwardDesk.check(LEDGER.dataSource(), connection);
            assertThat(result.holds()).as("%s", result.examples()).isTrue();
            assertThat(result.checked()).isGreaterThan(10);
        }
    }

    @Test
    void the_check_fails_for_a_balance_that_moved_by_nothing_that_is_told() throws SQLException {
        // The view of the accounts and the definition of the books part: burn is 40,000 in the one.
        try (Connection connection = LEDGER.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Movements.Sums whole = Movements.totals(connection);
            Movements.Sums withoutBurn =
                    (wanted, grain, taker) ->
                            whole.read(
                                    wanted,
                                    grain,
                                    (fact, origin) -> {
                                        if (!fact.kind().equals("revenue-recognized")) {
                                            taker.take(fact, origin);
                                        }
                                    });
            CheckResult result =
                    RollForwardDesk.check(LEDGER.dataSource(), connection, withoutBurn);
            assertThat(result.holds()).isFalse();
            assertThat(result.failures()).as("all that revenue moves").isEqualTo(3);
            assertThat(result.examples())
                    .anySatisfy(
                            example ->
                                    assertThat(example)
                                            .contains(
                                                    "backlog-revenue of {month=2026-03} in USD:"
                                                            + " opening 1770.00",
                                                    "do not come to 1270.00"));
            connection.rollback();
        }
    }

    /**
     * By hand, for one line in dollars. January: 8 hours at 150 are approved, 1,200. February: 500
     * of them are billed, and 300 as in all books here, 300 are taken back, and a milestone of
     * 1,000 is accepted. March: 200 and the usual 50 are credited, 100 are given up. So it comes to
     * 1,200 - 800 - 300 + 1,000 + 250 - 100.
     */
    @Test
    void unbilled_comes_from_what_was_entitled_taken_back_billed_credited_and_given_up() {
        happened("delivered late-time", "e1", "entitlement", 120_000, "2026-01-20");
        happened("invoiced late-arrival", "e1", "invoice-posted", 50_000, "2026-02-01");
        happened("taken-back correction", "e1", "entitlement", -30_000, "2026-02-03");
        happened("accepted late-arrival", "e1", "entitlement", 100_000, "2026-02-20");
        happened("credited correction", "e1", "credit-posted", 20_000, "2026-03-02");
        happened("given-up correction", "e1", "write-off", 10_000, "2026-03-03");
        assertThat(rows("unbilled", "2026-01-01", "2026-04-01", "month"))
                .containsExactly(
                        "2026-01 USD 0.00 entitled 1200.00 -> 1200.00",
                        "2026-02 USD 1200.00 entitled 1000.00 taken-back -300.00 billed -800.00"
                                + " -> 1100.00",
                        "2026-03 USD 1100.00 credited 250.00 written-off -100.00 -> 1250.00");
    }

    private String closing(Question question) {
        return ((RollForwardAnswer.Rolled) desk.roll(question)).rows().getFirst().closing();
    }

    private static void add(Map<String, BigDecimal> sums, String key, String amount) {
        sums.merge(key, new BigDecimal(amount), BigDecimal::add);
    }

    private List<String> rows(String metric, String from, String until, String by) {
        RollForwardAnswer answer = desk.roll(asked(metric, from, until, by));
        assertThat(answer).isInstanceOf(RollForwardAnswer.Rolled.class);
        List<String> told = new ArrayList<>();
        for (RollForwardAnswer.Row row : ((RollForwardAnswer.Rolled) answer).rows()) {
            assertThat(row.addsUp()).as("%s", row).isTrue();
            List<String> words = new ArrayList<>(row.labels().values());
            words.add(row.currency());
            words.add(row.opening());
            row.items()
                    .forEach(
                            (item, amount) -> {
                                if (new BigDecimal(amount).signum() != 0) {
                                    words.add(item.text() + " " + amount);
                                }
                            });
            words.add("-> " + row.closing());
            told.add(String.join(" ", words));
        }
        return told;
    }

    private static Question asked(String metric, String from, String until, String by) {
        return new Question(
                metric,
                Optional.of(from).filter(day -> !day.isEmpty()).map(LocalDate::parse),
                Optional.of(LocalDate.parse(until)),
                Optional.empty(),
                Optional.empty(),
                by.isEmpty() ? List.of() : List.of(by),
                Map.of());
    }

    private static void happened(
            String origin, String engagement, String happening, long minor, String day) {
        LEDGER.told(engagement, LEDGER.post(engagement, happening, "USD", minor, day), origin);
    }
}
