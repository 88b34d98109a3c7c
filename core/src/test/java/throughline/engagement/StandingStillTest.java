package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.DEAL;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.time;
import static throughline.engagement.Records.timeAndMaterials;
import static throughline.engagement.StandingStill.CUSTOMER_AWAY;
import static throughline.engagement.StandingStill.DEAL_WAITS;
import static throughline.engagement.StandingStill.REFUSED;
import static throughline.engagement.StandingStill.customer;
import static throughline.engagement.StandingStill.won;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome.Rejected;
import throughline.calendar.PeriodState;
import throughline.engagement.Attention.Clock;
import throughline.engagement.AttentionEvent.ClockPaused;
import throughline.engagement.AttentionEvent.ClockResumed;
import throughline.engagement.AttentionEvent.ClockStopped;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.landscape.Pause;
import throughline.observed.CanonicalRecord.DealLine;

/** A promise does not run while others have to do something first. 2026-01-02 is a Friday. */
class StandingStillTest {

    private static final DealLine WORK = milestones("L1", "output-milestones", "400.00", "600.00");
    private static final HandmadeRelease PLAIN = HandmadeRelease.complete();

    /** Won on Friday at ten in Berlin; due four hours later, at two. */
    private static Story story(HandmadeRelease release) {
        Story story = Story.under(release);
        story.observe(customer(false));
        story.observe(won(false, WORK));
        assertThat(clock(story))
                .isEqualTo(new Clock.Running(at("2026-01-02T09:00:00Z"), FRIDAY_AT_TWO));
        return story;
    }

    private static final Instant FRIDAY_AT_TWO = at("2026-01-02T13:00:00Z");

    @Test
    void the_deadline_moves_by_exactly_the_hours_of_business_that_it_stood_still() {
        Story story = story(PLAIN.pausing(DEAL_WAITS));
        story.at("2026-01-02T10:00:00Z").observe(won(true, WORK));
        assertThat(clock(story))
                .isEqualTo(
                        new Clock.Paused(
                                at("2026-01-02T09:00:00Z"),
                                FRIDAY_AT_TWO,
                                at("2026-01-02T10:00:00Z"),
                                List.of("waiting-for-customer")));

        // Six hours of Friday and one of Monday: three of the four hours are left from ten on.
        story.at("2026-01-05T09:00:00Z").observe(won(false, WORK));
        assertThat(story.all(ClockResumed.class))
                .containsExactly(
                        new ClockResumed(
                                "won-to-active",
                                at("2026-01-05T09:00:00Z"),
                                FRIDAY_AT_TWO,
                                at("2026-01-05T12:00:00Z"),
                                Duration.ofHours(7)));
        story.at("2026-01-05T12:00:00Z").confirmAll();
        assertThat(story.all(ClockStopped.class).getFirst().met()).isTrue();
    }

    @Test
    void a_second_too_late_after_the_moved_deadline_is_too_late() {
        Story story = story(PLAIN.pausing(DEAL_WAITS));
        story.at("2026-01-02T10:00:00Z").observe(won(true, WORK));
        story.at("2026-01-05T09:00:00Z").observe(won(false, WORK));
        story.at("2026-01-05T12:00:01Z").confirmAll();
        assertThat(story.all(ClockStopped.class).getFirst().met()).isFalse();
    }

    @Test
    void it_may_stand_still_from_its_first_moment_on() {
        Story story =
                Story.under(
                        PLAIN.pausing(
                                new Pause.UntilClosed(
                                        "customer-unknown",
                                        Set.of("customer-unknown"),
                                        Optional.of("sales"))));
        story.observe(won(false, WORK));
        assertThat(clock(story)).isInstanceOf(Clock.Paused.class);
        story.at("2026-01-05T09:00:00Z").observe(customer(false));
        assertThat(clock(story))
                .isEqualTo(
                        new Clock.Running(at("2026-01-02T09:00:00Z"), at("2026-01-05T13:00:00Z")));
    }

    @Test
    void an_exception_of_another_owner_pauses_nothing() {
        Story story =
                Story.under(
                        PLAIN.pausing(
                                new Pause.UntilClosed(
                                        "lawyers", Set.of(), Optional.of("lawyers"))));
        story.observe(won(false, WORK));
        assertThat(clock(story)).isInstanceOf(Clock.Running.class);
    }

    @Test
    void one_reason_after_another_is_one_pause_with_its_reasons_told() {
        Story story = story(PLAIN.pausing(DEAL_WAITS, CUSTOMER_AWAY));
        story.at("2026-01-02T10:00:00Z").observe(won(true, WORK));
        story.at("2026-01-02T11:00:00Z").observe(customer(true));
        story.at("2026-01-02T12:00:00Z").observe(won(false, WORK));
        Instant since = at("2026-01-02T10:00:00Z");
        assertThat(story.all(ClockPaused.class))
                .containsExactly(
                        new ClockPaused("won-to-active", since, List.of("waiting-for-customer")),
                        new ClockPaused(
                                "won-to-active",
                                since,
                                List.of("customer-away", "waiting-for-customer")),
                        new ClockPaused("won-to-active", since, List.of("customer-away")));
        story.at("2026-01-02T13:00:00Z").observe(customer(false));
        assertThat(story.all(ClockResumed.class).getLast().stood()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void a_promise_that_is_broken_does_not_wait_for_anybody() {
        Story story = story(PLAIN.pausing(DEAL_WAITS));
        story.at("2026-01-02T13:00:01Z").observe(won(true, WORK));
        assertThat(clock(story)).isInstanceOf(Clock.Running.class);
        story.at("2026-01-05T10:00:00Z").confirmAll();
        assertThat(story.all(ClockStopped.class).getFirst().met()).isFalse();
    }

    @Test
    void what_is_done_while_it_stands_still_is_in_time() {
        Story story = story(PLAIN.pausing(DEAL_WAITS));
        story.at("2026-01-02T10:00:00Z").observe(won(true, WORK));
        story.at("2026-01-09T10:00:00Z").confirmAll();
        assertThat(story.all(ClockResumed.class)).hasSize(1);
        assertThat(story.all(ClockStopped.class).getFirst().met()).isTrue();
    }

    @Test
    void a_promise_without_a_minute_left_is_kept_by_whoever_ends_the_wait_at_night() {
        Story story = Story.under(PLAIN.pausing(DEAL_WAITS)).at("2026-01-02T12:00:00Z");
        story.observe(customer(false));
        story.observe(won(false, WORK));
        story.at("2026-01-02T16:00:00Z").observe(won(true, WORK));
        story.at("2026-01-03T20:00:00Z").observe(won(false, WORK));
        story.confirmAll();
        assertThat(story.all(ClockStopped.class).getFirst().met()).isTrue();
    }

    @Test
    void one_reason_after_another_at_a_weekend_costs_nothing_either() {
        Story story = Story.under(PLAIN.pausing(DEAL_WAITS, CUSTOMER_AWAY));
        story.at("2026-01-02T12:00:00Z").observe(customer(false));
        story.observe(won(false, WORK));
        story.at("2026-01-02T16:00:00Z").observe(won(true, WORK));
        story.at("2026-01-03T20:00:00Z").observe(won(false, WORK));
        story.observe(customer(true));
        story.at("2026-01-04T20:00:00Z").observe(customer(false));
        assertThat(clock(story))
                .isEqualTo(
                        new Clock.Running(at("2026-01-02T12:00:00Z"), at("2026-01-04T20:00:00Z")));
    }

    @Test
    void what_people_must_decide_by_then_moves_with_it_and_is_not_told_anew() {
        Story story = story(PLAIN.pausing(DEAL_WAITS));
        story.answer(
                story.pending(ActionKind.CREATE_CONTRACT).key(), new Rejected("tax", "No code."));
        String key = story.openExceptions().getFirst();
        assertThat(story.openException(key).due()).contains(FRIDAY_AT_TWO);
        story.at("2026-01-02T10:00:00Z").observe(won(true, WORK));
        assertThat(story.openException(key).due()).contains(FRIDAY_AT_TWO);
        story.at("2026-01-05T09:00:00Z").observe(won(false, WORK));
        assertThat(story.openException(key).due()).contains(at("2026-01-05T12:00:00Z"));
        assertThat(story.state().attention().nextDeadline())
                .isEqualTo(story.openException(key).due());
        assertThat(story.all(ExceptionRaised.class)).hasSize(1);
    }

    @Test
    void nobody_has_to_decide_by_a_deadline_that_stands_still() {
        Story story = story(PLAIN.pausing(DEAL_WAITS));
        story.answer(
                story.pending(ActionKind.CREATE_CONTRACT).key(), new Rejected("tax", "No code."));
        String key = story.openExceptions().getFirst();
        assertThat(deadline(story, key)).contains(FRIDAY_AT_TWO);
        story.at("2026-01-02T10:00:00Z").observe(won(true, WORK));
        assertThat(deadline(story, key)).isEmpty();
        story.at("2026-01-05T09:00:00Z").observe(won(false, WORK));
        assertThat(deadline(story, key)).contains(at("2026-01-05T12:00:00Z"));
    }

    private static Optional<Instant> deadline(Story story, String key) {
        return story.state().attention().deadline(story.openException(key));
    }

    @Test
    void a_release_without_the_reason_lets_it_run_on_and_one_with_it_stops_it() {
        Story story = story(PLAIN);
        story.at("2026-01-02T10:00:00Z").observe(won(true, WORK));
        assertThat(clock(story)).isInstanceOf(Clock.Running.class);
        story.under("2026-01-02T11:00:00Z", PLAIN.pausing(DEAL_WAITS));
        assertThat(clock(story)).isInstanceOf(Clock.Paused.class);
        story.under("2026-01-02T12:00:00Z", PLAIN);
        assertThat(clock(story))
                .isEqualTo(
                        new Clock.Running(at("2026-01-02T09:00:00Z"), at("2026-01-02T14:00:00Z")));
    }

    @Test
    void what_is_wrong_with_one_invoice_pauses_the_promise_of_that_invoice_only() {
        Story story =
                Story.active(PLAIN.promisingInvoices().pausing(REFUSED), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.observe(time("2", "2026-02-12", "8", "consultant"));
        story.tick("2026-03-04");
        story.answer(
                story.underWay().keySet().stream()
                        .filter(each -> each.value().endsWith("/2026-02#1"))
                        .findFirst()
                        .orElseThrow(),
                new Rejected("tax-code", "There is no such tax code."));
        assertThat(clock(story, "planned-to-posted:" + DEAL + "/2026-01#1"))
                .isInstanceOf(Clock.Running.class);
        assertThat(clock(story, "planned-to-posted:" + DEAL + "/2026-02#1"))
                .isInstanceOf(Clock.Paused.class);
    }

    @Test
    void what_is_raised_and_settled_in_one_turn_pauses_nothing() {
        Story story =
                Story.active(PLAIN.promisingInvoices().pausing(REFUSED), timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.tick("2026-02-04");
        story.close(1, PeriodState.CLOSED, 12);
        var events =
                story.answer(
                        story.pending(ActionKind.POST_INVOICE).key(),
                        new Rejected("PERIOD_CLOSED", "Period 2026-01 is closed"));
        assertThat(Story.raised(events)).as("for a moment").containsExactly("action-rejected");
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.all(ClockPaused.class)).isEmpty();
    }

    @Test
    void a_clock_that_ended_never_stands_still() {
        Story story = story(PLAIN.pausing(DEAL_WAITS));
        story.confirmAll();
        story.observe(won(true, WORK));
        assertThat(story.all(ClockPaused.class)).isEmpty();
        assertThat(clock(story)).isEqualTo(new Clock.Stopped(true));
    }

    private static Clock clock(Story story) {
        return clock(story, "won-to-active");
    }

    private static Clock clock(Story story, String name) {
        return java.util.Objects.requireNonNull(story.state().attention().clocks().get(name));
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
