package throughline.engagement;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One business rule: a named value. It states what should be; when that is so already it yields
 * nothing, so it may be asked any number of times.
 *
 * @param name as documentation and explanations call it
 * @param because why the rule is there
 * @param wakes after which events it is asked; deriving again asks every rule
 * @param daily whether it is also asked when the calendar moves
 * @param derive what must happen for the rule to hold
 * @param settling when the rule need not be asked again before the state changes
 */
record Rule(
        String name,
        String because,
        Set<Class<? extends Event>> wakes,
        boolean daily,
        BiFunction<Turn, Occasion, List<Event>> derive,
        Settling settling) {

    Rule {
        wakes = Set.copyOf(wakes);
    }

    /** A rule that is asked after these events. */
    @SafeVarargs
    static Rule rule(
            String name,
            String because,
            BiFunction<Turn, Occasion, List<Event>> derive,
            Class<? extends Event>... wakes) {
        return new Rule(name, because, Set.of(wakes), false, derive, Settling.NEVER);
    }

    /** A rule that is also asked when the calendar moves. */
    @SafeVarargs
    static Rule daily(
            String name,
            String because,
            BiFunction<Turn, Occasion, List<Event>> derive,
            Class<? extends Event>... wakes) {
        return new Rule(name, because, Set.of(wakes), true, derive, Settling.NEVER);
    }

    /**
     * When the answer of a rule holds for a state, whatever happened. A rule that compares the
     * whole state with what should be is asked by several events of one turn, and is dear.
     */
    interface Settling {

        /** Never: each occasion is a question of its own. */
        Settling NEVER =
                new Settling() {
                    @Override
                    public boolean isWhole(Occasion occasion) {
                        return false;
                    }

                    @Override
                    public boolean isSettledBy(List<Event> answer) {
                        return false;
                    }
                };

        /** Whether the rule looks at the whole state then, and at nothing of the occasion. */
        boolean isWhole(Occasion occasion);

        /** Whether, after such an answer came true, the rule has nothing to add. */
        boolean isSettledBy(List<Event> answer);
    }

    Rule settledBy(Settling when) {
        return new Rule(name, because, wakes, daily, derive, when);
    }
}
