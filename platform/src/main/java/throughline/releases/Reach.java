package throughline.releases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Release;

/**
 * Where a change leads: from the vendor's field by the mapping to the canonical field, and on to
 * the gates, charges, documents and metrics that read it. The way to the canonical field is read
 * from the expressions; what the rules of the business read is listed here.
 */
final class Reach {

    /** By canonical type and field; the longest beginning that fits counts. */
    private static final Map<String, List<String>> USES = new LinkedHashMap<>();

    /** By table of decisions. */
    private static final Map<String, List<String>> TABLES = new LinkedHashMap<>();

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
        uses("deal.purchaseOrder", "POST_INVOICE purchaseOrder");
        uses("deal.lines", "gates", "terms", "charges", "revenue", "bookings", "backlog");
        uses("deal.attributes", "metrics by that dimension");
        uses("deal", "gates");
        uses("time-entry.hours", "charges of time", "cost", "revenue", "utilization", "margin");
        uses("time-entry", "charges of time", "cost", "revenue", "utilization");
        uses("milestone", "charges of milestones", "POST_INVOICE lines", "revenue");
        uses("capacity", "utilization");
        uses("invoice", "posted invoices", "receivable", "billings");
        uses("credit-note", "credits", "receivable", "billings");
        uses("payment", "receivable", "cash");
        uses("journal", "posted journals");
        uses("period", "days on which documents land");
        uses("project", "activation", "routes of work");
        uses("customer", "gate customer", "CREATE_CUSTOMER");
        uses("person", "metrics by person");
        uses("reference", "whatever looks it up");
        table("rate-card", "charges of time", "cost", "revenue", "margin", "POST_INVOICE lines");
        table("tax-treatment", "gate tax", "POST_INVOICE taxTreatment", "CREATE_CONTRACT");
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
    static List<String> of(Mapping mapping, Lineage lineage) {
        List<String> reach = new ArrayList<>();
        String target = mapping.canonical() + "." + lineage.field();
        for (String source : lineage.sources()) {
            reach.add(mapping.system() + "." + mapping.type() + " " + source + " → " + target);
        }
        reach.add(target + " → " + String.join(", ", by(target)));
        return reach;
    }

    /** What reads a canonical field. */
    static List<String> by(String target) {
        return USES.entrySet().stream()
                .filter(entry -> target.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .map(Map.Entry::getValue)
                .orElse(List.of("nothing that is known"));
    }

    /** Of a table: of decisions, or of codes that mappings go through. */
    static List<String> of(String table, Release release) {
        List<String> reach = new ArrayList<>();
        String name = table.substring(table.lastIndexOf('/') + 1);
        List<String> decides = TABLES.get(name);
        if (decides != null) {
            reach.add("table " + table + " → " + String.join(", ", decides));
        }
        for (Mapping mapping : release.mappings()) {
            for (Lineage lineage : mapping.lineage()) {
                if (lineage.tables().contains(name)) {
                    reach.addAll(of(mapping, lineage));
                }
            }
        }
        return reach;
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
