package throughline.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import throughline.landscape.GatePolicy;
import throughline.landscape.LegalEntity;
import throughline.money.Money;

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
        facts.put("terms", terms(asked, draft));
        return facts;
    }

    private static Map<String, Object> terms(Case asked, Draft draft) {
        Map<String, Object> terms = new HashMap<>();
        terms.put("unit", asked.unit().name());
        terms.put("effective", asked.day());
        draft.entity().map(LegalEntity::code).ifPresent(code -> terms.put("entity", code));
        draft.treatment().ifPresent(word -> terms.put("taxTreatment", word));
        draft.template().ifPresent(word -> terms.put("projectTemplate", word));
        draft.currency()
                .ifPresent(
                        currency -> {
                            terms.put("currency", currency.getCode());
                            terms.put("price", price(draft, currency));
                        });
        terms.put("lines", draft.lines().stream().map(Conditions::line).toList());
        return terms;
    }

    private static Money price(Draft draft, CurrencyUnit currency) {
        return draft.lines().stream()
                .flatMap(line -> line.price().stream())
                .reduce(Money.zero(currency), Money::plus);
    }

    private static Map<String, Object> line(LineDraft line) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("id", line.id());
        facts.put("serviceLine", line.serviceLine());
        facts.put("pricingModel", line.modelWord());
        line.price().ifPresent(price -> facts.put("price", price));
        line.amount().ifPresent(amount -> facts.put("amount", amount));
        line.sold().listPrice().ifPresent(price -> facts.put("listPrice", price));
        line.cap().ifPresent(cap -> facts.put("cap", cap));
        line.term()
                .ifPresent(
                        term -> {
                            facts.put("from", term.from());
                            facts.put("until", term.until());
                        });
        return facts;
    }
}
