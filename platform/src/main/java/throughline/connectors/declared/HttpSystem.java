package throughline.connectors.declared;

import java.util.LinkedHashMap;
import java.util.Map;
import throughline.align.ActionKind;

/**
 * A system as its file describes it, checked.
 *
 * @param tls {@code trust}, {@code certificate}, {@code privateKey}, as references
 * @param values what all expressions may read as {@code values}
 */
record HttpSystem(
        Encoding encoding,
        Map<String, String> tls,
        SignIn signIn,
        AnswerRules rules,
        Map<String, Object> values,
        Map<String, ReadPlan> records,
        Map<ActionKind, WritePlan> actions) {

    HttpSystem {
        tls = new LinkedHashMap<>(tls);
        values = new LinkedHashMap<>(values);
        records = new LinkedHashMap<>(records);
        actions = new LinkedHashMap<>(actions);
    }
}
