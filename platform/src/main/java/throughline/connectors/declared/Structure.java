package throughline.connectors.declared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;

/**
 * A request's content: objects and lists whose values are expressions. A field whose value is
 * nothing is left out; one that is written as {@code null} is sent as null.
 */
sealed interface Structure {

    /** What it comes to. */
    @Nullable Object made(Given given);

    /** A value that is worked out. */
    record Worked(Term term) implements Structure {
        @Override
        public @Nullable Object made(Given given) {
            return term.value(given);
        }
    }

    /** A value that is always the same; null is one. */
    record Fixed(@Nullable Object value) implements Structure {
        @Override
        public @Nullable Object made(Given given) {
            return value;
        }
    }

    /** An object. */
    record Fields(Map<String, Structure> fields) implements Structure {
        @Override
        public Object made(Given given) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            fields.forEach(
                    (name, field) -> {
                        Object value = field.made(given);
                        if (value != null || field instanceof Fixed) {
                            result.put(name, value);
                        }
                    });
            return result;
        }
    }

    /** A list that is written out. */
    record Elements(List<Structure> elements) implements Structure {
        @Override
        public Object made(Given given) {
            List<@Nullable Object> result = new ArrayList<>();
            elements.forEach(element -> result.add(element.made(given)));
            return result;
        }
    }

    /**
     * A list made of another one.
     *
     * @param spread whether each element makes several, which all become elements
     */
    record ForEach(Term list, String variable, Optional<Term> when, Structure each, boolean spread)
            implements Structure {
        @Override
        public Object made(Given given) {
            List<@Nullable Object> result = new ArrayList<>();
            for (Object item : Lists.of(list.value(given), list.what())) {
                Given inner = given.with(variable, item);
                if (when.isEmpty() || Boolean.TRUE.equals(when.get().value(inner))) {
                    Object made = each.made(inner);
                    if (spread) {
                        result.addAll(Lists.of(made, list.what()));
                    } else {
                        result.add(made);
                    }
                }
            }
            return result;
        }
    }

    /** Reads one; what is wrong with it is noted. */
    static Structure read(String what, Tree tree, Naming naming) {
        return switch (tree) {
            case Tree.Nothing _ -> new Fixed(null);
            case Tree.Text text ->
                    naming.term(what, text)
                            .<Structure>map(Worked::new)
                            .orElseGet(() -> new Fixed(null));
            case Tree.Items items ->
                    new Elements(
                            items.items().stream().map(each -> read(what, each, naming)).toList());
            case Tree.Section section
                    when section.entries().containsKey("for")
                            && section.entries().containsKey("as") ->
                    forEach(what, section, naming);
            case Tree.Section section -> {
                Map<String, Structure> fields = new LinkedHashMap<>();
                section.entries()
                        .forEach((name, each) -> fields.put(name, read(name, each, naming)));
                yield new Fields(fields);
            }
        };
    }

    private static Structure forEach(String what, Tree.Section section, Naming naming) {
        Reading reading = Reading.of(section, what, naming.defects());
        String variable = reading.text("as");
        if (!variable.isEmpty() && naming.knows(variable)) {
            reading.defect("as", "duplicate", "as must be a name that is not in use yet.");
        }
        Optional<Term> list = reading.tree("for").flatMap(tree -> naming.term("for", tree));
        Naming inner = variable.isEmpty() ? naming : naming.with(variable);
        Optional<Term> when = reading.tree("when").flatMap(tree -> inner.condition("when", tree));
        boolean spread = reading.has("all");
        Structure each =
                reading.tree(spread ? "all" : "each")
                        .map(tree -> read(what, tree, inner))
                        .orElseGet(() -> new Fixed(null));
        if (!spread && !reading.has("each") || spread && !(each instanceof Elements)) {
            reading.defect(
                    "all",
                    "missing",
                    "Nothing says what each element becomes. Add each: with what one becomes, or"
                            + " all: with a list of what it becomes.");
        }
        reading.done();
        return list.<Structure>map(found -> new ForEach(found, variable, when, each, spread))
                .orElseGet(() -> new Fixed(null));
    }
}
