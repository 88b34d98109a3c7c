package throughline.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.align.ActionOutcome;
import throughline.server.FirmOnPaper;
import throughline.server.RegisteredRoutes.Route;

/** A decision of each kind that somebody might take about a deal, so that each is looked into. */
final class SoundDecisions {

    private final String deal;
    private final String unclear;
    private final String refused;
    private final String invoice;

    SoundDecisions(FirmOnPaper firm) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        deal = firm.won("006D", "Decided about", "001G", 40_000, "005A");
        firm.eventually(
                "select count(*) = 2 from action where engagement = ? and kind = 'POST_INVOICE'",
                deal);
        List<String> invoices =
                firm.database()
                        .sql(
                                "select key from action where engagement = ? and kind ="
                                        + " 'POST_INVOICE' order by natural_key")
                        .param(deal)
                        .query((row, number) -> row.getString(1))
                        .list();
        firm.ended(
                deal,
                invoices.getFirst(),
                new ActionOutcome.Confirmed("1", Map.of("number", "RE-1", "date", "2026-04-02")));
        unclear = invoices.getLast();
        firm.ended(deal, unclear, new ActionOutcome.Ambiguous("no answer."));
        refused = firm.write(deal, "CREATE_CUSTOMER");
        firm.ended(deal, refused, new ActionOutcome.Rejected("name", "no name."));
        invoice =
                firm.database()
                        .sql("select natural_key from action where key = ?")
                        .param(invoices.getFirst())
                        .query((row, number) -> row.getString(1))
                        .single();
    }

    /** Of the deal that they are about. */
    String deal() {
        return deal;
    }

    /** Whether a route takes them. */
    static boolean areTakenBy(Route route) {
        return route.path().contains("/decisions");
    }

    /** One of each kind, without a reason. */
    List<Map<String, String>> all() {
        return List.of(
                of("waive", "code", "customer-incomplete"),
                of("approve", "content-hash", "0".repeat(64)),
                of(
                        "settle",
                        "action",
                        unclear,
                        "happened",
                        "true",
                        "external-id",
                        "77",
                        "number",
                        "RE-77",
                        "date",
                        "2026-04-05",
                        "tax",
                        "0.00"),
                of("settle", "action", unclear, "happened", "false"),
                of("retry", "action", refused),
                of("cancel", "action", refused),
                of(
                        "treat",
                        "change-order",
                        "crm:ChangeOrder__c:1",
                        "line",
                        "a1",
                        "treatment",
                        "prospective"),
                of("credit", "invoice", invoice, "order", "one", "amount", "EUR 10.00"),
                of("write-off", "unit", "charge:a1/2026-10-01"));
    }

    private static Map<String, String> of(String kind, String... names) {
        Map<String, String> given = new LinkedHashMap<>(Map.of("decision", kind));
        for (int i = 0; i < names.length; i += 2) {
            given.put(names[i], names[i + 1]);
        }
        return given;
    }
}
