package throughline.landscape.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.expression.Expression;

/** Whether mappings refer to what exists, and never wait for each other in a circle. */
final class References {

    private final Defects defects;
    private final Map<String, CompiledMapping> byType = new LinkedHashMap<>();

    References(Defects defects) {
        this.defects = defects;
    }

    /**
     * Everything that mappings refer to.
     *
     * @param named the systems that mappings name, where they do: also those that are broken
     */
    void check(
            List<CompiledMapping> mappings,
            List<SystemDeclaration> systems,
            Map<Place, String> named) {
        Set<String> known = new TreeSet<>(systems.stream().map(SystemDeclaration::name).toList());
        named.forEach(
                (place, system) -> {
                    if (!known.contains(system)) {
                        defects.unless(
                                "systems/" + system,
                                place,
                                "unknown-reference",
                                "There is no system %s. Declare it under systems/; declared are %s."
                                        .formatted(system, String.join(", ", known)));
                    }
                });
        for (CompiledMapping mapping : mappings) {
            CompiledMapping before = byType.putIfAbsent(name(mapping), mapping);
            if (before != null) {
                defects.add(
                        mapping.head().place(),
                        "duplicate",
                        "%s of %s is mapped at %s already. Keep one."
                                .formatted(mapping.type(), mapping.system(), before.source()));
            }
        }
        for (CompiledMapping mapping : mappings) {
            targets(mapping);
            circle(mapping);
        }
    }

    private static String name(CompiledMapping mapping) {
        return mapping.system() + ":" + mapping.type();
    }

    private void targets(CompiledMapping mapping) {
        for (Expression expression : expressions(mapping)) {
            Set<String> targets = new TreeSet<>(expression.references().required());
            targets.addAll(expression.references().lookedUp());
            targets.addAll(expression.references().named());
            targets.removeAll(byType.keySet());
            for (String target : targets) {
                defects.unless(
                        "mappings/" + target.replaceFirst(":", "/"),
                        place(mapping, expression),
                        "unknown-reference",
                        ("%s refers to %s, for which there is no mapping. Add"
                                        + " one, or correct the name.")
                                .formatted(expression.text(), target));
            }
        }
    }

    /** The line that an expression is written at. */
    private static Place place(CompiledMapping mapping, Expression expression) {
        Place head = mapping.head().place();
        return expression.line() > 0 ? new Place(head.file(), expression.line(), 0) : head;
    }

    private void circle(CompiledMapping start) {
        List<String> path = new ArrayList<>(List.of(name(start)));
        follow(start, path, new LinkedHashSet<>());
    }

    private void follow(CompiledMapping mapping, List<String> path, Set<String> seen) {
        Set<String> required = new TreeSet<>();
        expressions(mapping).forEach(each -> required.addAll(each.references().required()));
        for (String next : required) {
            CompiledMapping target = byType.get(next);
            if (next.equals(path.getFirst())) {
                // told once, at the member of the circle that sorts first
                if (path.stream().sorted().findFirst().orElse("").equals(path.getFirst())) {
                    CompiledMapping first = byType.get(path.getFirst());
                    defects.add(
                            first == null ? mapping.head().place() : first.head().place(),
                            "cycle",
                            ("These records wait for each other: %s -> %s. Use"
                                            + " lookup in one of them.")
                                    .formatted(String.join(" -> ", path), next));
                }
            } else if (target != null && seen.add(next)) {
                path.add(next);
                follow(target, path, seen);
                path.removeLast();
            }
        }
    }

    /** Every expression of a mapping. */
    static List<Expression> expressions(CompiledMapping mapping) {
        List<Expression> result = new ArrayList<>();
        CompiledMapping.Head head = mapping.head();
        result.add(head.id());
        head.when().ifPresent(result::add);
        head.version().ifPresent(result::add);
        switch (head.routing()) {
            case CompiledMapping.Routing.Fixed _ -> {}
            case CompiledMapping.Routing.ByKey byKey -> result.add(byKey.key());
            case CompiledMapping.Routing.ByEngagement own -> result.add(own.engagement());
        }
        collect(mapping.plan(), result);
        return result;
    }

    private static void collect(Plan plan, List<Expression> into) {
        plan.attributes().forEach(attribute -> into.add(attribute.value()));
        for (var way : plan.ways()) {
            way.ifPresent(
                    found -> {
                        switch (found) {
                            case Plan.Way.One one -> into.add(one.value());
                            case Plan.Way.Written written ->
                                    written.parts().forEach(part -> collect(part, into));
                            case Plan.Way.Each each -> {
                                into.add(each.list());
                                each.when().ifPresent(into::add);
                                collect(each.plan(), into);
                            }
                        }
                    });
        }
    }
}
