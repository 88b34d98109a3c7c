package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Orders.approved;
import static throughline.engagement.Records.accepted;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.during;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.expense;
import static throughline.engagement.Records.instalments;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.on;
import static throughline.engagement.Records.sold;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.align.ActionKind;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.CanonicalRecord.Invoice;
import throughline.observed.RecordKey;

/**
 * Invoices and schedules are held against every clause of what was agreed, for as long as it is.
 */
class KeepingTheStatementOfWorkTest {

    private static final DealLine BUILD =
            milestones("L1", "output-milestones", "6000.00", "3000.00");

    private static Story building() {
        Story story = Story.active(HandmadeRelease.complete(), BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        story.confirmAll();
        return story;
    }

    private static List<Money> billed(Story story) {
        return story.all(InvoicePlanned.class).stream().map(InvoicePlanned::net).toList();
    }

    /** An invoice that somebody made by hand in the financial system. */
    private static Invoice byHand(String id, DocumentStatus status, String net) {
        return new Invoice(
                new RecordKey("erp", "invoice", id),
                Optional.empty(),
                Optional.of("RE-" + id),
                status,
                day("2026-02-01"),
                eur(net),
                eur("0.00"));
    }

    @Test
    void what_keeps_every_clause_is_quiet() {
        Story story = building();
        story.observe(accepted("L1-M2", "2026-02-10", "1"));
        story.confirmAll();
        story.tickUntil(day("2027-02-01"));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(billed(story)).containsExactly(eur("6000.00"), eur("3000.00"));
    }

    @Test
    void an_amendment_below_what_is_billed_names_clause_and_amount_until_it_is_credited() {
        Story story =
                Story.active(
                        HandmadeRelease.complete(),
                        instalments("L1", "straight-line", on("2026-01-10", "1000.00")));
        story.tick("2026-01-10");
        story.confirm(ActionKind.POST_INVOICE, "9");
        story.tick("2026-02-01");
        DealLine less = instalments("L1", "straight-line", on("2026-01-10", "600.00"));
        story.observe(approved("1", "2026-02-01", less));

        BusinessException breach = story.openException("sow-price-exceeded:L1");
        assertThat(breach.atStake()).contains(eur("400.00"));
        assertThat(breach.facts()).containsEntry("clause", "price");
        assertThat(breach.sentence())
                .isEqualTo(
                        "EUR 1000.00 is billed on line L1, which is worth EUR 600.00: clause"
                                + " \"price\" is exceeded by EUR 400.00. Credit that, or agree an"
                                + " amendment.");
        story.observe(Records.credit("C1", "9", "400.00"));
        assertThat(story.openExceptions()).doesNotContain("sow-price-exceeded:L1");
    }

    @Test
    void a_milestone_is_billed_once_also_when_it_is_priced_anew_after_it_was_billed() {
        Story story = building();
        story.tick("2026-02-01");
        DealLine anew = milestones("L1", "output-milestones", "4000.00", "5000.00");
        story.observe(approved("1", "2026-02-01", anew));

        assertThat(story.openException("sow-milestone-billed-twice:L1/L1-M1").atStake())
                .contains(eur("2000.00"));
        story.observe(accepted("L1-M2", "2026-02-10", "1"));
        story.confirmAll();
        assertThat(billed(story)).containsExactly(eur("6000.00"), eur("3000.00"));
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void an_invoice_made_by_hand_may_not_exceed_the_price_and_holds_what_would_follow() {
        Story story = building();
        story.observe(byHand("77", DocumentStatus.POSTED, "2500.00"));
        assertThat(story.openExceptions()).containsExactly("invoice-unknown:erp:invoice:77");

        story.observe(accepted("L1-M2", "2026-02-10", "1"));
        BusinessException held = story.openException("invoice-not-conforming:2026-02/charges");
        assertThat(held.atStake()).contains(eur("3000.00"));
        assertThat(held.sentence())
                .contains("RE-77", "clause \"price\" is exceeded by EUR 2500.00");
        assertThat(billed(story)).containsExactly(eur("6000.00"));

        story.observe(byHand("77", DocumentStatus.VOID, "2500.00"));
        story.confirmAll();
        assertThat(billed(story)).containsExactly(eur("6000.00"), eur("3000.00"));
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void an_invoice_made_by_hand_beyond_the_price_is_told_with_what_it_is_beyond() {
        Story story = building();
        story.observe(byHand("77", DocumentStatus.POSTED, "3200.00"));
        story.observe(byHand("77", DocumentStatus.POSTED, "3200.00"));
        BusinessException breach = story.openException("sow-price-exceeded:erp:invoice:77");
        assertThat(breach.atStake()).contains(eur("200.00"));
        story.observe(byHand("77", DocumentStatus.VOID, "3200.00"));
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void an_invoice_that_was_posted_over_more_than_was_planned_counts_with_its_difference() {
        Story story = Story.active(HandmadeRelease.complete(), BUILD);
        story.observe(accepted("L1-M1", "2026-01-10", "1"));
        story.observe(accepted("L1-M2", "2026-01-10", "1"));
        String key = billedKey(story);
        story.observe(Records.invoice("8", key, DocumentStatus.POSTED, "6050.00"));
        assertThat(story.openException("sow-price-exceeded:erp:invoice:8").atStake())
                .contains(eur("50.00"));
        story.observe(Records.invoice("8", key, DocumentStatus.POSTED, "6000.00"));
        assertThat(story.openExceptions()).isEmpty();
    }

    private static String billedKey(Story story) {
        return story.all(InvoicePlanned.class).getFirst().invoice();
    }

    @Test
    void a_billed_date_that_an_amendment_leaves_outside_of_the_term_is_told() {
        Story story =
                Story.active(
                        HandmadeRelease.complete(),
                        instalments(
                                "L1",
                                "straight-line",
                                on("2026-01-10", "600.00"),
                                on("2026-03-10", "600.00")));
        story.tickUntil(day("2026-03-10"));
        story.confirmAll();
        DealLine shorter =
                during(
                        instalments(
                                "L1",
                                "straight-line",
                                on("2026-01-10", "600.00"),
                                on("2026-01-31", "600.00")),
                        "2026-01-01",
                        "2026-02-15");
        story.tick("2026-03-11");
        story.observe(approved("1", "2026-03-11", shorter));
        assertThat(story.openException("sow-outside-term:L1/2026-03-10").sentence())
                .contains("EUR 600.00 of 2026-03-10", "2026-01-01 to 2026-02-14");
    }

    @Test
    void an_expense_above_what_the_terms_pass_on_now_is_told_with_the_difference() {
        Story story =
                Story.active(
                        HandmadeRelease.complete(), sold("E", "expenses", "markup-percent=10"));
        story.observe(expense("1", "2026-01-12", "travel", "200.00", true));
        story.confirmAll();
        assertThat(story.openExceptions()).isEmpty();
        ChangeOrder cheaper =
                approved("1", "2026-02-01", sold("E", "expenses", "markup-percent=0"));
        story.tick("2026-02-01");
        story.observe(cheaper);
        assertThat(story.openException("sow-expense-outside-policy:E/psa:expense:1").atStake())
                .contains(eur("20.00"));
    }

    @Test
    void a_clause_can_be_waived_for_one_document_or_altogether() {
        Story story = building();
        story.observe(byHand("77", DocumentStatus.POSTED, "3200.00"));
        story.observe(byHand("78", DocumentStatus.POSTED, "100.00"));
        assertThat(story.openExceptions())
                .contains("sow-price-exceeded:erp:invoice:77", "sow-price-exceeded:erp:invoice:78");
        story.decide(
                new Signal.Verdict.Waive("sow-price-exceeded:erp:invoice:77", "agreed by letter"));
        assertThat(story.openExceptions())
                .doesNotContain("sow-price-exceeded:erp:invoice:77")
                .contains("sow-price-exceeded:erp:invoice:78");
        story.decide(new Signal.Verdict.Waive("sow-price-exceeded", "agreed by letter"));
        assertThat(story.openExceptions()).doesNotContain("sow-price-exceeded:erp:invoice:78");
    }
}
