package throughline.revenue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.engagement.Event;
import throughline.engagement.Landing;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.Turn;
import throughline.money.Money;

/**
 * Revenue that belongs to a closed period is recognized in the first open one. Where none is open,
 * nothing is recognized: it stays earned, and is found again when a period is opened.
 */
final class InOpenPeriods {

    private InOpenPeriods() {}

    private record Waiting(LocalDate day, Money amount) {
        Waiting plus(Waiting more) {
            return new Waiting(day, amount.plus(more.amount));
        }
    }

    static List<Event> landed(Turn turn, List<Event> earned) {
        if (earned.isEmpty() || Landing.isAlwaysThere(turn)) {
            return earned;
        }
        List<Event> landed = new ArrayList<>(earned.size());
        Map<String, Waiting> waiting = new TreeMap<>();
        for (Event event : earned) {
            if (event instanceof RevenueRecognized revenue) {
                Optional<Landing> landing = Landing.of(turn, revenue.effective());
                if (landing.isPresent()) {
                    landed.add(at(turn, revenue, landing.get()));
                } else {
                    Waiting more = new Waiting(revenue.effective(), revenue.amount());
                    waiting.merge(revenue.line(), more, Waiting::plus);
                }
            } else {
                landed.add(event);
            }
        }
        waiting.forEach(
                (line, what) ->
                        landed.addAll(
                                Landing.nowhere(
                                        turn, "revenue of " + line, what.day(), what.amount())));
        return landed;
    }

    private static Event at(Turn turn, RevenueRecognized revenue, Landing landing) {
        return landing.belongs().isEmpty()
                ? revenue
                : turn.because(
                        new RevenueRecognized(
                                revenue.line(),
                                turn.periodOf(landing.day()).id(),
                                landing.day(),
                                revenue.amount(),
                                revenue.method(),
                                landing.belongs()),
                        revenue);
    }
}
