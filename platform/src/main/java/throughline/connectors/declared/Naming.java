package throughline.connectors.declared;

import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Expressions;
import throughline.landscape.build.Tree;
import throughline.landscape.expression.Expression;
import throughline.landscape.expression.Types;
import throughline.landscape.expression.Vocabulary;

/** The names that expressions at one place may use, and compiling against them. */
final class Naming {

    private final List<String> names;
    private final Expressions expressions;
    private final Defects defects;

    private Naming(List<String> names, Expressions expressions, Defects defects) {
        this.names = names;
        this.expressions = expressions;
        this.defects = defects;
    }

    /** Names with their types. */
    static Naming of(Defects defects, Map<String, CelType> types) {
        Vocabulary vocabulary = new Vocabulary("system", Map.of(), Optional.empty(), types);
        return new Naming(
                List.copyOf(types.keySet()), new Expressions(vocabulary, defects), defects);
    }

    /** What every expression of an action may name. */
    static Naming ofActions(Defects defects) {
        Map<String, CelType> types = new LinkedHashMap<>();
        types.put("action", Types.OBJECT);
        types.put("body", Types.OBJECT);
        types.put("values", Types.OBJECT);
        types.put("found", Types.ANY);
        return of(defects, types);
    }

    /** What every expression of a list of records may name. */
    static Naming ofRecords(Defects defects) {
        Map<String, CelType> types = new LinkedHashMap<>();
        types.put("values", Types.OBJECT);
        types.put("after", Types.INSTANT);
        types.put("page", Types.OBJECT);
        return of(defects, types);
    }

    /** These names and those of an answer. */
    Naming answered() {
        return with("answer").with("headers").with("status");
    }

    /** One more name, of a type that only its value tells. */
    Naming with(String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return new Naming(more, expressions.with(name), defects);
    }

    boolean knows(String name) {
        return names.contains(name);
    }

    Defects defects() {
        return defects;
    }

    /** An expression of anything. */
    Optional<Term> term(String what, Tree tree) {
        return expressions.any(what, tree).map(expression -> term(what, expression));
    }

    /** An expression that is true or false. */
    Optional<Term> condition(String what, Tree tree) {
        return expressions.condition(what, tree).map(expression -> term(what, expression));
    }

    private Term term(String what, Expression expression) {
        return new Term(what, expression, names, expressions.vocabulary().slots());
    }
}
