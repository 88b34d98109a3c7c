package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Orders.approved;
import static throughline.engagement.Orders.named;
import static throughline.engagement.Records.accepted;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.time;
import static throughline.engagement.Records.timeAndMaterials;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;

class StayingWithinThePurchaseOrderTest {

    private static final DealLine BUILD =
            milestones("L1", "output-milestones", "6000.00", "3000.00", "1000.00");
    private static final String CHARGES_HELD = "purchase-order-exceeded:2026-02/charges";

    @Test
    void an_invoice_above_the_order_is_held_with_its_money() {
        Story story = worth("8000.00", BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        assertThat(story.openExceptions()).isEmpty();
        story.observe(accepted("L1-M2", "2026-02-10", "1"));

        assertThat(billed(story)).containsExactly(eur("6000.00"));
        BusinessException held = story.openException(CHARGES_HELD);
        assertThat(held.atStake()).contains(eur("3000.00"));
        assertThat(held.sentence())
                .contains("PO-7")
                .contains("EUR 8000.00")
                .contains("EUR 2000.00 of it is left")
                .contains("exceeds that by EUR 1000.00");
    }

    @Test
    void it_goes_once_when_the_order_is_raised_and_twice_is_once() {
        Story story = worth("8000.00", BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        story.observe(accepted("L1-M2", "2026-02-10", "1"));
        story.observe(deal("10000.00", BUILD));
        story.observe(deal("10000.00", BUILD));
        story.observe(accepted("L1-M2", "2026-02-10", "1"));

        assertThat(billed(story)).containsExactly(eur("6000.00"), eur("3000.00"));
        assertThat(story.openExceptions()).containsExactly("purchase-order-warning");
    }

    @Test
    void it_goes_when_an_amendment_replaces_the_order_which_begins_at_nothing() {
        Story story = worth("8000.00", BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        story.observe(accepted("L1-M2", "2026-02-10", "1"));
        story.tick("2026-02-10");
        story.observe(replacing("1", "PO-8", "3500.00"));
        story.observe(accepted("L1-M3", "2026-02-11", "1"));

        assertThat(billed(story)).containsExactly(eur("6000.00"), eur("3000.00"));
        assertThat(story.openException(CHARGES_HELD).sentence())
                .contains("PO-8")
                .contains("exceeds that by EUR 500.00");
    }

    @Test
    void it_goes_when_a_person_waives_it() {
        Story story = worth("8000.00", BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        story.observe(accepted("L1-M2", "2026-02-10", "1"));
        story.decide(new Signal.Verdict.Waive("purchase-order-exceeded", "a letter of intent"));

        assertThat(billed(story)).containsExactly(eur("6000.00"), eur("3000.00"));
        assertThat(story.openExceptions()).doesNotContain(CHARGES_HELD);
    }

    @Test
    void one_held_invoice_can_be_waived_while_others_wait() {
        Story story = worth("1000.00", BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        story.observe(accepted("L1-M2", "2026-02-10", "1"));
        story.decide(new Signal.Verdict.Waive(CHARGES_HELD, "a letter of intent"));

        assertThat(billed(story)).containsExactly(eur("3000.00"));
        assertThat(story.openExceptions())
                .doesNotContain(CHARGES_HELD)
                .contains("purchase-order-exceeded:2026-01/charges");
    }

    @Test
    void of_several_held_invoices_the_earliest_period_goes_first_whatever_came_first() {
        List<CanonicalRecord> facts =
                List.of(
                        named(time("1", "2026-01-12", "8", "consultant"), "T"),
                        accepted("L1-M2", "2026-02-10", "1"),
                        named(time("2", "2026-02-12", "10", "consultant"), "T"));
        List<DealLine> lines = List.of(BUILD, timeAndMaterials("T"));
        for (List<CanonicalRecord> order : List.of(facts, facts.reversed())) {
            Story story = worth("1.00", lines.toArray(DealLine[]::new));
            order.forEach(story::observe);
            story.tickUntil(day("2026-03-31"));
            assertThat(billed(story)).isEmpty();
            // January's time fits, February's charges fit, February's time does not any more.
            story.observe(deal("4500.00", lines.toArray(DealLine[]::new)));
            assertThat(billed(story)).containsExactly(eur("1200.00"), eur("3000.00"));
            assertThat(story.openExceptions()).contains("purchase-order-exceeded:2026-02/time");
        }
    }

    @Test
    void nothing_is_held_any_more_when_the_acceptance_is_taken_back() {
        Story story = worth("8000.00", BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        story.observe(accepted("L1-M2", "2026-02-10", "1"));
        story.observe(accepted("L1-M2", "2026-02-10", "0"));

        assertThat(billed(story)).containsExactly(eur("6000.00"));
        assertThat(story.openExceptions()).doesNotContain(CHARGES_HELD);
    }

    @Test
    void time_waits_too_and_is_billed_when_the_order_suffices_also_if_that_was_known_before() {
        Story late = worth("1000.00", timeAndMaterials("L1"));
        late.observe(time("1", "2026-01-12", "8", "consultant"));
        late.tickUntil(day("2026-02-28"));
        assertThat(billed(late)).isEmpty();
        assertThat(late.openException("purchase-order-exceeded:2026-01/time").atStake())
                .contains(eur("1200.00"));
        late.observe(deal("5000.00", timeAndMaterials("L1")));

        Story early = worth("1000.00", timeAndMaterials("L1"));
        early.observe(deal("5000.00", timeAndMaterials("L1")));
        early.observe(time("1", "2026-01-12", "8", "consultant"));
        early.tickUntil(day("2026-02-28"));

        assertThat(billed(late)).containsExactly(eur("1200.00")).isEqualTo(billed(early));
        assertThat(late.openExceptions()).isEmpty();
        assertThat(early.openExceptions()).isEmpty();
    }

    @Test
    void a_worth_that_is_no_amount_is_told() {
        Story story = worth("eight thousand", BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        assertThat(story.openException("purchase-order-unreadable").sentence())
                .contains("'eight thousand'");
        story.observe(deal("8000.00", BUILD));
        assertThat(story.openExceptions()).doesNotContain("purchase-order-unreadable");
    }

    private static Story worth(String amount, DealLine... lines) {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(Records.customer());
        story.observe(deal(amount, lines));
        story.confirmAll();
        return story;
    }

    private static List<Money> billed(Story story) {
        return story.all(InvoicePlanned.class).stream().map(InvoicePlanned::net).toList();
    }

    private static Deal deal(String worth, DealLine... lines) {
        Deal won = Records.won(lines);
        Map<String, String> attributes = new HashMap<>(won.attributes());
        attributes.put("purchase-order-amount", worth);
        return new Deal(
                won.key(),
                won.name(),
                won.stage(),
                won.customer(),
                won.amount(),
                won.closeDate(),
                won.signedOn(),
                won.approvedAt(),
                won.approvedBy(),
                won.bookedOn(),
                won.unit(),
                won.legalEntity(),
                won.purchaseOrder(),
                won.lines(),
                attributes);
    }

    private static ChangeOrder replacing(String number, String purchaseOrder, String worth) {
        ChangeOrder plain = approved(number, "2026-02-01");
        return new ChangeOrder(
                plain.key(),
                plain.deal(),
                plain.number(),
                plain.status(),
                plain.kind(),
                plain.signedOn(),
                plain.approvedAt(),
                plain.approvedBy(),
                plain.effective(),
                Optional.of(purchaseOrder),
                plain.legalEntity(),
                plain.reason(),
                plain.lines(),
                plain.changes(),
                Map.of("purchase-order-amount", worth));
    }
}
