package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.DEAL;
import static throughline.engagement.Records.accepted;
import static throughline.engagement.Records.capped;
import static throughline.engagement.Records.committed;
import static throughline.engagement.Records.credit;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.instalments;
import static throughline.engagement.Records.invoice;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.on;
import static throughline.engagement.Records.payment;
import static throughline.engagement.Records.time;
import static throughline.engagement.Records.timeAndMaterials;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome.Ambiguous;
import throughline.align.ActionOutcome.Confirmed;
import throughline.books.Account;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.BillingEvent.InvoiceVoided;
import throughline.engagement.BillingEvent.PaymentReceived;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.RecordKey;

class BillingByTheCalendarTest {

    @Test
    void time_is_billed_after_the_cutoff_of_its_month() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.observe(time("2", "2026-01-13", "7.5", "partner"));
        story.observe(time("3", "2026-02-02", "1", "partner"));
        assertThat(story.state().nextWake()).contains(day("2026-02-04"));
        assertThat(story.tick("2026-02-03")).isEmpty();

        var planned = Story.only(InvoicePlanned.class, story.tick("2026-02-04"));
        assertThat(planned).hasSize(1);
        assertThat(planned.getFirst().invoice()).isEqualTo(DEAL + "/2026-01#1");
        assertThat(planned.getFirst().date()).isEqualTo(day("2026-01-31"));
        assertThat(planned.getFirst().net()).isEqualTo(eur("3450.00"));
        assertThat(
                        planned.getFirst().lines().stream()
                                .map(line -> line.role() + " " + line.amount()))
                .containsExactly("consultant EUR 1200.00", "partner EUR 2250.00");
        assertThat(story.pending(ActionKind.POST_INVOICE).body()).containsEntry("net", "3450.00");

        story.confirm(ActionKind.POST_INVOICE, "77");
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("3450.00"));
        assertThat(story.debit(Account.UNBILLED)).isEqualTo(eur("300.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("3750.00"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("3750.00"));
        assertThat(story.state().nextWake()).contains(day("2026-03-04"));
    }

    @Test
    void late_time_goes_on_a_second_invoice_of_its_month() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        story.observe(time("2", "2026-01-30", "2", "consultant"));
        assertThat(story.state().nextWake()).contains(day("2026-02-04"));
        var late = Story.only(InvoicePlanned.class, story.tick("2026-02-05"));
        assertThat(late.getFirst().invoice()).isEqualTo(DEAL + "/2026-01#2");
        assertThat(late.getFirst().net()).isEqualTo(eur("300.00"));
    }

    @Test
    void a_correction_before_billing_changes_what_is_billed() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        List<Event> events = story.observe(time("1", "2026-01-12", "6", "consultant"));
        assertThat(Story.only(TimeTakenBack.class, events).getFirst().amount())
                .isEqualTo(eur("1200.00"));
        assertThat(Story.only(TimeApproved.class, events).getFirst().amount())
                .isEqualTo(eur("900.00"));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(Story.only(InvoicePlanned.class, story.tick("2026-02-04")).getFirst().net())
                .isEqualTo(eur("900.00"));
    }

    @Test
    void a_correction_after_billing_is_an_exception_and_the_difference_is_billed_next() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        story.confirmAll();
        story.observe(time("1", "2026-01-12", "9", "consultant"));
        assertThat(story.openExceptions()).containsExactly("billed-time-changed:psa:time:1");
        assertThat(story.debit(Account.UNBILLED)).isEqualTo(eur("150.00"));
        assertThat(Story.only(InvoicePlanned.class, story.tick("2026-02-05")).getFirst().net())
                .isEqualTo(eur("150.00"));
    }

    @Test
    void deleted_time_is_taken_back_as_it_was_approved() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.observe(
                time("1", "2026-01-12", "8", Optional.of("consultant"), true, TimeStatus.DELETED));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("0.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("0.00"));
        assertThat(story.debit(Account.COST)).isEqualTo(eur("0.00"));
        assertThat(Story.only(InvoicePlanned.class, story.tick("2026-02-04"))).isEmpty();
    }

    @Test
    void time_is_priced_by_the_card_of_its_day() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-06-30", "1", "partner"));
        story.observe(time("2", "2026-07-01", "1", "partner"));
        assertThat(story.all(TimeApproved.class).stream().map(TimeApproved::amount))
                .containsExactly(eur("300.00"), eur("320.00"));
    }

    @Test
    void unknown_roles_are_one_exception_that_counts_them_and_closes_when_they_are_mended() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        for (int i = 1; i <= 5; i++) {
            story.observe(
                    time("" + i, "2026-01-12", "2", Optional.empty(), true, TimeStatus.APPROVED));
        }
        assertThat(story.openExceptions()).containsExactly("role-unknown");
        story.tick("2026-01-20");
        assertThat(story.openException("role-unknown").facts())
                .containsEntry("entries", "5")
                .containsEntry("hours", "10");
        assertThat(Story.raised(story.events())).hasSize(4);
        for (int i = 1; i <= 5; i++) {
            story.observe(time("" + i, "2026-01-12", "2", "consultant"));
        }
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void time_that_is_not_billable_is_measured_and_costed_only() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(
                time(
                        "1",
                        "2026-01-12",
                        "8",
                        Optional.of("consultant"),
                        false,
                        TimeStatus.APPROVED));
        assertThat(story.debit(Account.COST)).isEqualTo(eur("480.00"));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("0.00"));
        assertThat(story.all(TimeApproved.class).getFirst().billable()).isFalse();
    }

    @Test
    void impossible_hours_are_refused_and_the_rest_goes_on() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "-3", "consultant"));
        story.observe(time("2", "2026-01-12", "900", "consultant"));
        story.observe(time("3", "2026-01-12", "8", "consultant"));
        assertThat(story.openExceptions())
                .containsExactly("time-refused:psa:time:1", "time-refused:psa:time:2");
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("1200.00"));
        story.observe(time("1", "2026-01-12", "3", "consultant"));
        assertThat(story.openExceptions()).containsExactly("time-refused:psa:time:2");
    }

    @Test
    void time_above_the_cap_is_held_with_an_exception() {
        Story story = Story.active(HandmadeRelease.complete(), capped("L1", "1000.00"));
        story.observe(time("1", "2026-01-12", "6", "consultant"));
        assertThat(story.openExceptions()).containsExactly("cap-warning:L1");
        story.observe(time("2", "2026-01-13", "4", "consultant"));
        assertThat(story.openExceptions()).containsExactly("cap-exceeded:L1");
        assertThat(Story.only(InvoicePlanned.class, story.tick("2026-02-04")).getFirst().net())
                .isEqualTo(eur("1000.00"));
        story.confirmAll();
        assertThat(story.debit(Account.UNBILLED)).isEqualTo(eur("500.00"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1000.00"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1000.00"));
        story.observe(time("3", "2026-02-13", "4", "consultant"));
        assertThat(Story.only(InvoicePlanned.class, story.tick("2026-03-04"))).isEmpty();
    }

    @Test
    void time_above_the_cap_is_written_off_where_the_policy_absorbs_it() {
        Story story =
                Story.active(
                        HandmadeRelease.complete().absorbingAboveCaps(), capped("L1", "1000.00"));
        story.observe(time("1", "2026-01-12", "10", "consultant"));
        assertThat(story.debit(Account.WRITTEN_OFF)).isEqualTo(eur("500.00"));
        assertThat(Story.only(InvoicePlanned.class, story.tick("2026-02-04")).getFirst().net())
                .isEqualTo(eur("1000.00"));
    }

    @Test
    void committed_time_and_materials_soft_book_only_what_exceeds_the_price() {
        Story story = Story.active(HandmadeRelease.complete(), committed("L1", "1000.00"));
        story.observe(time("1", "2026-01-12", "6", "consultant"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1000.00"));
        story.observe(time("2", "2026-01-12", "4", "consultant"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1500.00"));
        story.observe(time("2", "2026-01-12", "1", "consultant"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1050.00"));
    }

    @Test
    void work_that_came_before_the_contract_counts_once_it_is_booked() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.observe(time("1", "2026-01-12", "7", "consultant"));
        story.observe(accepted("L2-M1", "2026-01-20", "1"));
        assertThat(story.all(TimeApproved.class)).isEmpty();
        story.observe(Records.customer());
        story.observe(
                Records.won(
                        timeAndMaterials("L1"), milestones("L2", "output-milestones", "10.00")));
        assertThat(story.credit(Account.ENTITLED)).isEqualTo(eur("1060.00"));
        assertThat(story.state().work().held()).isEmpty();
    }

    @Test
    void an_accepted_milestone_is_charged_billed_and_earned_to_the_accepted_share() {
        Story story =
                Story.active(
                        HandmadeRelease.complete(),
                        milestones("L1", "output-milestones", "333.33", "666.67"));
        List<Event> half = story.observe(accepted("L1-M1", "2026-02-10", "0.5"));
        assertThat(Story.only(ChargeRaised.class, half).getFirst().amount())
                .isEqualTo(eur("166.67"));
        assertThat(Story.only(InvoicePlanned.class, half).getFirst().net())
                .isEqualTo(eur("166.67"));
        List<Event> full = story.observe(accepted("L1-M1", "2026-02-20", "1"));
        assertThat(Story.only(ChargeRaised.class, full).getFirst().amount())
                .isEqualTo(eur("166.66"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("333.33"));
        assertThat(story.observe(accepted("L1-M1", "2026-02-20", "1"))).isEmpty();
    }

    @Test
    void instalments_are_charged_on_their_day_and_straight_line_revenue_follows_the_days() {
        Story story =
                Story.active(
                        HandmadeRelease.complete(),
                        instalments(
                                "L1",
                                "straight-line",
                                on("2026-01-01", "500.00"),
                                on("2026-07-01", "500.00")));
        story.tickUntil(day("2026-03-01"));
        assertThat(story.all(ChargeRaised.class)).hasSize(1);
        assertThat(
                        story.all(RevenueRecognized.class).stream()
                                .map(r -> r.period() + " " + r.amount()))
                .containsExactly("2026-01 EUR 84.93", "2026-02 EUR 76.71");
        story.tickUntil(day("2027-02-01"));
        story.confirmAll();
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1000.00"));
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("1000.00"));
        assertThat(story.all(RevenueRecognized.class)).hasSize(12);
        assertThat(story.state().nextWake()).isEmpty();
    }

    @Test
    void revenue_at_a_point_in_time_comes_with_the_last_acceptance() {
        Story story =
                Story.active(
                        HandmadeRelease.complete(),
                        milestones("L1", "point-in-time", "10.00", "20.00"));
        story.observe(accepted("L1-M1", "2026-02-10", "1"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("0.00"));
        story.observe(accepted("L1-M2", "2026-02-11", "1"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("30.00"));
    }

    @Test
    void the_record_and_the_answer_post_an_invoice_once_whichever_comes_first() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        var action = story.pending(ActionKind.POST_INVOICE);
        story.answer(action.key(), new Ambiguous("No answer."));
        story.observe(invoice("77", DEAL + "/2026-01#1", DocumentStatus.POSTED, "1200.00"));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.answer(action.key(), new Confirmed("77", Map.of()))).isEmpty();
        assertThat(story.all(InvoicePosted.class)).hasSize(1);
        assertThat(story.all(InvoicePosted.class).getFirst().number()).isEqualTo("INV-77");
    }

    @Test
    void a_voided_invoice_opens_its_units_for_the_next() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        story.confirm(ActionKind.POST_INVOICE, "77");
        story.observe(invoice("77", DEAL + "/2026-01#1", DocumentStatus.VOID, "1200.00"));
        assertThat(story.all(InvoiceVoided.class)).hasSize(1);
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("0.00"));
        var again = Story.only(InvoicePlanned.class, story.tick("2026-02-05"));
        assertThat(again.getFirst().invoice()).isEqualTo(DEAL + "/2026-01#2");
        assertThat(again.getFirst().net()).isEqualTo(eur("1200.00"));
    }

    @Test
    void money_of_a_void_invoice_is_told_whichever_comes_first_until_it_is_given_back() {
        String told = "invoice-overpaid:" + DEAL + "/2026-01#1";
        var voided = invoice("77", DEAL + "/2026-01#1", DocumentStatus.VOID, "1200.00");
        var paid = payment("P1", "77", "700.00");
        for (List<CanonicalRecord> order :
                List.of(
                        List.<CanonicalRecord>of(paid, voided),
                        List.<CanonicalRecord>of(voided, paid))) {
            Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
            story.observe(time("1", "2026-01-12", "8", "consultant"));
            story.tick("2026-02-04");
            story.confirm(ActionKind.POST_INVOICE, "77");
            order.forEach(story::observe);

            assertThat(story.debit(Account.CASH)).isEqualTo(eur("700.00"));
            assertThat(story.openExceptions()).containsExactly(told);
            assertThat(story.state().attention().exceptions().values())
                    .extracting(BusinessException::atStake)
                    .containsExactly(Optional.of(eur("700.00")));

            story.observe(payment("P1", "77", "0.00"));
            assertThat(story.openExceptions()).isEmpty();
        }
    }

    @Test
    void payments_and_credits_that_come_before_their_invoice_wait_for_it() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        story.observe(payment("P1", "77", "700.00"));
        story.observe(credit("C1", "77", "200.00"));
        assertThat(story.all(PaymentReceived.class)).isEmpty();
        story.confirm(ActionKind.POST_INVOICE, "77");
        assertThat(story.debit(Account.CASH)).isEqualTo(eur("700.00"));
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("1000.00"));
        assertThat(story.debit(Account.UNBILLED)).isEqualTo(eur("200.00"));
        assertThat(story.openExceptions()).containsExactly("credit-undecided:C1");
        story.decide(
                new Signal.Verdict.WriteOff(
                        new RecordKey("throughline", "credit-note", "C1"), "goodwill"));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.debit(Account.UNBILLED)).isEqualTo(eur("0.00"));
        assertThat(story.debit(Account.WRITTEN_OFF)).isEqualTo(eur("200.00"));
    }

    @Test
    void a_credit_never_exceeds_its_invoice() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        story.confirm(ActionKind.POST_INVOICE, "77");
        story.observe(credit("C1", "77", "1200.01"));
        assertThat(story.openExceptions())
                .containsExactly("credit-exceeds-invoice:erp:credit-note:C1");
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("1200.00"));
    }

    @Test
    void revenue_of_a_complete_month_reaches_the_ledger_as_one_journal() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.observe(time("2", "2026-01-13", "2", "partner"));
        story.tick("2026-02-04");
        var journal = story.pending(ActionKind.POST_JOURNAL);
        assertThat(journal.naturalKey()).isEqualTo(DEAL + "/journal-2026-01#1");
        assertThat(journal.body()).containsEntry("date", "2026-01-31");
        assertThat(journal.atStake()).contains(eur("1800.00"));
    }

    @Test
    void capacity_is_told_once_and_corrected_by_the_difference() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(Records.capacity("2026-01-05", "40"));
        assertThat(story.observe(Records.capacity("2026-01-05", "40"))).isEmpty();
        story.observe(Records.capacity("2026-01-05", "32"));
        assertThat(
                        story.all(WorkEvent.CapacityKnown.class).stream()
                                .map(c -> c.hours().toPlainString()))
                .containsExactly("40", "-8");
    }
}
