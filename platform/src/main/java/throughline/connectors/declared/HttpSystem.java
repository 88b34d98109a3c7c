package throughline.connectors.declared;

import java.util.LinkedHashMap;
import java.util.Map;
import throughline.align.ActionKind;

/**
 * A system as its file describes it, checked.
 *
 * @param values what all expressions may read as {@code values}
 */
record HttpSystem(
        Encoding encoding,
        SignIn signIn,
        AnswerRules rules,
        Map<String, Object> values,
        Map<String, ReadPlan> records,
        Map<ActionKind, WritePlan> actions) {

    HttpSystem {
        values = new LinkedHashMap<>(values);
        records = new LinkedHashMap<>(records);
        actions = new LinkedHashMap<>(actions);
    }
}
