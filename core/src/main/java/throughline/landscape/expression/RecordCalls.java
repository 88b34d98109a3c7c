package throughline.landscape.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.landscape.DecisionTable;
import throughline.observed.RecordKey;

/** Functions that reach other records and code maps. */
final class RecordCalls {

    static final Set<String> NAMES = Set.of("require", "lookup", "key", "code");

    /** Maps of codes are asked without a day: rows that have ended do not answer. */
    private static final LocalDate NOW_AND_LATER = LocalDate.of(9999, 12, 30);

    private RecordCalls() {}

    static Step step(Compilation compilation, CelExpr expr, List<CelExpr> trees) {
        String name = expr.call().function();
        int constants = name.equals("code") ? 1 : trees.size() - 1;
        for (CelExpr tree : trees.subList(0, constants)) {
            if (!isText(tree)) {
                return compilation.refuse(
                        tree,
                        "%s needs names written out here, so that plans can follow them."
                                .formatted(name));
            }
        }
        return name.equals("code")
                ? code(compilation, expr, trees)
                : record(compilation, trees, name);
    }

    private static boolean isText(CelExpr tree) {
        return tree.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && tree.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static Step record(Compilation compilation, List<CelExpr> trees, String name) {
        boolean own = trees.size() == 2;
        String system =
                own ? compilation.vocabulary().system : trees.getFirst().constant().stringValue();
        String type = trees.get(own ? 0 : 1).constant().stringValue();
        Step id = compilation.step(trees.getLast());
        String path = Compilation.pathOf(trees.getLast());
        String target = system + ":" + type;
        return switch (name) {
            case "require" -> {
                compilation.required.add(target);
                yield scope -> {
                    RecordKey key = key(system, type, id.run(scope), path);
                    return key == null ? null : scope.require(key);
                };
            }
            case "lookup" -> {
                compilation.lookedUp.add(target);
                yield scope -> {
                    RecordKey key = key(system, type, id.run(scope), path);
                    return key == null ? null : scope.watch(key);
                };
            }
            case String _ -> {
                compilation.named.add(target);
                yield scope -> key(system, type, id.run(scope), path);
            }
        };
    }

    private static @Nullable RecordKey key(
            String system, String type, @Nullable Object id, String path) {
        return id == null || Conversions.isNothing(id)
                ? null
                : new RecordKey(system, type, Conversions.text(id, path).strip());
    }

    private static Step code(Compilation compilation, CelExpr expr, List<CelExpr> trees) {
        String name = trees.getFirst().constant().stringValue();
        compilation.tables.add(name);
        DecisionTable table = compilation.vocabulary().tables.get(name);
        if (table == null) {
            return compilation.refuse(
                    expr, "There is no table %s. Add tables/%s.csv.".formatted(name, name));
        }
        Step value = compilation.step(trees.get(1));
        String path = Compilation.pathOf(trees.get(1));
        Optional<Step> fallback =
                trees.size() == 3 ? Optional.of(compilation.step(trees.get(2))) : Optional.empty();
        return scope -> {
            Object code = value.run(scope);
            if (code == null || Conversions.isNothing(code)) {
                return null;
            }
            String text = Conversions.text(code, path).strip();
            Map<String, String> inputs = new HashMap<>();
            inputs.put("code", text);
            Optional<String> meaning =
                    table.decide(inputs, NOW_AND_LATER).flatMap(row -> row.output("meaning"));
            if (meaning.isPresent()) {
                return meaning.get();
            }
            if (fallback.isPresent()) {
                return fallback.get().run(scope);
            }
            throw scope.waitFor(
                    new RecordKey(Scope.CODES, name, text),
                    "%s \"%s\" is not in the code map %s: add it to tables/%s.csv"
                            .formatted(path, text, name, name));
        };
    }
}
