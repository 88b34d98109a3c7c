package throughline.releases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.GatePolicy;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.wording.Kebab;

/**
 * Where a change leads: from the vendor's field by the mapping to the canonical field, and on to
 * the gates, charges, documents and metrics that read it. The way to the canonical field is read
 * from the expressions; what the rules of the business read is listed here.
 */
public final class Reach {

    /** By canonical type and field; the longest beginning that fits counts. */
    private static final Map<String, List<String>> USES = new LinkedHashMap<>();

    /** By table of decisions. */
    private static final Map<String, List<String>> TABLES = new LinkedHashMap<>();

    /** What carries the customer, the purchase order and the tax treatment as an invoice does. */
    private static final String OTHER_DOCUMENTS =
            "POST_CREDIT_NOTE, POST_JOURNAL, CREATE_CONTRACT, CREATE_PROJECT";

    static {
        uses("deal.stage", "gates", "bookings", "cancellation");
        uses("deal.customer", "gate customer", "CREATE_CUSTOMER", "metrics by customer");
        uses("deal.amount", "gate pricing", "bookings while open");
        uses("deal.closeDate", "day of booking", "metrics by month");
        uses("deal.bookedOn", "day of booking", "metrics by month");
        uses("deal.signedOn", "day of booking", "metrics by month");
        uses("deal.approved", "gate approvals", "day of booking");
        uses("deal.unit", "business unit", "every table", "metrics by unit");
        uses("deal.legalEntity", "gate legal-entity", "currency", "periods", "tax-treatment");
        uses("deal.purchaseOrder", "POST_INVOICE purchaseOrder", OTHER_DOCUMENTS);
        uses("deal.lines", "gates", "terms", "charges", "revenue", "bookings", "backlog");
        uses("deal.attributes", "metrics by that dimension");
        uses("deal", "gates");
        uses("time-entry.hours", "charges of time", "cost", "revenue", "utilization", "margin");
        uses("time-entry", "charges of time", "cost", "revenue", "utilization");
        uses("deal.name", "CREATE_PROJECT name", "CREATE_CONTRACT", "metrics by project");
        uses("change-order", "terms", "schedule", "revenue", "bookings", "gates of the change");
        uses("expense", "charges of expenses", "cost", "POST_INVOICE lines");
        uses("usage", "charges of units", "revenue", "POST_INVOICE lines");
        uses("estimate", "progress", "revenue", "scheduled-backlog");
        uses("milestone", "charges of milestones", "POST_INVOICE lines", "revenue");
        uses("capacity", "utilization");
        uses("invoice", "posted invoices", "receivable", "billings");
        uses("credit-note", "credits", "receivable", "billings");
        uses("payment", "receivable", "cash");
        uses("journal", "posted journals");
        uses("period", "days on which documents land");
        uses("project", "activation", "routes of work");
        uses("customer.name", "gate customer", "CREATE_CUSTOMER", "POST_INVOICE", OTHER_DOCUMENTS);
        uses("customer", "gate customer", "CREATE_CUSTOMER");
        uses("person", "metrics by person");
        uses("reference", "whatever looks it up");
        table("expense-policy", "charges of expenses");
        table("rate-card", "charges of time", "cost", "revenue", "margin", "POST_INVOICE lines");
        table("tax-treatment", "gate tax", "POST_INVOICE taxTreatment", OTHER_DOCUMENTS);
        table("revenue-policy", "gate revenue", "revenue", "POST_JOURNAL");
        table("legal-entity", "gate legal-entity", "terms", "every document");
        table("project-template", "gate template", "CREATE_PROJECT");
        table("billing-schedule", "gate schedule", "charges", "POST_INVOICE");
        table("approval-limits", "gate approvals", "bookings");
        table("approvers", "gate approvals", "bookings");
        table("allowed-pricing", "gate pricing", "bookings");
        table("resource-tolerance", "gate resources", "bookings");
    }

    private static void uses(String field, String... by) {
        USES.put(field, List.of(by));
    }

    private static void table(String name, String... by) {
        TABLES.put(name, List.of(by));
    }

    private Reach() {}

    /** Of a mapping's field. */
    static List<String> of(Mapping mapping, Lineage lineage, Release release) {
        List<String> reach = new ArrayList<>();
        String target = mapping.canonical() + "." + lineage.field();
        for (String source : lineage.sources()) {
            reach.add(mapping.system() + "." + mapping.type() + " " + source + " → " + target);
        }
        reach.add(target + " → " + String.join(", ", by(target, release)));
        return reach;
    }

    /** What reads a canonical field or object: rules of the business, and policies that name it. */
    public static List<String> by(String target, Release release) {
        Set<String> by = new LinkedHashSet<>(policies(target, release));
        by.addAll(rules(target));
        return by.isEmpty() ? List.of("nothing that is known") : List.copyOf(by);
    }

    /** Conditions of policies, by the syntax trees of their expressions. */
    private static List<String> policies(String target, Release release) {
        Set<String> found = new TreeSet<>();
        for (Unit unit : release.units()) {
            for (GatePolicy gate : unit.gates()) {
                for (GatePolicy.Condition condition : gate.conditions()) {
                    boolean reads =
                            gate.enabled()
                                    && condition.reads().stream()
                                            .anyMatch(fact -> touches(fact, target));
                    if (reads) {
                        found.add(
                                "policies/%s %s"
                                        .formatted(Kebab.of(gate.gate()), condition.code()));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean touches(String fact, String target) {
        return fact.equals(target)
                || fact.startsWith(target + ".")
                || target.startsWith(fact + ".");
    }

    private static List<String> rules(String target) {
        return USES.entrySet().stream()
                .filter(entry -> target.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    /** Of a table: of decisions, or of codes that mappings go through. */
    static List<String> of(String table, Release release) {
        List<String> reach = new ArrayList<>();
        String name = table.substring(table.lastIndexOf('/') + 1);
        List<String> decides = ofTable(table);
        if (!decides.isEmpty()) {
            reach.add("table " + table + " → " + String.join(", ", decides));
        }
        for (Mapping mapping : release.mappings()) {
            for (Lineage lineage : mapping.lineage()) {
                if (lineage.tables().contains(name)) {
                    reach.addAll(of(mapping, lineage, release));
                }
            }
        }
        return reach;
    }

    /** What a table of decisions decides. */
    static List<String> ofTable(String table) {
        return TABLES.getOrDefault(table.substring(table.lastIndexOf('/') + 1), List.of());
    }

    /** Of a file that is neither a mapping nor a table. */
    static List<String> ofFile(String part, Release release) {
        String name = part.substring(part.indexOf('/') + 1);
        String kind = part.equals(name) ? part : part.substring(0, part.indexOf('/'));
        return switch (kind) {
            case "policies" -> List.of(part + " → gates → bookings, activation, every document");
            case "slas" -> List.of(part + " → clocks → sla-attainment, deadlines of exceptions");
            case "systems" ->
                    List.of(
                            "%s → %s"
                                    .formatted(
                                            part,
                                            release.systems().stream()
                                                    .filter(each -> each.name().equals(name))
                                                    .map(each -> new TreeSet<>(each.writes()))
                                                    .findFirst()
                                                    .map(Object::toString)
                                                    .orElse("nothing any more")));
            case "units" -> List.of(part + " → its tables, gates and clocks → its engagements");
            case "ownership" ->
                    List.of(part + " → who is asked, and which system is believed about what");
            case "landscape" ->
                    List.of(
                            part
                                    + " → legal entities, calendars, dimensions of metrics,"
                                    + " approvals");
            case "contracts" -> List.of(part + " → drift of what arrives, contract tests");
            case "recordings" -> List.of(part + " → contract tests of " + name);
            case "schemas" -> List.of(part + " → what is published, and until when");
            default -> List.of(part + " → read its difference in review");
        };
    }

    /** The mappings that go through a table, as {@code system:type}. */
    static Set<String> through(String table, Release release) {
        String name = table.substring(table.lastIndexOf('/') + 1);
        Set<String> kinds = new TreeSet<>();
        for (Mapping mapping : release.mappings()) {
            if (mapping.lineage().stream().anyMatch(each -> each.tables().contains(name))) {
                kinds.add(mapping.system() + ":" + mapping.type());
            }
        }
        return kinds;
    }
}
