package throughline.connectors;

import java.util.LinkedHashMap;
import java.util.Map;
import throughline.align.Action;
import throughline.align.ActionKind;

/** What documents carry whichever system posts them. */
final class Documents {

    private Documents() {}

    /** Whether the receiving system numbers documents of this kind. */
    static boolean numbered(ActionKind kind) {
        return switch (kind) {
            case POST_INVOICE, POST_CREDIT_NOTE, POST_JOURNAL -> true;
            case CREATE_CUSTOMER, CREATE_CONTRACT, CREATE_PROJECT, WRITE_BACK -> false;
        };
    }

    /**
     * The facts of a document in a system that decides nothing but the number: it keeps the date
     * that it was given and adds no tax.
     */
    static Map<String, String> facts(Action action, String number) {
        if (!numbered(action.kind())) {
            return Map.of();
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("number", number);
        if (action.body().get("date") instanceof String date) {
            facts.put("date", date);
        }
        if (action.body().get("currency") instanceof String currency) {
            facts.put("tax", currency + " 0");
        }
        return facts;
    }
}
