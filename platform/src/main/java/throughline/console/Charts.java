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
        String text = body.path("net").asString(body.path("amount").asString(""));
        try {
            return text.isEmpty() ? "" : Wording.amount(Money.parse(text));
        } catch (RuntimeException e) {
            return text;
        }
    }
}
