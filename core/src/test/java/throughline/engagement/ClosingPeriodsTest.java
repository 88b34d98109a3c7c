package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.DEAL;
import static throughline.engagement.Records.accepted;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.instalments;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.on;
import static throughline.engagement.Records.time;
import static throughline.engagement.Records.timeAndMaterials;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.books.Account;
import throughline.books.Posting;
import throughline.books.Postings;
import throughline.calendar.PeriodState;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.RevenueEvent.RevenueRecognized;

class ClosingPeriodsTest {

    private static final ActionOutcome CLOSED =
            new ActionOutcome.Rejected("PERIOD_CLOSED", "Period 2026-01 is closed");

    @Test
    void revenue_of_a_closed_period_is_recognized_in_the_first_open_one_and_marked() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.close(2, PeriodState.CLOSED, 12);
        List<Event> events = story.observe(time("1", "2026-01-12", "8", "consultant"));
        RevenueRecognized revenue = Story.only(RevenueRecognized.class, events).getFirst();
        assertThat(revenue.period()).isEqualTo("2026-03");
        assertThat(revenue.effective()).isEqualTo("2026-03-01");
        Posting posting = Postings.of(revenue).getFirst();
        assertThat(posting.effective()).isEqualTo("2026-03-01");
        assertThat(posting.belongsTo()).isEqualTo("2026-01");
    }

    @Test
    void invoices_and_journals_of_a_closed_period_carry_the_first_open_day_and_where_they_belong() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.close(1, PeriodState.CLOSED, 12);
        story.tick("2026-02-04");
        for (ActionKind kind : List.of(ActionKind.POST_INVOICE, ActionKind.POST_JOURNAL)) {
            assertThat(story.pending(kind).body())
                    .containsEntry("date", "2026-02-01")
                    .containsEntry("belongsTo", "2026-01")
                    .containsKey("reason");
        }
        assertThat(story.pending(ActionKind.POST_JOURNAL).body())
                .containsEntry("period", "2026-02");
        story.confirmAll();
        InvoicePosted posted = story.all(InvoicePosted.class).getFirst();
        assertThat(Postings.of(posted).getFirst().belongsTo()).isEqualTo("2026-01");
    }

    @Test
    void what_a_period_refused_is_posted_in_the_open_one_whichever_is_known_first() {
        for (boolean refusedFirst : new boolean[] {true, false}) {
            Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
            story.observe(time("1", "2026-01-12", "8", "consultant"));
            story.tick("2026-02-04");
            Action invoice = story.pending(ActionKind.POST_INVOICE);
            Action journal = story.pending(ActionKind.POST_JOURNAL);
            if (!refusedFirst) {
                story.close(1, PeriodState.CLOSED, 12);
            }
            story.answer(invoice.key(), CLOSED);
            story.answer(journal.key(), CLOSED);
            if (refusedFirst) {
                assertThat(story.openExceptions()).hasSize(2);
                story.close(1, PeriodState.CLOSED, 12);
            }
            assertThat(story.openExceptions()).isEmpty();
            Action again = story.pending(ActionKind.POST_JOURNAL);
            assertThat(again.naturalKey()).isEqualTo(journal.naturalKey());
            assertThat(again.body())
                    .containsEntry("date", "2026-02-01")
                    .containsEntry("belongsTo", "2026-01");
            story.confirmAll();
            assertThat(story.debit(Account.BILLED)).isEqualTo(eur("1200.00"));
            assertThat(story.debit(Account.UNBILLED)).isEqualTo(eur("0.00"));
            assertThat(story.state().revenue().unposted()).isEmpty();
            story.observe(time("2", "2026-02-12", "8", "consultant"));
            story.tick("2026-03-04");
            assertThat(story.pending(ActionKind.POST_JOURNAL).atStake()).contains(eur("1200.00"));
        }
    }

    @Test
    void a_period_that_is_reopened_takes_what_it_refused() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        Action journal = story.pending(ActionKind.POST_JOURNAL);
        story.answer(journal.key(), CLOSED);
        story.close(0, PeriodState.CLOSED, 12);
        assertThat(story.pending(ActionKind.POST_JOURNAL).body())
                .containsEntry("date", "2026-01-31");
    }

    @Test
    void where_no_later_period_is_open_the_money_is_an_exception_and_counts_once_one_is() {
        Story story =
                Story.active(
                        HandmadeRelease.complete(),
                        timeAndMaterials("L1"),
                        milestones("L2", "output-milestones", "500.00"));
        story.close(2, PeriodState.CLOSED, 2);
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.observe(accepted("L2-M1", "2026-02-10", "1"));
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("0.00"));
        assertThat(story.openException("no-open-period:revenue of L1").atStake())
                .contains(eur("1200.00"));
        assertThat(story.openException("no-open-period:revenue of L2").atStake())
                .contains(eur("500.00"));
        story.close(2, PeriodState.CLOSED, 12);
        story.tickUntil(day("2026-04-10"));
        story.confirmAll();
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1700.00"));
        assertThat(story.debit(Account.BILLED)).isEqualTo(eur("1700.00"));
    }

    @Test
    void a_soft_closed_period_takes_postings_with_a_reason() {
        Story story = Story.active(HandmadeRelease.complete(), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.close(1, PeriodState.SOFT_CLOSED, 12);
        story.tick("2026-02-04");
        Map<String, Object> journal = story.pending(ActionKind.POST_JOURNAL).body();
        assertThat(journal).containsEntry("date", "2026-01-31");
        assertThat(journal.get("reason")).asString().contains("2026-01 which is soft-closed");
    }

    @Test
    void straight_line_revenue_goes_on_day_by_day_after_a_closed_period() {
        Story story =
                Story.active(
                        HandmadeRelease.complete(),
                        instalments("L1", "straight-line", on("2026-01-01", "1000.00")));
        story.close(2, PeriodState.CLOSED, 12);
        story.tickUntil(day("2027-02-01"));
        story.confirmAll();
        assertThat(story.credit(Account.REVENUE)).isEqualTo(eur("1000.00"));
        assertThat(story.all(RevenueRecognized.class)).hasSize(12);
        assertThat(story.all(RevenueRecognized.class).get(1).effective()).isEqualTo("2026-03-01");
        assertThat(story.state().id()).isEqualTo(EngagementId.rootedIn(DEAL));
    }
}
