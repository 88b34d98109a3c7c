package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.DEAL;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.time;
import static throughline.engagement.Records.timeAndMaterials;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome.Rejected;
import throughline.engagement.AttentionEvent.ClockStarted;
import throughline.engagement.AttentionEvent.ClockStopped;

/** The time from a planned invoice to its number in the ledger, in hours of business. */
class PromisingInvoicesTest {

    private static final String CLOCK = "planned-to-posted:" + DEAL + "/2026-01#1";

    private static Story planned() {
        Story story =
                Story.active(
                        HandmadeRelease.complete().promisingInvoices(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        return story;
    }

    @Test
    void it_runs_with_the_invoices_money_and_stops_when_the_ledger_has_a_number() {
        Story story = planned();
        ClockStarted started = story.all(ClockStarted.class).getLast();
        assertThat(started.clock()).isEqualTo(CLOCK);
        assertThat(started.atStake()).contains(eur("1200.00"));
        assertThat(Duration.between(started.at(), started.due()))
                .isGreaterThanOrEqualTo(Duration.ofHours(8));
        story.confirm(ActionKind.POST_INVOICE, "77");
        ClockStopped stopped = story.all(ClockStopped.class).getLast();
        assertThat(stopped.clock()).isEqualTo(CLOCK);
        assertThat(stopped.met()).isTrue();
    }

    @Test
    void a_refused_invoice_runs_on_and_nothing_starts_it_again() {
        Story story = planned();
        story.answer(
                story.pending(ActionKind.POST_INVOICE).key(),
                new Rejected("tax-code", "There is no such tax code."));
        story.tick("2026-02-05");
        assertThat(story.all(ClockStopped.class)).isEmpty();
        assertThat(
                        story.all(ClockStarted.class).stream()
                                .filter(each -> each.clock().equals(CLOCK)))
                .hasSize(1);
    }
}
