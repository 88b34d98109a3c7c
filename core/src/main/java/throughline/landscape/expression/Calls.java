package throughline.landscape.expression;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Operators and functions that need nothing but their arguments. */
final class Calls {

    private Calls() {}

    static Step step(Compilation compilation, CelExpr expr) {
        String name = expr.call().function();
        List<CelExpr> trees = new ArrayList<>();
        expr.call().target().ifPresent(trees::add);
        trees.addAll(expr.call().args());
        String path = Compilation.pathOf(expr);
        if (RecordCalls.NAMES.contains(name)) {
            return RecordCalls.step(compilation, expr, trees);
        }
        List<Step> steps = trees.stream().map(compilation::step).toList();
        return switch (name) {
            case "_&&_" -> both(steps, path, false);
            case "_||_" -> both(steps, path, true);
            case "_?_:_" -> choice(steps, path);
            case "!_" -> scope -> !truth(steps.getFirst().run(scope), path);
            case "@not_strictly_false" ->
                    scope -> !Boolean.FALSE.equals(steps.getFirst().run(scope));
            case "_==_" -> binary(steps, Operators::same);
            case "_!=_" -> binary(steps, (a, b) -> !Operators.same(a, b));
            case "_<_" -> compare(trees, steps, order -> order < 0);
            case "_<=_" -> compare(trees, steps, order -> order <= 0);
            case "_>_" -> compare(trees, steps, order -> order > 0);
            case "_>=_" -> compare(trees, steps, order -> order >= 0);
            case "_+_" -> arithmetic(trees, steps, Operators::plus);
            case "_-_" -> arithmetic(trees, steps, Operators::minus);
            case "_*_" -> arithmetic(trees, steps, Operators::times);
            case "_/_" -> arithmetic(trees, steps, Operators::over);
            case "-_" ->
                    scope -> {
                        Object value = steps.getFirst().run(scope);
                        return value == null ? null : Operators.negated(value, path);
                    };
            case "_[_]" ->
                    scope -> {
                        Object container = steps.get(0).run(scope);
                        return container == null
                                ? null
                                : Operators.at(container, steps.get(1).run(scope), path);
                    };
            case "@in" ->
                    scope -> {
                        Object container = steps.get(1).run(scope);
                        return container != null
                                && Operators.in(steps.get(0).run(scope), container, path);
                    };
            case "dyn" -> steps.getFirst();
            case "either" -> firstOf(steps);
            case "needed" -> needed(steps.getFirst(), path);
            case String other -> {
                Function function = Functions.find(other, path);
                yield function == null
                        ? compilation.refuse(
                                expr,
                                "%s is not available in a landscape. See the list of functions."
                                        .formatted(other))
                        : call(function, steps);
            }
        };
    }

    /** A function of arguments that were evaluated; nothing for the first gives nothing. */
    @FunctionalInterface
    interface Function {
        @Nullable Object apply(Object first, List<@Nullable Object> all);
    }

    private static Step call(Function function, List<Step> steps) {
        if (steps.size() == 1) {
            Step only = steps.getFirst();
            return scope -> {
                Object first = only.run(scope);
                return first == null ? null : function.apply(first, List.of());
            };
        }
        return scope -> {
            List<@Nullable Object> values = new ArrayList<>(steps.size());
            for (Step step : steps) {
                values.add(step.run(scope));
            }
            Object first = values.getFirst();
            return first == null ? null : function.apply(first, values);
        };
    }

    private static Step binary(List<Step> steps, Binary operation) {
        Step left = steps.get(0);
        Step right = steps.get(1);
        return scope -> operation.apply(left.run(scope), right.run(scope));
    }

    @FunctionalInterface
    private interface Binary {
        Object apply(@Nullable Object a, @Nullable Object b);
    }

    @FunctionalInterface
    private interface Arithmetic {
        Object apply(Object a, Object b, String path);
    }

    private static Step arithmetic(List<CelExpr> trees, List<Step> steps, Arithmetic operation) {
        Step left = steps.get(0);
        Step right = steps.get(1);
        String leftPath = Compilation.pathOf(trees.get(0));
        String rightPath = Compilation.pathOf(trees.get(1));
        return scope -> {
            Object a = present(left.run(scope), leftPath);
            Object b = present(right.run(scope), rightPath);
            return operation.apply(a, b, leftPath.isEmpty() ? rightPath : leftPath);
        };
    }

    private static Step compare(List<CelExpr> trees, List<Step> steps, IntPredicate verdict) {
        return arithmetic(
                trees, steps, (a, b, path) -> verdict.test(Operators.compare(a, b, path)));
    }

    private static Object present(@Nullable Object value, String path) {
        if (value == null) {
            throw Unresolved.because(
                    path,
                    "missing",
                    ("%s is missing, but is needed in a calculation. Send"
                                    + " it, or guard it with has().")
                            .formatted(path.isEmpty() ? "A value" : path));
        }
        return value;
    }

    // CEL: and, or decide as soon as one side decides, even when the other has no value
    private static Step both(List<Step> steps, String path, boolean deciding) {
        Step left = steps.get(0);
        Step right = steps.get(1);
        return scope -> {
            boolean first;
            try {
                first = truth(left.run(scope), path);
            } catch (Unresolved unresolved) {
                if (truth(right.run(scope), path) == deciding) {
                    return deciding;
                }
                throw unresolved;
            }
            return first == deciding ? deciding : truth(right.run(scope), path);
        };
    }

    private static Step choice(List<Step> steps, String path) {
        Step condition = steps.get(0);
        Step then = steps.get(1);
        Step otherwise = steps.get(2);
        return scope -> truth(condition.run(scope), path) ? then.run(scope) : otherwise.run(scope);
    }

    private static Step needed(Step step, String path) {
        return scope -> {
            Object value = step.run(scope);
            if (Conversions.isNothing(value)) {
                throw Unresolved.because(
                        path,
                        "missing",
                        "%s is missing, but is needed. Send it, or name its value here."
                                .formatted(path.isEmpty() ? "A value" : path));
            }
            return value;
        };
    }

    private static Step firstOf(List<Step> steps) {
        return scope -> {
            for (Step step : steps) {
                Object value = step.run(scope);
                if (!Conversions.isNothing(value)) {
                    return value;
                }
            }
            return null;
        };
    }

    private static boolean truth(@Nullable Object value, String path) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        String where = path.isEmpty() ? "A condition" : path;
        throw Conversions.wrongType(where, "true or false", value == null ? "" : value);
    }
}
