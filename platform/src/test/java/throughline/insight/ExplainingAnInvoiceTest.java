package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.engagement.BillingEvent;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Event;
import throughline.engagement.WorkEvent;
import throughline.journal.EventCodec;
import throughline.money.Money;
import throughline.observed.RecordKey;

/** An invoice leads to exactly the units that it took, also when an earlier one was voided. */
final class ExplainingAnInvoiceTest {

    private static final Ledger LEDGER = new Ledger();
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private static final Explain.Page FIRST = new Explain.Page(0, 10);

    private long sequence;

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void empty() {
        LEDGER.empty();
    }

    @Test
    void shows_the_units_of_each_line_and_that_they_add_up() {
        time("a", "USD 100.00");
        time("b", "USD 50.00");
        invoice("e1/2026-03#1", 2, "USD 150.00");
        time("c", "USD 70.00");
        invoice("e1/2026-03#2", 4, "USD 70.00");
        assertThat(explained("e1/2026-03#1")).containsExactly("a USD 100.00", "b USD 50.00");
        assertThat(explained("e1/2026-03#2")).containsExactly("c USD 70.00");
    }

    @Test
    void takes_the_units_of_a_voided_invoice_up_again() {
        time("a", "USD 100.00");
        invoice("e1/2026-03#1", 1, "USD 100.00");
        time("b", "USD 50.00");
        event(
                new BillingEvent.InvoiceVoided(
                        "e1/2026-03#1", DAY, Money.parse("USD 100.00"), Map.of()));
        invoice("e1/2026-03#2", 3, "USD 150.00");
        assertThat(explained("e1/2026-03#2")).containsExactly("a USD 100.00", "b USD 50.00");
    }

    @Test
    void says_so_when_an_invoice_is_not_the_sum_of_its_units() {
        time("a", "USD 100.00");
        invoice("e1/2026-03#1", 1, "USD 101.00");
        assertThat(tree("e1/2026-03#1").facts()).containsEntry("agrees", "no");
    }

    @Test
    void shows_more_than_a_thousand_units_page_by_page_and_says_what_each_page_leaves_out() {
        int many = 1_204;
        Money sum = Money.parse("USD 0.00");
        for (int i = 1; i <= many; i++) {
            Money amount = Money.ofMinor("USD", 100 + i);
            time("p" + i, amount.toString());
            sum = sum.plus(amount);
        }
        invoice("e1/2026-03#1", many, sum.toString());
        List<String> seen = new ArrayList<>();
        List<String> told = new ArrayList<>();
        Optional<String> after = Optional.of("0");
        while (after.isPresent()) {
            Explain.Page page = new Explain.Page(Integer.parseInt(after.get()), 500);
            Explanation tree = tree("e1/2026-03#1", page);
            assertThat(tree.facts()).containsEntry("agrees", "yes");
            Explanation line = tree.children().getFirst();
            assertThat(line.facts()).containsEntry("count", "1204");
            Money all = Money.parse("USD 0.00");
            after = Optional.empty();
            for (Explanation each : line.children()) {
                all = all.plus(Money.parse(each.facts().getOrDefault("amount", "")));
                if (each.kind().equals("unit")) {
                    seen.add(each.label());
                } else {
                    told.add(each.label());
                    after = after.or(() -> Optional.ofNullable(each.facts().get("next")));
                }
            }
            assertThat(all).as("what is shown and what is told of the rest").isEqualTo(sum);
        }
        assertThat(seen).hasSize(many).doesNotHaveDuplicates();
        assertThat(told)
                .containsExactly(
                        "704 more units",
                        "500 units before",
                        "204 more units",
                        "1000 units before");
        assertThat(String.join("\n", tree("e1/2026-03#1", FIRST).lines()))
                .contains("1194 more units")
                .doesNotContain("next");
    }

    @Test
    void a_page_beyond_the_last_unit_shows_none_and_still_adds_up() {
        time("a", "USD 100.00");
        invoice("e1/2026-03#1", 1, "USD 100.00");
        Explanation line =
                tree("e1/2026-03#1", new Explain.Page(Integer.MAX_VALUE, Integer.MAX_VALUE))
                        .children()
                        .getFirst();
        assertThat(line.facts()).containsEntry("agrees", "yes");
        assertThat(line.children()).extracting(Explanation::label).containsExactly("1 unit before");
    }

    @Test
    void knows_no_invoice_that_was_never_planned() {
        assertThat(explain().invoice("e1/2026-04#1", FIRST))
                .isEqualTo(new Explain.Result.NothingFound("e1/2026-04#1"));
    }

    private static Explain explain() {
        return new Explain(
                LEDGER.dataSource(), new Settings(List.of(), DayOfWeek.MONDAY, Map.of(), DAY));
    }

    private static Explanation tree(String invoice) {
        return tree(invoice, FIRST);
    }

    private static Explanation tree(String invoice, Explain.Page page) {
        Explain.Result found = explain().invoice(invoice, page);
        assertThat(found).isInstanceOf(Explain.Result.Explained.class);
        return ((Explain.Result.Explained) found).tree();
    }

    private static List<String> explained(String invoice) {
        Explanation tree = tree(invoice);
        assertThat(tree.facts()).containsEntry("agrees", "yes");
        return tree.children().getFirst().children().stream()
                .map(unit -> unit.label().split(" of ")[1] + " " + unit.facts().get("amount"))
                .toList();
    }

    private void time(String person, String amount) {
        Money none = Money.parse("USD 0.00");
        event(
                new WorkEvent.TimeApproved(
                        new RecordKey("psa", "time", person),
                        "1",
                        "2026-03",
                        person,
                        "dev",
                        DAY,
                        BigDecimal.ONE,
                        true,
                        Money.parse(amount),
                        none,
                        none,
                        "rate-card.csv line 2",
                        Optional.empty()));
    }

    private void invoice(String key, long through, String net) {
        InvoiceLine line =
                new InvoiceLine(
                        "1", "2026-03", "dev", "Work", BigDecimal.ONE, Money.parse(net), through);
        event(
                new BillingEvent.InvoicePlanned(
                        key, DAY, List.of(line), Money.parse(net), Optional.empty()));
    }

    private void event(Event event) {
        LEDGER.run(
                "insert into event (engagement, sequence, type, release, known, payload) values"
                        + " ('e1', ?::int8, ?, 'r', now(), convert_to(?, 'UTF8'))",
                Long.toString(++sequence),
                EventCodec.type(event),
                new String(EventCodec.payload(event), StandardCharsets.UTF_8));
    }
}
