package throughline.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.engagement.AgreementEvent.DealObserved;
import throughline.engagement.AgreementEvent.ReferenceObserved;
import throughline.engagement.Attention.Clock;
import throughline.engagement.AttentionEvent.ClockPaused;
import throughline.engagement.AttentionEvent.ClockResumed;
import throughline.engagement.AttentionEvent.ClockStarted;
import throughline.engagement.AttentionEvent.ExceptionClosed;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.landscape.ClockPolicy;
import throughline.landscape.Pause;
import throughline.policy.ExceptionCodes;

/**
 * Lets clocks stand still while others have to do something first. Looked at once, when everything
 * else of a turn is decided, so that what is raised and settled in one turn pauses nothing.
 */
final class Pausing {

    private static final Set<String> ENDLESS = ExceptionCodes.endless();

    private Pausing() {}

    static List<Event> of(Turn turn, List<Event> events) {
        if (turn.state().attention().clocks().isEmpty()) {
            return List.of();
        }
        boolean again = turn.signal() instanceof Signal.Rederive;
        return again || events.stream().anyMatch(Pausing::matters) ? all(turn) : List.of();
    }

    private static boolean matters(Event event) {
        return event instanceof DealObserved
                || event instanceof ReferenceObserved
                || event instanceof ClockStarted
                || event instanceof ExceptionRaised
                || event instanceof ExceptionClosed;
    }

    private static List<Event> all(Turn turn) {
        List<Event> events = new ArrayList<>();
        turn.state()
                .attention()
                .clocks()
                .forEach(
                        (name, clock) -> {
                            switch (clock) {
                                case Clock.Running running ->
                                        events.addAll(paused(turn, name, running));
                                case Clock.Paused paused ->
                                        events.addAll(stillPaused(turn, name, paused));
                                case Clock.Stopped _ -> {}
                            }
                        });
        return events;
    }

    /** A promise that is broken already stays broken: there is nothing to wait with. */
    private static List<Event> paused(Turn turn, String name, Clock.Running running) {
        List<String> reasons =
                turn.known().isAfter(running.due()) ? List.of() : reasons(turn, name);
        return reasons.isEmpty()
                ? List.of()
                : List.of(new ClockPaused(name, turn.known(), reasons));
    }

    private static List<Event> stillPaused(Turn turn, String name, Clock.Paused paused) {
        List<String> reasons = reasons(turn, name);
        return reasons.isEmpty()
                ? List.of(resumed(turn, name, paused))
                : reasons.equals(paused.reasons())
                        ? List.of()
                        : List.of(new ClockPaused(name, paused.since(), reasons));
    }

    /**
     * It runs on: what is left of it is left, in hours of business. Where nothing was left and
     * nobody works now, it is due this moment and not before.
     */
    static ClockResumed resumed(Turn turn, String name, Clock.Paused paused) {
        var calendar = turn.unit().calendar();
        Duration stood = calendar.between(paused.since(), turn.known());
        Instant moved = stood.isZero() ? paused.due() : calendar.plus(paused.due(), stood);
        Instant due = moved.isBefore(turn.known()) ? turn.known() : moved;
        return new ClockResumed(name, turn.known(), paused.due(), due, stood);
    }

    /** The names of all pauses that hold now, in the order of the landscape's names. */
    private static List<String> reasons(Turn turn, String clock) {
        int colon = clock.indexOf(':');
        String name = colon < 0 ? clock : clock.substring(0, colon);
        String about = colon < 0 ? "" : clock.substring(colon + 1);
        return turn.unit().clocks().stream()
                .filter(policy -> policy.name().equals(name))
                .map(ClockPolicy::pauses)
                .flatMap(List::stream)
                .filter(pause -> holds(turn, pause, about))
                .map(Pause::name)
                .sorted()
                .toList();
    }

    private static boolean holds(Turn turn, Pause pause, String about) {
        return switch (pause) {
            case Pause.While(_, var condition) -> condition.holds(facts(turn));
            case Pause.UntilClosed(_, var codes, var owner) ->
                    turn.state().attention().exceptions().values().stream()
                            .filter(open -> owner.map(open.owner()::equals).orElse(true))
                            .filter(
                                    open ->
                                            codes.isEmpty()
                                                    ? !ENDLESS.contains(open.code())
                                                    : codes.contains(open.code()))
                            .anyMatch(open -> concerns(open, about));
        };
    }

    /**
     * Whether an exception keeps a clock from its end: one about a single thing, such as an
     * invoice, concerns the clock of that thing only.
     */
    private static boolean concerns(BusinessException open, String about) {
        String thing = about.substring(about.lastIndexOf('/') + 1);
        return about.isEmpty()
                || open.key().equals(open.code())
                || open.key().endsWith("/" + thing)
                || open.key().endsWith(":" + thing);
    }

    private static Map<String, Object> facts(Turn turn) {
        Agreement agreement = turn.state().agreement();
        Map<String, Object> facts = new HashMap<>();
        agreement.deal().ifPresent(deal -> facts.put("deal", deal));
        agreement.customer().ifPresent(customer -> facts.put("customer", customer));
        return facts;
    }
}
