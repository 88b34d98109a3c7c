package throughline.landscape.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Fault;
import throughline.landscape.NearMiss;

/**
 * Finds what is wrong with a condition and the types of its values, by trying every call with facts
 * of the right types: tried as a whole, what stands left of a call would spare it now and not
 * later. Calls inside of a list macro are tried with each item.
 */
final class Trial {

    private static final Set<String> EQUALITY = Set.of("_==_", "_!=_");
    private static final String IN = "@in";

    private final Compilation compilation;
    private final Scope facts;
    private final Map<String, Set<String>> words;
    private final Map<String, String> items = new HashMap<>();
    private final List<List<Attempt>> open = new ArrayList<>();
    private final Set<String> told = new HashSet<>();

    /** A call, and both its sides when they are held against each other. */
    private record Attempt(CelExpr call, Step made, List<Step> sides) {}

    Trial(Compilation compilation, Scope facts, Map<String, Set<String>> words) {
        this.compilation = compilation;
        this.facts = facts;
        this.words = words;
        this.open.add(new ArrayList<>());
    }

    List<Problem> problems() {
        Step whole = compilation.compile(this);
        open.getFirst().forEach(each -> attempt(each, facts));
        if (compilation.problems().isEmpty()) {
            truth(whole);
        }
        return compilation.problems();
    }

    /** A call was compiled. */
    void called(CelExpr call, Step made) {
        List<Step> sides =
                EQUALITY.contains(call.call().function())
                        ? call.call().args().stream().map(compilation::again).toList()
                        : List.of();
        open.getLast().add(new Attempt(call, made, sides));
        unknownWord(call).ifPresent(why -> refuse(call, why));
    }

    /** A list macro begins: its calls have values only with an item. */
    void enter(String item, String list) {
        items.put(item, rooted(list));
        open.add(new ArrayList<>());
    }

    /** It ends. */
    Consumer<Scope> leave(String item) {
        items.remove(item);
        List<Attempt> inside = open.removeLast();
        return scope -> inside.forEach(each -> attempt(each, scope));
    }

    private void attempt(Attempt each, Scope scope) {
        try {
            each.made().run(scope);
            neverEqual(each, scope).ifPresent(why -> refuse(each.call(), why));
        } catch (Unresolved unresolved) {
            Fault fault = unresolved.fault();
            if (fault != null && fault.code().equals("wrong-type")) {
                String why = kinds(fault.sentence().replaceFirst("\\. .*", "."));
                refuse(each.call(), why + " Compare it with a value of its own kind.");
            }
        } catch (ArithmeticException dependsOnTheValues) {
            // Other facts have other values.
        }
    }

    private void refuse(CelExpr call, String why) {
        if (told.add(why)) {
            compilation.refuse(call, why);
        }
    }

    private void truth(Step condition) {
        try {
            Object whole = condition.run(facts);
            if (whole != null && !(whole instanceof Boolean)) {
                refuse(
                        compilation.whole(),
                        "This is %s, and must be true or false. Compare it with something."
                                .formatted(kinds(Words.kindOf(whole))));
            }
        } catch (Unresolved | ArithmeticException dependsOnTheValues) {
            // Told already, or other facts have other values.
        }
    }

    /** Why two sides can never be equal; empty where they may be. */
    private static Optional<String> neverEqual(Attempt each, Scope scope) {
        if (each.sides().size() != 2) {
            return Optional.empty();
        }
        @Nullable Object one = each.sides().get(0).run(scope);
        @Nullable Object other = each.sides().get(1).run(scope);
        if (one == null || other == null) {
            return Optional.empty();
        }
        boolean alike =
                one instanceof Number
                        ? other instanceof Number
                        : one.getClass() == other.getClass()
                                || one instanceof List<?> && other instanceof List<?>
                                || one instanceof Map<?, ?> && other instanceof Map<?, ?>;
        return alike
                ? Optional.empty()
                : Optional.of(
                        "%s is %s and never equals %s. Compare it with a value of its own kind."
                                .formatted(
                                        Compilation.pathOf(each.call()),
                                        kinds(Words.kindOf(one)),
                                        kinds(Words.kindOf(other))));
    }

    /** Why a text is none of those that can stand where it is compared with; empty if it may. */
    private Optional<String> unknownWord(CelExpr call) {
        List<CelExpr> args = call.call().args();
        boolean equality = EQUALITY.contains(call.call().function());
        if (args.size() != 2 || !equality && !call.call().function().equals(IN)) {
            return Optional.empty();
        }
        return compared(args.get(0), args.get(1))
                .or(() -> equality ? compared(args.get(1), args.get(0)) : Optional.empty());
    }

    private Optional<String> compared(CelExpr place, CelExpr with) {
        String path = rooted(Compilation.pathOf(place));
        Set<String> known = words.get(path);
        if (place.getKind() != CelExpr.ExprKind.Kind.SELECT || known == null) {
            return Optional.empty();
        }
        return texts(with).stream()
                .filter(text -> !known.contains(text))
                .findFirst()
                .map(
                        text ->
                                "%s is never \"%s\".%s It is one of %s."
                                        .formatted(
                                                path,
                                                text,
                                                NearMiss.hint(text, known),
                                                String.join(", ", new TreeSet<>(known))));
    }

    private static List<String> texts(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT ->
                    expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                            ? List.of(expr.constant().stringValue())
                            : List.of();
            case LIST ->
                    expr.list().elements().stream().flatMap(each -> texts(each).stream()).toList();
            case IDENT, SELECT, CALL, MAP, COMPREHENSION, STRUCT, NOT_SET -> List.of();
        };
    }

    /** A path from a fact itself, though it begins at the name of a list's item. */
    private String rooted(String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        String list = items.get(first);
        return list == null ? path : list + (dot < 0 ? "" : path.substring(dot));
    }

    /** Words of kinds without the values that they were tried with. */
    private static String kinds(String words) {
        return words.replaceAll(" \\([^()]*\\)", "");
    }
}
