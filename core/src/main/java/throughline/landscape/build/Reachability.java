package throughline.landscape.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds rows that are never reached, or that say otherwise than an earlier one about the same case.
 * Only rows that can meet are held against each other: a code map of a hundred thousand words takes
 * no longer than it is long.
 */
final class Reachability {

    private static final int NO_COLUMN = -1;

    private final List<SheetTable.Rule> rules;
    private final int column;
    private final Map<String, List<Integer>> byText = new HashMap<>();
    private final List<Integer> withoutText = new ArrayList<>();
    private int added;

    /**
     * One row and the earlier one that it can do nothing beside.
     *
     * @param covered whether nothing is left for the later one; else both say something else
     */
    record Clash(SheetTable.Rule earlier, SheetTable.Rule later, boolean covered) {}

    private Reachability(List<SheetTable.Rule> rules, int column) {
        this.rules = rules;
        this.column = column;
    }

    /** Tells the first clash of each row. */
    static void check(List<SheetTable.Rule> rules, Consumer<Clash> told) {
        Reachability earlier = new Reachability(rules, mostTelling(rules));
        for (int i = 0; i < rules.size(); i++) {
            earlier.clash(rules.get(i), told);
            earlier.add(i);
        }
    }

    /** The column with the most different words. */
    private static int mostTelling(List<SheetTable.Rule> rules) {
        int best = NO_COLUMN;
        long most = 0;
        int columns = rules.isEmpty() ? 0 : rules.getFirst().cells().size();
        for (int i = 0; i < columns; i++) {
            int at = i;
            long words =
                    rules.stream()
                            .map(rule -> rule.cells().get(at))
                            .filter(Cell.OneOf.class::isInstance)
                            .flatMap(cell -> ((Cell.OneOf) cell).texts().stream())
                            .distinct()
                            .count();
            if (words > most) {
                most = words;
                best = i;
            }
        }
        return best;
    }

    private void add(int number) {
        added = number + 1;
        if (column != NO_COLUMN) {
            if (rules.get(number).cells().get(column) instanceof Cell.OneOf(var texts)) {
                texts.forEach(
                        text -> byText.computeIfAbsent(text, _ -> new ArrayList<>()).add(number));
            } else {
                withoutText.add(number);
            }
        }
    }

    /** The earlier rows that may take something that a row would, in their order. */
    private Iterable<SheetTable.Rule> candidates(SheetTable.Rule rule) {
        if (column == NO_COLUMN || !(rule.cells().get(column) instanceof Cell.OneOf(var texts))) {
            return rules.subList(0, added);
        }
        Set<Integer> numbers = new TreeSet<>(withoutText);
        texts.forEach(text -> numbers.addAll(byText.getOrDefault(text, List.of())));
        return () -> numbers.stream().map(rules::get).iterator();
    }

    private void clash(SheetTable.Rule later, Consumer<Clash> told) {
        for (SheetTable.Rule earlier : candidates(later)) {
            boolean covered = earlier.covers(later);
            if (covered || earlier.contradicts(later)) {
                told.accept(new Clash(earlier, later, covered));
                return;
            }
        }
    }
}
