package throughline.policy;

import java.util.HashMap;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import throughline.landscape.Unit;

/** What decision tables are asked with. What a deal does not have is left out. */
final class Inputs {

    private Inputs() {}

    /** What the facts alone say, before any gate has decided anything. */
    static Map<String, String> known(GateFacts facts, Unit unit) {
        Map<String, String> inputs = new HashMap<>();
        inputs.put("unit", unit.name());
        facts.deal().attributes().forEach((name, text) -> inputs.put("deal." + name, text));
        facts.customer()
                .ifPresent(
                        customer -> {
                            customer.attributes()
                                    .forEach((name, text) -> inputs.put("customer." + name, text));
                            customer.country().ifPresent(it -> inputs.put("customer-country", it));
                            String status = customer.attributes().get("status");
                            if (status != null) {
                                inputs.put("customer-status", status);
                            }
                        });
        return inputs;
    }

    /** The inputs that hold for the whole deal. */
    static Map<String, String> ofDeal(Case asked, Draft draft) {
        Map<String, String> inputs = new HashMap<>(asked.known());
        draft.currency().map(CurrencyUnit::getCode).ifPresent(code -> inputs.put("currency", code));
        draft.amount().ifPresent(money -> inputs.put("amount", money.decimal().toPlainString()));
        draft.entity()
                .ifPresent(
                        entity -> {
                            inputs.put("entity", entity.code());
                            inputs.put("entity-country", entity.country());
                            String buyer = inputs.get("customer-country");
                            if (buyer != null) {
                                boolean same = buyer.equals(entity.country());
                                inputs.put("same-country", same ? "yes" : "no");
                            }
                        });
        return inputs;
    }

    /** The deal's inputs and those of a line. */
    static Map<String, String> ofLine(Case asked, Draft draft, LineDraft line) {
        Map<String, String> inputs = ofDeal(asked, draft);
        inputs.put("service-line", line.serviceLine());
        inputs.put("pricing-model", line.modelWord());
        line.amount()
                .ifPresent(money -> inputs.put("line-amount", money.decimal().toPlainString()));
        line.term().ifPresent(term -> inputs.put("term-days", Long.toString(term.days())));
        return inputs;
    }
}
