package throughline.landscape.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.observed.RecordKey;

/** Functions that reach other records; those of code maps are {@link CodeCalls}. */
final class RecordCalls {

    static final Set<String> NAMES = Set.of("require", "lookup", "key", "code");

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
                ? CodeCalls.step(compilation, expr, trees)
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
}
