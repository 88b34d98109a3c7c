package throughline.connectors;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/** Actions with the bodies that the decider gives them, and systems to send them to. */
final class Samples {

    private Samples() {}

    static Action action(
            String system, ActionKind kind, String naturalKey, Map<String, Object> body) {
        Map<String, Object> whole = new LinkedHashMap<>(body);
        whole.putIfAbsent("reference", naturalKey);
        return new Action(
                new ActionKey(naturalKey + "/" + system + "/" + kind),
                system,
                kind,
                naturalKey,
                whole,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same invoice for another day, with one line of another amount. */
    static Action redated(Action invoice, String date, String amount) {
        Map<String, Object> body = new HashMap<>(invoice.body());
        body.put("date", date);
        body.put("net", amount);
        body.put("lines", List.of(Map.of("text", "Corrected", "amount", amount, "hours", "0")));
        return action(invoice.system(), invoice.kind(), invoice.naturalKey(), body);
    }

    /** An action of this kind for an engagement, as the decider plans it. */
    static Action planned(String system, ActionKind kind, String engagement, String customer) {
        return switch (kind) {
            case CREATE_CUSTOMER -> action(system, kind, customer, customer());
            case CREATE_CONTRACT -> action(system, kind, engagement, contract(customer));
            case CREATE_PROJECT -> action(system, kind, engagement, project(customer));
            case POST_INVOICE ->
                    action(system, kind, engagement + "/2026-03#1", invoice(engagement, customer));
            case POST_CREDIT_NOTE ->
                    action(system, kind, engagement + "/credit#1", credit(engagement));
            case POST_JOURNAL ->
                    action(system, kind, engagement + "/journal-2026-03#1", journal(engagement));
            case UPDATE_PROJECT ->
                    action(
                            system,
                            kind,
                            engagement,
                            Map.of(
                                    "type",
                                    "project",
                                    "id",
                                    engagement,
                                    "fields",
                                    Map.of("name", "Renamed")));
            case WRITE_BACK ->
                    action(
                            system,
                            kind,
                            engagement,
                            Map.of("type", "opportunity", "id", engagement, "status", "ACTIVE"));
        };
    }

    private static Map<String, Object> customer() {
        return Map.of("name", "Nordwind AG", "country", "DE", "entity", "DE01", "currency", "EUR");
    }

    private static Map<String, Object> contract(String customer) {
        return Map.of(
                "name", "Claims platform",
                "customer", customer,
                "entity", "DE01",
                "currency", "EUR",
                "price", "300000.00",
                "lines", List.of(Map.of("id", "1", "name", "Build", "price", "300000.00")));
    }

    private static Map<String, Object> project(String customer) {
        return Map.of(
                "name", "Claims platform",
                "customer", customer,
                "customerName", "Nordwind AG",
                "currency", "EUR",
                "template", "transformation-large",
                "from", "2026-03-09",
                "until", "2026-10-01",
                "milestones", List.of(Map.of("id", "M1", "name", "Design", "due", "2026-04-30")),
                "roles", List.of(Map.of("line", "1", "role", "consultant", "hours", "1500")));
    }

    private static Map<String, Object> invoice(String engagement, String customer) {
        return Map.of(
                "engagement", engagement,
                "customer", customer,
                "entity", "DE01",
                "currency", "EUR",
                "taxTreatment", "domestic",
                "date", "2026-03-31",
                "net", "90000.00",
                "lines", List.of(Map.of("line", "1", "text", "Design", "amount", "90000.00")));
    }

    private static Map<String, Object> credit(String engagement) {
        return Map.of(
                "engagement", engagement,
                "entity", "DE01",
                "currency", "EUR",
                "invoice", engagement + "/2026-03#1",
                "date", "2026-03-31",
                "net", "1000.00");
    }

    private static Map<String, Object> journal(String engagement) {
        return Map.of(
                "engagement", engagement,
                "entity", "DE01",
                "currency", "EUR",
                "period", "2026-03",
                "date", "2026-03-31",
                "lines",
                        List.of(
                                Map.of(
                                        "line", "1",
                                        "debit", "contract-position",
                                        "credit", "revenue",
                                        "amount", "90000.00"),
                                Map.of(
                                        "line", "2",
                                        "debit", "contract-position",
                                        "credit", "revenue",
                                        "amount", "-10.00")));
    }

    /** Sources that are polled, with no overlap. */
    static List<Map<String, Object>> polls(String... types) {
        return Arrays.stream(types)
                .map(type -> Map.<String, Object>of("kind", "poll", "type", type, "overlap", "0s"))
                .toList();
    }

    static SystemDeclaration system(String name, String connector, Map<String, Object> settings) {
        return new SystemDeclaration(
                name,
                Release.Role.ERP,
                connector,
                SystemDeclaration.Mode.LIVE,
                List.of("DE01", "US01"),
                List.of(),
                List.of(),
                "somebody",
                settings);
    }
}
