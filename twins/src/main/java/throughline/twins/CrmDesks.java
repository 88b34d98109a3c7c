package throughline.twins;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What salespeople do by hand in the CRM. */
final class CrmDesks {

    private static final int SHOWN = 25;
    private static final String OPPORTUNITY = "Opportunity";
    private static final String ACCOUNT = "Account";

    private final CrmTwin crm;

    CrmDesks(CrmTwin crm) {
        this.crm = crm;
    }

    List<Desk> all() {
        return List.of(deals(), customers());
    }

    private Desk deals() {
        List<Desk.Row> rows = new ArrayList<>();
        for (ObjectNode each : newest(OPPORTUNITY)) {
            String id = each.path("Id").asString();
            List<Desk.Deed> deeds = new ArrayList<>();
            for (String stage : List.of("Closed Won", "Closed Lost")) {
                if (!each.path("StageName").asString("").equals(stage)) {
                    deeds.add(
                            new Desk.Deed(
                                    stage, Map.of("what", "stage", "id", id, "stage", stage)));
                }
            }
            deeds.add(
                    new Desk.Deed(
                            "Rename",
                            Map.of("what", "rename", "id", id),
                            "name",
                            each.path("Name").asString("")));
            rows.add(
                    new Desk.Row(
                            List.of(
                                    each.path("Name").asString(""),
                                    each.path("StageName").asString(""),
                                    Desk.money(
                                            each.path("CurrencyIsoCode").asString(""),
                                            each.path("Amount").asString("")),
                                    each.path("CloseDate").asString("")),
                            deeds));
        }
        return new Desk(
                "Deals",
                "Win a deal and see its project, contract and invoices appear elsewhere; lose it"
                        + " and see what is left taken back.",
                List.of("Deal", "Stage", "Amount", "Close date"),
                rows);
    }

    private Desk customers() {
        List<Desk.Row> rows = new ArrayList<>();
        for (ObjectNode each : newest(ACCOUNT)) {
            rows.add(
                    new Desk.Row(
                            List.of(
                                    each.path("Name").asString(""),
                                    each.path("BillingCountryCode").asString(""),
                                    each.path("TaxId__c").asString("")),
                            List.of(
                                    new Desk.Deed(
                                            "Set tax id",
                                            Map.of("what", "tax", "id", each.path("Id").asString()),
                                            "tax-id",
                                            each.path("TaxId__c").asString("")))));
        }
        return new Desk(
                "Customers",
                "Take a tax id away and won deals of that customer wait at a gate until it is"
                        + " back.",
                List.of("Customer", "Country", "Tax id"),
                rows);
    }

    private List<ObjectNode> newest(String type) {
        return crm.all(type).stream()
                .sorted(
                        Comparator.comparing(
                                        (ObjectNode each) ->
                                                each.path("SystemModstamp").asString(""))
                                .reversed())
                .limit(SHOWN)
                .toList();
    }

    /** Does what a person asked for; says it in a sentence. */
    String did(String what, Map<String, String> form) {
        String id = form.getOrDefault("id", "");
        return switch (what) {
            case "stage" -> {
                String stage = form.getOrDefault("stage", "");
                ObjectNode deal =
                        crm.update(OPPORTUNITY, id, Json.object().put("StageName", stage));
                yield deal.path("Name").asString("") + " is " + stage + ".";
            }
            case "rename" -> {
                crm.update(
                        OPPORTUNITY,
                        id,
                        Json.object().put("Name", form.getOrDefault("name", "").strip()));
                yield "It is called " + form.getOrDefault("name", "").strip() + ".";
            }
            case "tax" -> {
                String tax = form.getOrDefault("tax-id", "").strip();
                ObjectNode fields = Json.object();
                if (tax.isEmpty()) {
                    fields.putNull("TaxId__c");
                } else {
                    fields.put("TaxId__c", tax);
                }
                ObjectNode customer = crm.update(ACCOUNT, id, fields);
                yield customer.path("Name").asString("")
                        + (tax.isEmpty() ? " has no tax id." : " has tax id " + tax + ".");
            }
            default -> throw new IllegalArgumentException("nobody knows how to " + what);
        };
    }
}
