package throughline.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.engagement.AgreementEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.money.Money;
import throughline.observed.RecordKey;

/** Every posting says what made the books move and why a figure of the past changed. */
final class FollowingWhatTurnsLeadToTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final Money TEN = Money.ofMinor("EUR", 1_000);
    private static final Event EARNED =
            new RevenueEvent.RevenueRecognized("1", "2026-03", DAY, TEN, "right-to-invoice");

    @Test
    void revenue_follows_from_the_time_that_was_told_late() {
        assertThat(told(false, time(), EARNED))
                .containsExactly("delivered late-time", "delivered late-time");
    }

    @Test
    void time_that_was_put_right_is_a_correction_and_so_is_the_revenue_of_it() {
        assertThat(told(false, back(), time(), EARNED))
                .containsExactly(
                        "taken-back correction", "delivered correction", "delivered correction");
    }

    @Test
    void time_that_counts_since_terms_changed_is_a_matter_of_the_change_order() {
        Event cancelled = new AgreementEvent.ContractCancelled(DAY, Map.of("1", TEN));
        Event revoked =
                new AgreementEvent.AmendmentRevoked(
                        "crm:order:1",
                        "CO-1",
                        DAY,
                        new throughline.engagement.Amended(Map.of("1", TEN), Map.of(), Map.of()));
        assertThat(told(false, revoked, back(), EARNED))
                .containsExactly(
                        "changed change-order", "changed change-order", "taken-back change-order");
        assertThat(told(false, cancelled)).containsExactly("cancelled cancellation");
    }

    @Test
    void what_is_decided_again_under_another_release_follows_from_the_mapping() {
        assertThat(told(true, back(), time(), EARNED))
                .containsExactly("taken-back mapping", "delivered mapping", "delivered mapping");
    }

    @Test
    void an_estimate_an_acceptance_a_void_and_the_mere_calendar_are_told_apart() {
        Event estimate =
                new WorkEvent.EstimateRevised(
                        "1",
                        DAY,
                        Optional.empty(),
                        Optional.of(BigDecimal.TEN),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        Event accepted = new WorkEvent.MilestoneAccepted("1", "M1", DAY, BigDecimal.ONE);
        Event charge = new BillingEvent.ChargeRaised("1/M1#1", "1", "2026-03", DAY, TEN);
        Event voided = new BillingEvent.InvoiceVoided("k/2026-03", DAY, TEN, Map.of("1", TEN));
        Event paid = new BillingEvent.PaymentReceived("erp:payment:1", "k/2026-03", DAY, TEN);
        assertThat(told(false, estimate, EARNED).getLast()).isEqualTo("estimated estimate");
        assertThat(told(false, accepted, charge).getLast()).isEqualTo("accepted late-arrival");
        assertThat(told(false, voided)).containsExactly("voided correction");
        assertThat(told(false, paid)).containsExactly("paid late-arrival");
        assertThat(told(false, charge, EARNED))
                .containsExactly("charged calendar", "earned calendar");
    }

    private static List<String> told(boolean anotherRelease, Event... turn) {
        List<String> told = new ArrayList<>();
        Lead lead = Lead.ofTurn(anotherRelease);
        for (Event event : turn) {
            told.add(
                    lead.origin(event).map(Origin::text).orElse("")
                            + " "
                            + lead.cause(event).text());
            lead = lead.then(event);
        }
        return told;
    }

    private static Event time() {
        return new WorkEvent.TimeApproved(
                new RecordKey("psa", "time", "T1"),
                "1",
                "2026-03",
                "P",
                "consultant",
                DAY,
                BigDecimal.ONE,
                true,
                TEN,
                TEN,
                TEN,
                "rate-card row 1",
                Optional.empty());
    }

    private static Event back() {
        return new WorkEvent.TimeTakenBack(
                new RecordKey("psa", "time", "T1"),
                "1",
                "2026-03",
                "P",
                "consultant",
                DAY,
                BigDecimal.ONE,
                true,
                TEN,
                TEN,
                TEN,
                "rate-card row 1",
                7,
                Optional.empty());
    }
}
