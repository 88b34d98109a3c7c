package throughline.landscape.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.Lineage;
import throughline.landscape.expression.Expression;

/** Reads from the expressions of a mapping what each canonical field is made of. */
final class Lineages {

    private final List<Lineage> found = new ArrayList<>();

    private Lineages() {}

    static List<Lineage> of(CompiledMapping.Head head, Plan plan) {
        Lineages lineages = new Lineages();
        Map<String, String> raw = Map.of();
        lineages.add("id", head.id(), true, raw);
        head.when().ifPresent(when -> lineages.add("when", when, false, raw));
        head.version().ifPresent(version -> lineages.add("version", version, false, raw));
        switch (head.routing()) {
            case CompiledMapping.Routing.Fixed _ -> {}
            case CompiledMapping.Routing.ByKey(var key) -> lineages.add("route", key, true, raw);
            case CompiledMapping.Routing.ByEngagement(var id) ->
                    lineages.add("route", id, true, raw);
        }
        lineages.fields("", plan, raw);
        return lineages.found;
    }

    /**
     * The fields of a plan.
     *
     * @param variables the ways that stand for the names of list items
     */
    private void fields(String prefix, Plan plan, Map<String, String> variables) {
        for (int i = 0; i < plan.ways().size(); i++) {
            String field = prefix + plan.shape().fields().get(i).name();
            Optional<Plan.Way> way = plan.ways().get(i);
            if (way.isPresent()) {
                switch (way.get()) {
                    case Plan.Way.One one ->
                            add(field, one.value(), one.field().required(), variables);
                    case Plan.Way.Written(var parts) ->
                            parts.forEach(part -> fields(field + ".", part, variables));
                    case Plan.Way.Each each -> each(field, each, variables);
                }
            }
        }
        String free = prefix + (plan.shape().isOpen() ? plan.shape().free() : "attributes") + ".";
        plan.attributes()
                .forEach(
                        attribute ->
                                add(free + attribute.name(), attribute.value(), false, variables));
    }

    private void each(String field, Plan.Way.Each each, Map<String, String> variables) {
        add(field, each.list(), false, variables);
        Map<String, String> inner = new HashMap<>(variables);
        inner.put(
                each.variable(),
                each.list().references().way().map(way -> whole(way, variables)).orElse("?:")
                        + "[]");
        each.when().ifPresent(when -> add(field + ".when", when, false, inner));
        fields(field + ".", each.plan(), inner);
    }

    private void add(
            String field, Expression expression, boolean required, Map<String, String> variables) {
        Expression.References references = expression.references();
        Set<String> records = new TreeSet<>(references.required());
        records.addAll(references.lookedUp());
        found.add(
                new Lineage(
                        field,
                        expression.text(),
                        List.copyOf(references.sources()),
                        references.tables(),
                        records,
                        references.reads().stream().map(way -> whole(way, variables)).toList(),
                        required,
                        expression.line()));
    }

    /** A way from the record itself, though it begins at the name of a list's item. */
    private static String whole(String way, Map<String, String> variables) {
        int colon = way.indexOf(':');
        String variable = colon < 0 ? "" : way.substring(0, colon);
        String stands = variables.get(variable);
        if (stands == null) {
            return way;
        }
        String rest = way.substring(colon + 1);
        return rest.isEmpty() || rest.startsWith("[") ? stands + rest : stands + "." + rest;
    }
}
