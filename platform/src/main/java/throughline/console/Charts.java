package throughline.console;

import throughline.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON inside a page: chart descriptions, and amounts in published milestones. */
final class Charts {

    private Charts() {}

    /** JSON that is safe inside a script element. */
    static String json(JsonMapper mapper, Object value) {
        return mapper.writeValueAsString(value).replace("<", "\\u003c").replace("&", "\\u0026");
    }

    /** The amount that a milestone carries, if it has one. */
    static String amount(JsonMapper mapper, String data) {
        JsonNode body = mapper.readTree(data);
        JsonNode amount = body.has("net") ? body.path("net") : body.path("amount");
        if (!amount.isObject()) {
            return "";
        }
        String text =
                amount.path("currency").asString("") + " " + amount.path("amount").asString("");
        return Wording.amount(Money.parse(text));
    }
}
