package throughline.landscape.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.Lineage;
import throughline.landscape.expression.Expression;

/** Reads from the expressions of a mapping what each canonical field is made of. */
final class Lineages {

    private Lineages() {}

    static List<Lineage> of(CompiledMapping.Head head, Plan plan) {
        List<Lineage> found = new ArrayList<>();
        found.add(lineage("id", head.id()));
        head.when().ifPresent(when -> found.add(lineage("when", when)));
        head.version().ifPresent(version -> found.add(lineage("version", version)));
        switch (head.routing()) {
            case CompiledMapping.Routing.Fixed _ -> {}
            case CompiledMapping.Routing.ByKey(var key) -> found.add(lineage("route", key));
            case CompiledMapping.Routing.ByEngagement(var id) -> found.add(lineage("route", id));
        }
        fields("", plan, found);
        return found;
    }

    private static void fields(String prefix, Plan plan, List<Lineage> found) {
        for (int i = 0; i < plan.ways().size(); i++) {
            String field = prefix + plan.shape().fields().get(i).name();
            Optional<Plan.Way> way = plan.ways().get(i);
            if (way.isPresent()) {
                switch (way.get()) {
                    case Plan.Way.One one -> found.add(lineage(field, one.value()));
                    case Plan.Way.Written(var parts) ->
                            parts.forEach(part -> fields(field + ".", part, found));
                    case Plan.Way.Each each -> {
                        found.add(lineage(field, each.list()));
                        each.when().ifPresent(when -> found.add(lineage(field + ".when", when)));
                        fields(field + ".", each.plan(), found);
                    }
                }
            }
        }
        plan.attributes()
                .forEach(
                        attribute ->
                                found.add(
                                        lineage(
                                                prefix + "attributes." + attribute.name(),
                                                attribute.value())));
    }

    private static Lineage lineage(String field, Expression expression) {
        Expression.References references = expression.references();
        Set<String> records = new TreeSet<>(references.required());
        records.addAll(references.lookedUp());
        return new Lineage(
                field,
                expression.text(),
                List.copyOf(references.sources()),
                references.tables(),
                records);
    }
}
