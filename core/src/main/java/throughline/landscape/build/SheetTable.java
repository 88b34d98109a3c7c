package throughline.landscape.build;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import throughline.calendar.DateRange;
import throughline.landscape.DecisionTable;

/** A decision table, indexed by its most telling column. */
final class SheetTable implements DecisionTable {

    private final String name;
    private final List<String> inputs;
    private final List<Rule> rules;
    private final int indexed;
    private final Map<String, List<Rule>> byText;
    private final List<Rule> withoutText;

    /** One row: its conditions by input column, the days it holds, and what it says. */
    record Rule(List<Cell> cells, DateRange days, Row row) {
        Rule {
            cells = List.copyOf(cells);
        }

        /** Whether no input can reach the other when this one stands before it. */
        boolean covers(Rule other) {
            return days.contains(other.days)
                    && IntStream.range(0, cells.size())
                            .allMatch(i -> cells.get(i).covers(other.cells.get(i)));
        }

        /**
         * Whether both say something about the same case, otherwise, and neither is the exception
         * of the other: on some days, numbers or words both hold, on others one of them alone.
         */
        boolean contradicts(Rule other) {
            for (int i = 0; i < cells.size(); i++) {
                if (!cells.get(i).meets(other.cells.get(i))) {
                    return false;
                }
            }
            return days.intersect(other.days).isPresent()
                    && !row.outputs().equals(other.row.outputs())
                    && (crosses(days, other.days)
                            || IntStream.range(0, cells.size())
                                    .anyMatch(i -> cells.get(i).crosses(other.cells.get(i))));
        }

        private static boolean crosses(DateRange one, DateRange other) {
            return !one.contains(other) && !other.contains(one);
        }
    }

    SheetTable(String name, List<String> inputs, List<Rule> rules) {
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.rules = List.copyOf(rules);
        this.indexed = mostTelling();
        this.byText = new HashMap<>();
        this.withoutText = new ArrayList<>();
        if (indexed >= 0) {
            index();
        }
    }

    private int mostTelling() {
        return IntStream.range(0, inputs.size())
                .boxed()
                .max((a, b) -> Long.compare(texts(a), texts(b)))
                .orElse(-1);
    }

    private long texts(int column) {
        return rules.stream()
                .filter(rule -> rule.cells().get(column) instanceof Cell.OneOf)
                .count();
    }

    private void index() {
        for (Rule rule : rules) {
            if (rule.cells().get(indexed) instanceof Cell.OneOf one) {
                one.texts().forEach(text -> byText.putIfAbsent(text, new ArrayList<>()));
            }
        }
        for (Rule rule : rules) {
            Cell cell = rule.cells().get(indexed);
            if (cell instanceof Cell.OneOf(var texts)) {
                texts.forEach(
                        text -> byText.computeIfAbsent(text, _ -> new ArrayList<>()).add(rule));
                continue;
            }
            withoutText.add(rule);
            byText.forEach(
                    (text, candidates) -> {
                        if (cell.matches(text)) {
                            candidates.add(rule);
                        }
                    });
        }
    }

    List<Rule> rules() {
        return rules;
    }

    @Override
    public String name() {
        return name;
    }

    /** The columns that decide. */
    List<String> inputs() {
        return inputs;
    }

    @Override
    public boolean dated() {
        return rules.stream().anyMatch(rule -> !rule.days().equals(TableReader.ALWAYS));
    }

    @Override
    public Map<String, String> codes() {
        Map<String, String> codes = new TreeMap<>();
        int column = inputs.indexOf("code");
        for (Rule rule : column < 0 ? List.<Rule>of() : rules) {
            if (rule.cells().get(column) instanceof Cell.OneOf one) {
                rule.row()
                        .output("meaning")
                        .ifPresent(
                                said -> one.texts().forEach(text -> codes.putIfAbsent(text, said)));
            }
        }
        return codes;
    }

    @Override
    public Optional<Row> decide(Map<String, String> given, LocalDate on) {
        for (Rule rule : candidates(given)) {
            if (rule.days().contains(on) && matches(rule, _ -> true, given)) {
                return Optional.of(rule.row());
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Row> possible(Map<String, String> given, Predicate<String> open, LocalDate on) {
        List<Row> rows = new ArrayList<>();
        Predicate<String> known = open.negate();
        boolean told = indexed >= 0 && known.test(inputs.get(indexed));
        for (Rule rule : told ? candidates(given) : rules) {
            if (rule.days().contains(on) && matches(rule, known, given)) {
                rows.add(rule.row());
                if (matches(rule, open, Map.of())) {
                    break;
                }
            }
        }
        return rows;
    }

    private List<Rule> candidates(Map<String, String> given) {
        if (indexed < 0) {
            return rules;
        }
        String text = given.get(inputs.get(indexed));
        return text == null ? withoutText : byText.getOrDefault(text, withoutText);
    }

    private boolean matches(Rule rule, Predicate<String> columns, Map<String, String> given) {
        for (int i = 0; i < inputs.size(); i++) {
            String input = inputs.get(i);
            if (columns.test(input) && !rule.cells().get(i).matches(given.get(input))) {
                return false;
            }
        }
        return true;
    }
}
