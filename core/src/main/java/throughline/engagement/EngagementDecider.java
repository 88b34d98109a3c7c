package throughline.engagement;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import throughline.calendar.ObservedPeriods;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.landscape.Release;

/**
 * Decides what a signal does to an engagement: learns its facts, then lets the rules react to every
 * fact, and to what they themselves made happen, until all of them hold.
 */
public final class EngagementDecider {

    /** Far more than any signal can cause: reaching it means that two rules undo each other. */
    private static final int MOST_EVENTS = 1_000_000;

    private EngagementDecider() {}

    /**
     * Learns from a signal, applies the rules until nothing is left to do, and aligns the systems.
     * The same signal twice does nothing the second time.
     *
     * <p><b>Errors</b>: none for business reasons; what the business refuses is an exception event.
     */
    public static Outcome handle(Engagement state, Signal signal, Release release) {
        return handle(state, signal, release, ObservedPeriods.NONE);
    }

    /** The same, knowing which accounting periods are closed now. */
    public static Outcome handle(
            Engagement state, Signal signal, Release release, ObservedPeriods periods) {
        return handle(state, signal, release, periods, Worksheet.NONE);
    }

    /** The same, noting how every amount came about. */
    public static Outcome handle(
            Engagement state,
            Signal signal,
            Release release,
            ObservedPeriods periods,
            Worksheet worksheet) {
        Turn turn = new Turn(state, signal, release, periods, worksheet);
        Deliberation deliberation = new Deliberation(turn);
        deliberation.take(Learning.from(deliberation.turn));
        switch (signal) {
            case Signal.ClockTicked tick -> deliberation.ask(new DayReached(tick.today()));
            case Signal.Rederive _ -> deliberation.ask(new Again());
            case Signal.RecordObserved _,
                    Signal.ReferenceKnown _,
                    Signal.PersonDecided _,
                    Signal.ActionEnded _ -> {}
        }
        deliberation.untilAllHold();
        deliberation.take(Pausing.of(deliberation.turn, deliberation.events));
        deliberation.take(Wake.of(deliberation.turn, deliberation.events));
        return new Outcome(deliberation.turn.state(), deliberation.events);
    }

    /** The events so far, and the turn as it stands after them. */
    private static final class Deliberation {
        private final List<Event> events = new ArrayList<>();
        private final Map<Rule, Engagement> settled = new IdentityHashMap<>(4);
        private Turn turn;

        Deliberation(Turn turn) {
            this.turn = turn;
        }

        void take(List<Event> more) {
            if (more.isEmpty()) {
                return;
            }
            for (Event event : more) {
                events.add(event);
                turn = turn.after(event);
            }
        }

        void ask(Occasion occasion) {
            for (Rule rule : Rules.concerning(occasion)) {
                ask(rule, occasion);
            }
        }

        private void ask(Rule rule, Occasion occasion) {
            boolean whole = rule.settling().isWhole(occasion);
            Engagement before = whole ? settled.get(rule) : null;
            if (before != null && before.saysTheSameAs(turn.state())) {
                return;
            }
            List<Event> answer = rule.derive().apply(turn, occasion);
            take(answer);
            if (whole && rule.settling().isSettledBy(answer)) {
                settled.put(rule, turn.state());
            }
        }

        void untilAllHold() {
            for (int next = 0; next < events.size(); next++) {
                if (next > MOST_EVENTS) {
                    throw new IllegalStateException("rules undo each other: " + events.get(next));
                }
                ask(new Happened(events.get(next)));
            }
        }
    }
}
