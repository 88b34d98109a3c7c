package throughline.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.landscape.GatePolicy;

/** The landscape's own conditions, asked when all gates have decided what they can. */
final class Conditions {

    private Conditions() {}

    static void examine(Case asked, Draft draft, Findings findings) {
        List<GatePolicy.Condition> conditions = asked.policy().conditions();
        if (conditions.isEmpty()) {
            return;
        }
        Map<String, Object> facts = facts(asked, draft);
        for (GatePolicy.Condition condition : conditions) {
            if (!condition.holds(facts)) {
                findings.find(
                        condition.code(),
                        condition.sentence(),
                        Map.of("condition", condition.code()));
            }
        }
    }

    private static Map<String, Object> facts(Case asked, Draft draft) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("deal", asked.deal());
        asked.facts().customer().ifPresent(customer -> facts.put("customer", customer));
        facts.put("terms", ConditionFact.known(asked, draft));
        return facts;
    }
}
