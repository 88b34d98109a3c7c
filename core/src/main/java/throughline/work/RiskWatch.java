package throughline.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.engagement.Changes.Risk;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Signal.PreviousVersion;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.terms.Terms;

/** Takes up work on a change order once that is in force, and tells what is at risk until then. */
public final class RiskWatch {

    private static final String CODE = "work-at-risk";

    private RiskWatch() {}

    /** Looks at all work that is at risk. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        List<Event> events = new ArrayList<>(turn.inOrder(risks(turn), RiskWatch::takenUp));
        Turn after = turn;
        for (Event event : events) {
            after = after.after(event);
        }
        events.addAll(told(after));
        return events;
    }

    private static List<Risk> risks(Turn turn) {
        return List.copyOf(turn.state().agreement().changes().risks().values());
    }

    private static List<Event> takenUp(Turn turn, Risk risk) {
        Optional<Terms> terms = turn.state().terms();
        boolean sold =
                terms.flatMap(
                                now ->
                                        WorkLines.named(
                                                now, Optional.of(risk.work().counted().line())))
                        .isPresent();
        return sold
                ? TimeKeeping.observed(
                        turn,
                        risk.work().entry(),
                        Optional.of(
                                new PreviousVersion(
                                        risk.work().entry(),
                                        risk.sequence(),
                                        Optional.of(risk.work().counted()))))
                : List.of();
    }

    private static List<Event> told(Turn turn) {
        Map<String, Money> byOrder = new TreeMap<>();
        for (Risk risk : risks(turn)) {
            byOrder.merge(risk.work().order(), risk.work().worth(), Money::plus);
        }
        List<Event> events = new ArrayList<>();
        for (String key : turn.state().attention().exceptions().keySet()) {
            if (key.startsWith(CODE + ":")
                    && !byOrder.containsKey(key.substring(CODE.length() + 1))) {
                events.addAll(Exceptions.close(turn, key, "nothing is at risk any more"));
            }
        }
        byOrder.forEach((order, worth) -> events.addAll(raised(turn, order, worth)));
        return events;
    }

    private static List<Event> raised(Turn turn, String order, Money worth) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        CODE + ":" + order,
                        CODE,
                        ("Time worth %s was worked on change order %s, which is not in force. It"
                                        + " is neither billed nor recognized until the order is"
                                        + " agreed and priced; agree it, or stop the work.")
                                .formatted(worth, order),
                        Map.of(
                                "order",
                                order,
                                "worth",
                                worth.toString(),
                                "paragraph",
                                "ASC 606-10-25-10; IFRS 15.18"),
                        Optional.of(worth),
                        turn.release().ownerOf("gates")));
    }
}
