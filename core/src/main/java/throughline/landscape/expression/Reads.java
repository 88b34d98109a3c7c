package throughline.landscape.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of the raw record a tree reads, each by its whole way: {@code Lines[].Amount}, with
 * {@code []} for the items of a list and {@code *} for a name that only the record tells. Ways that
 * begin at another variable than {@code raw} begin with its name and a colon.
 */
final class Reads {

    private static final String RAW = "raw";
    private static final String INDEX = "_[_]";
    private static final String CHOICE = "_?_:_";

    private final Map<String, String> within = new HashMap<>();
    private final Set<String> found = new LinkedHashSet<>();

    private Reads() {}

    /**
     * What was found.
     *
     * @param ways all of them
     * @param whole the way that the tree is itself, when it is nothing else
     */
    record Found(Set<String> ways, Optional<String> whole) {}

    static Found of(CelExpr expr) {
        Reads reads = new Reads();
        String whole = reads.way(expr);
        if (whole == null) {
            reads.inside(expr);
        } else {
            reads.note(whole);
        }
        return new Found(reads.found, Optional.ofNullable(whole));
    }

    private void walk(CelExpr expr) {
        String way = way(expr);
        if (way == null) {
            inside(expr);
        } else {
            note(way);
        }
    }

    /** The record as a whole is no field, and nor is a variable by itself. */
    private void note(String way) {
        if (!way.isEmpty() && !way.endsWith(":")) {
            found.add(way);
        }
    }

    private void inside(CelExpr expr) {
        switch (expr.getKind()) {
            case SELECT -> walk(expr.select().operand());
            case CALL -> {
                expr.call().target().ifPresent(this::walk);
                expr.call().args().forEach(this::walk);
            }
            case LIST -> expr.list().elements().forEach(this::walk);
            case MAP ->
                    expr.map()
                            .entries()
                            .forEach(
                                    entry -> {
                                        walk(entry.key());
                                        walk(entry.value());
                                    });
            case COMPREHENSION -> fold(expr.comprehension());
            case CONSTANT, IDENT, STRUCT, NOT_SET -> {}
        }
    }

    /** The way that a tree is, and nothing more than that; what it reads besides is noted. */
    private @Nullable String way(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> variable(expr.ident().name());
            case SELECT -> {
                String owner = way(expr.select().operand());
                yield owner == null ? null : below(owner, expr.select().field());
            }
            case CALL -> expr.call().function().equals(INDEX) ? index(expr.call()) : null;
            case COMPREHENSION -> filtered(expr.comprehension());
            case CONSTANT, LIST, MAP, STRUCT, NOT_SET -> null;
        };
    }

    private @Nullable String variable(String name) {
        if (name.equals(RAW)) {
            return "";
        }
        // What a fold gathers has no place in the record.
        return name.startsWith("@") || name.startsWith("__")
                ? null
                : within.getOrDefault(name, name + ":");
    }

    private static String below(String owner, String field) {
        return owner.isEmpty() || owner.endsWith(":") ? owner + field : owner + "." + field;
    }

    private @Nullable String index(CelExpr.CelCall call) {
        String owner = way(call.args().get(0));
        CelExpr which = call.args().get(1);
        if (owner == null) {
            return null;
        }
        if (which.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            walk(which);
            return below(owner, "*");
        }
        CelConstant constant = which.constant();
        return constant.getKind() == CelConstant.Kind.STRING_VALUE
                ? below(owner, constant.stringValue())
                : owner + "[]";
    }

    /** Some items of a list are still items of that list. */
    private @Nullable String filtered(CelExpr.CelComprehension fold) {
        CelExpr step = fold.loopStep();
        boolean filter =
                fold.accuInit().getKind() == CelExpr.ExprKind.Kind.LIST
                        && step.getKind() == CelExpr.ExprKind.Kind.CALL
                        && step.call().function().equals(CHOICE)
                        && keeps(step.call().args().get(1), fold.iterVar());
        String range = filter ? way(fold.iterRange()) : null;
        if (range != null) {
            // Its items are kept as they are: only what is asked of them is read.
            items(fold, range, List.of(step.call().args().get(0)));
        }
        return range;
    }

    private static boolean keeps(CelExpr then, String item) {
        return then.getKind() == CelExpr.ExprKind.Kind.CALL
                && then.call().args().size() == 2
                && then.call().args().get(1).getKind() == CelExpr.ExprKind.Kind.LIST
                && then.call().args().get(1).list().elements().size() == 1
                && then.call().args().get(1).list().elements().getFirst().getKind()
                        == CelExpr.ExprKind.Kind.IDENT
                && then.call()
                        .args()
                        .get(1)
                        .list()
                        .elements()
                        .getFirst()
                        .ident()
                        .name()
                        .equals(item);
    }

    private void fold(CelExpr.CelComprehension fold) {
        String range = way(fold.iterRange());
        if (range == null) {
            inside(fold.iterRange());
        } else {
            note(range);
        }
        items(fold, range, List.of(fold.loopCondition(), fold.loopStep(), fold.result()));
    }

    private void items(CelExpr.CelComprehension fold, @Nullable String range, List<CelExpr> parts) {
        String before = within.put(fold.iterVar(), range == null ? "?:" : range + "[]");
        parts.forEach(this::walk);
        if (before == null) {
            within.remove(fold.iterVar());
        } else {
            within.put(fold.iterVar(), before);
        }
    }
}
