package throughline.landscape.build;

import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.landscape.GatePolicy;
import throughline.landscape.Lookup;
import throughline.landscape.expression.Expression;
import throughline.landscape.expression.Scope;
import throughline.landscape.expression.Unresolved;
import throughline.landscape.expression.Vocabulary;

/** A condition of a gate. What cannot be evaluated does not hold: never a silent pass. */
record FactCondition(
        String code, String sentence, Expression expression, Vocabulary vocabulary, Place place)
        implements GatePolicy.Condition {

    /** What conditions may name. */
    static final List<String> FACTS = List.of("deal", "customer", "terms");

    @Override
    public Set<String> reads() {
        return expression.references().sources();
    }

    @Override
    public boolean holds(Map<String, Object> facts) {
        Scope scope = new Scope(vocabulary.slots(), Lookup.empty());
        for (String fact : FACTS) {
            scope.set(vocabulary.slot(fact), facts.get(fact));
        }
        try {
            return Boolean.TRUE.equals(expression.evaluate(scope));
        } catch (Unresolved | ArithmeticException | ClassCastException notEvaluable) {
            return false;
        }
    }
}
