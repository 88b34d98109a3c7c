package throughline.connectors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;
import throughline.align.ActionKind;

/** Actions in the ERP's words. */
final class ErpBodies {

    private final Search search;

    ErpBodies(Search search) {
        this.search = search;
    }

    /** Looks for a record by our reference. */
    @FunctionalInterface
    interface Search {
        Optional<Map<String, Object>> by(Action action, String collection, String reference);
    }

    Map<String, Object> of(Action action) {
        return switch (action.kind()) {
            case CREATE_CUSTOMER -> customer(action);
            case CREATE_CONTRACT -> contract(action);
            case POST_INVOICE -> invoice(action);
            case POST_CREDIT_NOTE -> creditNote(action);
            case POST_JOURNAL -> journal(action);
            case CREATE_PROJECT, UPDATE_PROJECT, WRITE_BACK ->
                    throw new IllegalStateException("an ERP has nothing for " + action.kind());
        };
    }

    private static Map<String, Object> customer(Action action) {
        return same(
                action, "reference", "name", "street", "city", "postalCode", "country", "taxId");
    }

    private Map<String, Object> contract(Action action) {
        Map<String, Object> contract = same(action, "reference", "name", "currency");
        contract.put("customerId", customerId(action));
        contract.put("lines", Json.objects(action.body(), "lines"));
        return contract;
    }

    private Map<String, Object> invoice(Action action) {
        Map<String, Object> invoice =
                same(action, "reference", "currency", "date", "taxTreatment", "purchaseOrder");
        invoice.put("customerId", customerId(action));
        invoice.put(
                "lines",
                Bodies.renamed(
                        Json.objects(action.body(), "lines"),
                        Map.of(
                                "text", "text",
                                "amount", "amount",
                                "hours", "hours",
                                "item", "line",
                                "period", "period",
                                "role", "role")));
        return invoice;
    }

    private Map<String, Object> creditNote(Action action) {
        Map<String, Object> note = same(action, "reference", "date");
        note.put("invoiceId", other(action, ActionKind.POST_INVOICE, "sales-invoices", "invoice"));
        Json.text(action.body(), "net").ifPresent(net -> note.put("amount", net));
        return note;
    }

    private static Map<String, Object> journal(Action action) {
        Map<String, Object> journal = same(action, "reference", "date", "currency");
        journal.put("lines", Bodies.journalLines(action));
        return journal;
    }

    private String customerId(Action action) {
        return other(action, ActionKind.CREATE_CUSTOMER, "customers", "customer");
    }

    /** The ERP's id of another record: told by dispatch, or searched for by our reference to it. */
    private String other(Action action, ActionKind kind, String collection, String reference) {
        return Bodies.externalId(action, kind)
                .or(
                        () ->
                                search.by(action, collection, Bodies.text(action, reference))
                                        .flatMap(Documents::identified))
                .orElse("");
    }

    private static Map<String, Object> same(Action action, String... names) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (String name : names) {
            Object value = action.body().get(name);
            if (value != null) {
                result.put(name, value);
            }
        }
        return result;
    }
}
