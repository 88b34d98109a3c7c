package throughline.landscape.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;

/**
 * Turns one checked tree into steps. Why not CEL's own interpreter: it knows no decimals in untyped
 * values, and its faults cannot name the place in the source.
 */
final class Compilation {

    private static final Step NEVER = _ -> null;

    private final Vocabulary vocabulary;
    private final CelAbstractSyntaxTree tree;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> working = new HashMap<>();
    private final Set<String> sources = new LinkedHashSet<>();
    final Set<String> required = new LinkedHashSet<>();
    final Set<String> lookedUp = new LinkedHashSet<>();
    final Set<String> named = new LinkedHashSet<>();
    final Set<String> tables = new LinkedHashSet<>();
    private final Set<Long> inner = new HashSet<>();
    private @Nullable Trial trial;
    private int nextSlot;

    Compilation(Vocabulary vocabulary, CelAbstractSyntaxTree tree) {
        this.vocabulary = vocabulary;
        this.tree = tree;
        this.nextSlot = vocabulary.firstWorkingSlot();
    }

    Step compile() {
        return step(tree.getExpr());
    }

    /** The same, with somebody who tries every call. */
    Step compile(Trial by) {
        trial = by;
        return compile();
    }

    /** A step of what was compiled already, once more and only to be looked at. */
    Step again(CelExpr expr) {
        int slot = nextSlot;
        Trial by = trial;
        trial = null;
        Step step = step(expr);
        trial = by;
        nextSlot = slot;
        return step;
    }

    CelExpr whole() {
        return tree.getExpr();
    }

    List<Problem> problems() {
        return problems;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Expression.References references() {
        Reads.Found reads = Reads.of(tree.getExpr());
        return new Expression.References(
                sources, required, lookedUp, named, tables, reads.ways(), reads.whole());
    }

    Step step(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr);
            case IDENT -> ident(expr);
            case SELECT -> select(expr);
            case CALL -> call(expr);
            case LIST -> list(expr);
            case MAP -> map(expr);
            case COMPREHENSION -> comprehension(expr);
            case STRUCT, NOT_SET ->
                    refuse(expr, "Messages cannot be made here. Use a map literal instead.");
        };
    }

    private Step call(CelExpr expr) {
        Step made = Calls.step(this, expr);
        if (trial != null) {
            trial.called(expr, made);
        }
        return made;
    }

    /** Whether the type checker found that an expression is of a type. */
    boolean isOf(CelExpr expr, CelType type) {
        return tree.getType(expr.id()).map(type::equals).orElse(false);
    }

    Step refuse(CelExpr expr, String sentence) {
        Integer position = tree.getSource().getPositionsMap().get(expr.id());
        int offset = position == null ? 0 : position;
        String before = tree.getSource().getContent().toString().substring(0, offset);
        int line = (int) before.chars().filter(c -> c == '\n').count();
        problems.add(new Problem(line, offset - before.lastIndexOf('\n') - 1, sentence));
        return NEVER;
    }

    private Step constant(CelExpr expr) {
        CelConstant constant = expr.constant();
        return switch (constant.getKind()) {
            case NULL_VALUE -> NEVER;
            case BOOLEAN_VALUE -> always(constant.booleanValue());
            case INT64_VALUE -> always(constant.int64Value());
            case STRING_VALUE -> always(constant.stringValue());
            case DOUBLE_VALUE ->
                    refuse(
                            expr,
                            "%s is a binary fraction and would not be exact. Write decimal('%s')."
                                    .formatted(constant.doubleValue(), constant.doubleValue()));
            case UINT64_VALUE, BYTES_VALUE, DURATION_VALUE, TIMESTAMP_VALUE, NOT_SET ->
                    refuse(expr, "This literal is not used here. Write a text or a whole number.");
        };
    }

    private static Step always(Object value) {
        return _ -> value;
    }

    private Step ident(CelExpr expr) {
        int slot = slotOf(expr.ident().name());
        return scope -> scope.get(slot);
    }

    private int slotOf(String name) {
        Integer slot = working.get(name);
        return slot == null ? vocabulary.slot(name) : slot;
    }

    private Step select(CelExpr expr) {
        CelExpr.CelSelect select = expr.select();
        String field = select.field();
        String path = pathOf(expr);
        boolean outermost = !inner.remove(expr.id());
        if (outermost && !path.isEmpty()) {
            sources.add(path);
        }
        inner.add(select.operand().id());
        if (isRaw(select.operand())) {
            if (!vocabulary.columns.map(known -> known.contains(field)).orElse(true)) {
                return refuse(
                        expr,
                        "The source has no field %s. Correct it, or add it to source.fields."
                                .formatted(field));
            }
        }
        Step operand = step(select.operand());
        String owner = pathOf(select.operand());
        return select.testOnly()
                ? scope -> !Conversions.isNothing(field(operand.run(scope), field, owner))
                : scope -> field(operand.run(scope), field, owner);
    }

    private static boolean isRaw(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT && expr.ident().name().equals("raw");
    }

    private static @Nullable Object field(@Nullable Object owner, String field, String path) {
        return switch (owner) {
            case null -> null;
            case Map<?, ?> map -> map.get(field);
            case Money money -> throw Conversions.wrongType(path, "an object", money);
            case Record record -> RecordView.field(record, field);
            case Object other ->
                    throw Conversions.wrongType(path.isEmpty() ? field : path, "an object", other);
        };
    }

    private Step list(CelExpr expr) {
        List<Step> elements = expr.list().elements().stream().map(this::step).toList();
        return scope -> {
            List<@Nullable Object> values = new ArrayList<>(elements.size());
            for (Step element : elements) {
                values.add(element.run(scope));
            }
            return values;
        };
    }

    private Step map(CelExpr expr) {
        List<Step> keys = expr.map().entries().stream().map(entry -> step(entry.key())).toList();
        List<Step> values =
                expr.map().entries().stream().map(entry -> step(entry.value())).toList();
        return scope -> {
            Map<@Nullable Object, @Nullable Object> result = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                result.put(keys.get(i).run(scope), values.get(i).run(scope));
            }
            return result;
        };
    }

    private Step comprehension(CelExpr expr) {
        CelExpr.CelComprehension fold = expr.comprehension();
        Step range = step(fold.iterRange());
        Step init = step(fold.accuInit());
        String path = pathOf(fold.iterRange());
        if (nextSlot + 2 > vocabulary.slots()) {
            return refuse(expr, "List macros are nested too deeply. Use at most eight levels.");
        }
        int item = nextSlot++;
        int accumulated = nextSlot++;
        Optional<Integer> outerItem = Optional.ofNullable(working.put(fold.iterVar(), item));
        Optional<Integer> outerFold = Optional.ofNullable(working.put(fold.accuVar(), accumulated));
        Trial by = trial;
        if (by != null) {
            by.enter(fold.iterVar(), path);
        }
        Step condition = step(fold.loopCondition());
        Step loop = step(fold.loopStep());
        Step result = step(fold.result());
        Consumer<Scope> tries = by == null ? scope -> {} : by.leave(fold.iterVar());
        restore(fold.iterVar(), outerItem);
        restore(fold.accuVar(), outerFold);
        return scope -> {
            scope.set(accumulated, init.run(scope));
            for (Object each : items(range.run(scope), path)) {
                scope.set(item, each);
                tries.accept(scope);
                if (!Boolean.TRUE.equals(condition.run(scope))) {
                    break;
                }
                scope.set(accumulated, loop.run(scope));
            }
            return result.run(scope);
        };
    }

    private void restore(String name, Optional<Integer> slot) {
        slot.ifPresentOrElse(outer -> working.put(name, outer), () -> working.remove(name));
    }

    static Iterable<?> items(@Nullable Object value, String path) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list;
            case Map<?, ?> map -> map.keySet();
            case Object other -> throw Conversions.wrongType(path, "a list", other);
        };
    }

    /** How sentences name what an expression reads; empty when it reads nothing. */
    static String pathOf(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> expr.ident().name().equals("raw") ? "" : expr.ident().name();
            case SELECT -> {
                String owner = pathOf(expr.select().operand());
                yield owner.isEmpty() ? expr.select().field() : owner + "." + expr.select().field();
            }
            case CALL -> pathOfCall(expr.call());
            case COMPREHENSION -> pathOf(expr.comprehension().iterRange());
            case CONSTANT, LIST, MAP, STRUCT, NOT_SET -> "";
        };
    }

    private static String pathOfCall(CelExpr.CelCall call) {
        if (call.target().isPresent()) {
            return pathOf(call.target().get());
        }
        return call.args().stream()
                .map(Compilation::pathOf)
                .filter(path -> !path.isEmpty())
                .findFirst()
                .orElse("");
    }
}
