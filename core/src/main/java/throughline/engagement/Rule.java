package throughline.engagement;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;

/**
 * One business rule: a named value. It states what should be; when that is so already it yields
 * nothing, so it may be asked any number of times.
 *
 * @param name as documentation and explanations call it
 * @param because why the rule is there
 * @param wakes after which events it is asked; deriving again asks every rule
 * @param daily whether it is also asked when the calendar moves
 * @param derive what must happen for the rule to hold
 */
record Rule(
        String name,
        String because,
        Set<Class<? extends Event>> wakes,
        boolean daily,
        BiFunction<Turn, Occasion, List<Event>> derive) {

    Rule {
        wakes = Set.copyOf(wakes);
    }

    boolean concerns(Occasion occasion) {
        return switch (occasion) {
            case Happened(var event) -> wakes.contains(event.getClass());
            case DayReached _ -> daily;
            case Again _ -> true;
        };
    }
}
