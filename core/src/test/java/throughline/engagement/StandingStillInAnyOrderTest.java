package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.milestones;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome.Rejected;
import throughline.calendar.BusinessCalendar;
import throughline.engagement.Attention.Clock;
import throughline.engagement.AttentionEvent.ClockStopped;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.property.Property;

/**
 * However reasons begin, overlap and end, and in whatever order and how often we are told at one
 * moment: a clock stands still for the time of business in which any of them held, not a second
 * more or less, and its events give the same state again.
 */
class StandingStillInAnyOrderTest {

    private static final DealLine WORK = milestones("L1", "output-milestones", "400.00", "600.00");
    private static final HandmadeRelease RELEASE =
            HandmadeRelease.complete()
                    .pausing(
                            StandingStill.DEAL_WAITS,
                            StandingStill.CUSTOMER_AWAY,
                            StandingStill.REFUSED);
    private static final BusinessCalendar CALENDAR = RELEASE.defaultUnit().calendar();

    /** What holds from a moment on. */
    private record Moment(Instant at, boolean waits, boolean away, boolean refused) {
        Set<String> reasons() {
            Set<String> reasons = new TreeSet<>();
            if (waits) {
                reasons.add("waiting-for-customer");
            }
            if (away) {
                reasons.add("customer-away");
            }
            if (refused) {
                reasons.add("write-refused");
            }
            return reasons;
        }
    }

    @Test
    void the_same_time_whatever_came_first() {
        Property.holds(
                400,
                random -> {
                    List<Moment> moments = moments(random);
                    Story one = told(moments, random, 1);
                    Story other = told(moments, random, 3);
                    assertThat(ended(one)).isEqualTo(ended(other));
                    assertThat(ended(one)).isEqualTo(expected(moments));
                    assertFolds(one);
                    assertFolds(other);
                });
    }

    /** Half hours from a Friday on, so that days end and begin in between, and at the very time. */
    private static List<Moment> moments(RandomGenerator random) {
        List<Moment> moments = new ArrayList<>();
        Instant at = Instant.parse("2026-01-02T08:00:00Z").plus(halfHours(random, 17));
        moments.add(new Moment(at, false, false, false));
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            at = at.plus(halfHours(random, i % 3 == 0 ? 100 : 4));
            moments.add(
                    new Moment(
                            at,
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextInt(4) == 0));
        }
        at = at.plus(halfHours(random, 40));
        moments.add(new Moment(at, false, false, false));
        return moments;
    }

    private static Duration halfHours(RandomGenerator random, int fewer) {
        return Duration.ofMinutes(30L * random.nextInt(fewer));
    }

    /** Tells it all, at each moment in an order of its own and up to so many times. */
    private static Story told(List<Moment> moments, RandomGenerator random, int times) {
        Story story = Story.under(RELEASE).at(moments.getFirst().at().toString());
        story.observe(StandingStill.customer(false));
        story.observe(StandingStill.won(false, WORK));
        for (Moment moment : moments) {
            story.at(moment.at().toString());
            List<Runnable> messages = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(times); i++) {
                messages.add(() -> story.observe(StandingStill.won(moment.waits(), WORK)));
                messages.add(() -> story.observe(StandingStill.customer(moment.away())));
                messages.add(() -> refuse(story, moment.refused()));
            }
            Collections.shuffle(messages, new Random(random.nextLong()));
            messages.forEach(Runnable::run);
            assertStands(story, moment);
        }
        story.confirmAll();
        return story;
    }

    private static void refuse(Story story, boolean refused) {
        boolean open = !story.openExceptions().isEmpty();
        if (refused && !open) {
            story.answer(
                    story.pending(ActionKind.CREATE_CONTRACT).key(), new Rejected("tax", "No."));
        } else if (open && !refused) {
            String key =
                    story.openException(story.openExceptions().getFirst()).facts().get("action");
            story.decide(new Signal.Verdict.Retry(new ActionKey(Objects.requireNonNull(key))));
        }
    }

    private static void assertStands(Story story, Moment moment) {
        switch (Objects.requireNonNull(story.state().attention().clocks().get("won-to-active"))) {
            case Clock.Running(_, var due) -> {
                boolean broken = moment.at().isAfter(due);
                assertThat(broken || moment.reasons().isEmpty()).isTrue();
            }
            case Clock.Paused(_, _, _, var reasons) ->
                    assertThat(reasons).containsExactlyElementsOf(moment.reasons());
            case Clock.Stopped _ -> throw new AssertionError("nothing stopped it");
        }
    }

    private record Ended(boolean met, Instant due) {}

    private static Ended ended(Story story) {
        Instant due =
                story.all(AttentionEvent.ClockResumed.class).stream()
                        .map(AttentionEvent.ClockResumed::due)
                        .reduce(
                                story.all(AttentionEvent.ClockStarted.class).getFirst().due(),
                                (_, later) -> later);
        return new Ended(story.all(ClockStopped.class).getFirst().met(), due);
    }

    /** The same by adding up the stretches in which something held, without any event. */
    private static Ended expected(List<Moment> moments) {
        Instant due = CALENDAR.plus(moments.getFirst().at(), Duration.ofHours(4));
        boolean stands = false;
        for (int i = 0; i < moments.size() - 1; i++) {
            Moment moment = moments.get(i);
            stands = !moment.reasons().isEmpty() && (stands || !moment.at().isAfter(due));
            Instant next = moments.get(i + 1).at();
            Duration more = CALENDAR.between(moment.at(), next);
            if (stands) {
                due = more.isZero() ? due : CALENDAR.plus(due, more);
                due = due.isBefore(next) ? next : due;
            }
        }
        return new Ended(!moments.getLast().at().isAfter(due), due);
    }

    private static void assertFolds(Story story) {
        Engagement again = Engagement.empty(story.state().id());
        for (Event event : story.events()) {
            again = Evolve.apply(again, event);
        }
        assertThat(again).isEqualTo(story.state());
    }
}
