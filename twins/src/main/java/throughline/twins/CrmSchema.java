package throughline.twins;

import static throughline.twins.CrmField.list;
import static throughline.twins.CrmField.of;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import throughline.twins.CrmField.Kind;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects of the CRM and how they refer to each other. */
final class CrmSchema {

    static final String ACCOUNT = "Account";
    static final String USER = "User";
    static final String OPPORTUNITY = "Opportunity";
    static final String CHANGE_ORDER = "ChangeOrder__c";
    static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC).withLocale(Locale.ROOT);
    private static final String LINE = "Line__c";
    private static final String PROJECT = "Project__c";

    private final Map<String, CrmObject> objects = new LinkedHashMap<>();

    /**
     * A way from an object to those that refer to it.
     *
     * @param field of the child that refers to the parent
     */
    record Children(String name, CrmObject child, CrmField field, CrmField.Lookup lookup) {}

    CrmSchema() {
        add(USER, "005", List.of(text("Name").must(), text("Title")), false);
        add(ACCOUNT, "001", account(), true);
        add(OPPORTUNITY, "006", opportunity(), true);
        add(CHANGE_ORDER, "a0C", changeOrder(), true);
        add(LINE, "a01", line(), true);
        add("Milestone__c", "a02", milestone(), true);
        add("Instalment__c", "a03", instalment(), true);
        add("Estimate__c", "a04", estimate(), true);
        add("Tier__c", "a05", tier(), true);
        add("Change__c", "a06", change(), true);
        add(PROJECT, "a07", project(), true);
        add("ProjectMilestone__c", "a08", projectMilestone(), true);
        add("Delivery__c", "a09", delivery(), true);
    }

    private void add(String name, String prefix, List<CrmField> own, boolean deletable) {
        List<CrmField> fields = new ArrayList<>();
        fields.add(of("Id", Kind.ID).bySystem());
        if (deletable) {
            fields.add(of("IsDeleted", Kind.TRUTH).bySystem());
        }
        own.stream().filter(each -> !each.custom()).forEach(fields::add);
        for (String stamp : List.of("CreatedDate", "LastModifiedDate", "SystemModstamp")) {
            fields.add(of(stamp, Kind.INSTANT).bySystem());
        }
        own.stream().filter(CrmField::custom).forEach(fields::add);
        objects.put(name, new CrmObject(name, prefix, fields));
    }

    private static CrmField text(String name) {
        return of(name, Kind.TEXT);
    }

    private static CrmField reference(String name, String to, String children) {
        return of(name, Kind.REFERENCE).to(to, children, false);
    }

    /** A reference of a part to its whole: it goes when that goes. */
    private static CrmField partOf(String name, String to, String children) {
        return of(name, Kind.REFERENCE).to(to, children, true);
    }

    private static List<CrmField> account() {
        List<CrmField> fields = new ArrayList<>();
        fields.add(text("Name").must());
        fields.addAll(list(Kind.AREA, "BillingStreet"));
        fields.addAll(list(Kind.TEXT, "BillingCity", "BillingPostalCode", "BillingCountryCode"));
        fields.add(of("BillingAddress", Kind.ADDRESS).bySystem());
        fields.addAll(list(Kind.WEB, "Website"));
        fields.addAll(list(Kind.PICKLIST, "Industry", "Status__c"));
        fields.add(text("TaxId__c").atMost(40));
        fields.add(text("LegacyId__c").asKey(false));
        fields.add(text("ThroughlineKey__c").asKey(true));
        return fields;
    }

    private static List<CrmField> opportunity() {
        List<CrmField> fields = new ArrayList<>();
        fields.add(reference("AccountId", ACCOUNT, "Opportunities"));
        fields.add(text("Name").must().atMost(120));
        fields.add(of("StageName", Kind.PICKLIST).must());
        fields.add(of("Amount", Kind.MONEY));
        fields.add(of("Probability", Kind.PERCENT));
        fields.add(of("CloseDate", Kind.DATE).must());
        fields.addAll(list(Kind.PICKLIST, "LeadSource", "CurrencyIsoCode"));
        fields.add(of("IsClosed", Kind.TRUTH).bySystem());
        fields.add(of("IsWon", Kind.TRUTH).bySystem());
        fields.add(reference("OwnerId", USER, ""));
        fields.add(of("SignedDate__c", Kind.DATE));
        fields.add(of("ApprovedAt__c", Kind.INSTANT));
        fields.add(reference("ApprovedBy__c", USER, ""));
        fields.addAll(list(Kind.TEXT, "LegalEntity__c", "BusinessUnit__c", "PurchaseOrder__c"));
        fields.addAll(list(Kind.TEXT, "ServiceLine__c", "ProjectKey__c", "DeliveryStatus__c"));
        fields.add(text("ThroughlineKey__c").asKey(true));
        return fields;
    }

    private static List<CrmField> changeOrder() {
        List<CrmField> fields = new ArrayList<>();
        fields.add(text("Name").must().atMost(80));
        fields.addAll(list(Kind.PICKLIST, "CurrencyIsoCode"));
        fields.add(reference("Opportunity__c", OPPORTUNITY, "ChangeOrders__r"));
        fields.addAll(list(Kind.PICKLIST, "Status__c"));
        fields.addAll(list(Kind.DATE, "EffectiveDate__c", "SignedDate__c"));
        fields.add(of("ApprovedAt__c", Kind.INSTANT));
        fields.add(reference("ApprovedBy__c", USER, ""));
        fields.addAll(list(Kind.TEXT, "PurchaseOrder__c", "Reason__c"));
        return fields;
    }

    private static List<CrmField> line() {
        List<CrmField> fields = new ArrayList<>();
        fields.add(text("Name").must().atMost(80));
        fields.add(partOf("Opportunity__c", OPPORTUNITY, "Lines__r"));
        fields.add(partOf("ChangeOrder__c", CHANGE_ORDER, "Lines__r"));
        fields.add(reference("Of__c", LINE, "Changed__r"));
        fields.addAll(list(Kind.TEXT, "ServiceLine__c", "PricingModel__c"));
        fields.addAll(list(Kind.MONEY, "Amount__c", "ListPrice__c"));
        fields.addAll(list(Kind.DATE, "StartDate__c", "EndDate__c"));
        fields.addAll(list(Kind.TEXT, "RateCard__c"));
        fields.addAll(list(Kind.MONEY, "Cap__c", "Fee__c"));
        fields.addAll(list(Kind.NUMBER, "Included__c"));
        fields.addAll(list(Kind.TEXT, "Unused__c"));
        fields.addAll(list(Kind.NUMBER, "RollOverCap__c"));
        fields.addAll(list(Kind.MONEY, "ExtraHour__c", "Minimum__c"));
        fields.addAll(list(Kind.NUMBER, "Hours__c", "TopUpAt__c"));
        fields.addAll(list(Kind.MONEY, "Advance__c"));
        fields.addAll(list(Kind.NUMBER, "MarkupPercent__c"));
        fields.addAll(list(Kind.MONEY, "ReceiptAbove__c", "StandaloneSellingPrice__c"));
        fields.addAll(list(Kind.TEXT, "RevenueMethod__c"));
        return fields;
    }

    private static List<CrmField> milestone() {
        return List.of(
                text("Name").must().atMost(80),
                partOf("Line__c", LINE, "Milestones__r"),
                text("Key__c"),
                of("DueDate__c", Kind.DATE),
                of("Share__c", Kind.NUMBER),
                of("Amount__c", Kind.MONEY));
    }

    private static List<CrmField> instalment() {
        return List.of(
                partOf("Line__c", LINE, "Instalments__r"),
                of("Date__c", Kind.DATE),
                of("Amount__c", Kind.MONEY));
    }

    private static List<CrmField> estimate() {
        return List.of(
                partOf("Line__c", LINE, "Estimates__r"),
                text("Role__c"),
                of("Hours__c", Kind.NUMBER),
                of("Rate__c", Kind.MONEY));
    }

    private static List<CrmField> tier() {
        return List.of(
                partOf("Line__c", LINE, "Tiers__r"),
                of("UpTo__c", Kind.NUMBER),
                of("Price__c", Kind.MONEY));
    }

    private static List<CrmField> change() {
        return List.of(
                partOf("ChangeOrder__c", CHANGE_ORDER, "Changes__r"),
                reference("Line__c", LINE, "ChangesOf__r"),
                text("Action__c"));
    }

    private static List<CrmField> project() {
        return List.of(
                text("Name").must().atMost(80),
                text("Key__c").asKey(true),
                reference("Account__c", ACCOUNT, "Projects__r"),
                of("StartDate__c", Kind.DATE),
                of("EndDate__c", Kind.DATE),
                of("Budget__c", Kind.MONEY));
    }

    private static List<CrmField> projectMilestone() {
        return List.of(
                text("Name").must().atMost(80),
                partOf("Project__c", PROJECT, "Milestones__r"),
                text("Key__c").asKey(true),
                of("DueDate__c", Kind.DATE),
                of("Amount__c", Kind.MONEY));
    }

    private static List<CrmField> delivery() {
        return List.of(
                text("Key__c").asKey(true),
                reference("Opportunity__c", OPPORTUNITY, "Deliveries__r"),
                text("Project__c"),
                text("Status__c").atMost(40));
    }

    List<CrmObject> all() {
        return List.copyOf(objects.values());
    }

    Optional<CrmObject> object(String named) {
        return objects.values().stream()
                .filter(each -> each.name().equalsIgnoreCase(named))
                .findFirst();
    }

    CrmObject known(String named) {
        return object(named).orElseThrow(() -> new IllegalArgumentException("no object " + named));
    }

    /** What refers to an object, under the names that queries use. */
    List<Children> children(CrmObject parent) {
        List<Children> found = new ArrayList<>();
        for (CrmObject child : objects.values()) {
            for (CrmField field : child.fields()) {
                field.lookup()
                        .filter(to -> to.to().equals(parent.name()) && !to.children().isEmpty())
                        .ifPresent(to -> found.add(new Children(to.children(), child, field, to)));
            }
        }
        return found;
    }

    /** What belongs to an object so closely that it goes with it. */
    List<Children> parts(CrmObject whole) {
        return children(whole).stream().filter(each -> each.lookup().cascade()).toList();
    }

    ObjectNode described(CrmObject object, String data) {
        ObjectNode node = Json.object();
        node.put("name", object.name())
                .put("label", object.name())
                .put("keyPrefix", object.prefix());
        node.put("custom", object.name().endsWith("__c")).put("queryable", true);
        node.put("createable", true).put("updateable", true).put("replicateable", true);
        node.put("deletable", object.deletable()).put("undeletable", object.deletable());
        ArrayNode fields = node.putArray("fields");
        object.fields().forEach(each -> fields.add(each.described()));
        ArrayNode relations = node.putArray("childRelationships");
        for (Children each : children(object)) {
            relations
                    .addObject()
                    .put("childSObject", each.child().name())
                    .put("field", each.field().name())
                    .put("relationshipName", each.name())
                    .put("cascadeDelete", each.lookup().cascade())
                    .put("restrictedDelete", false)
                    .put("deprecatedAndHidden", false);
        }
        node.putObject("urls").put("sobject", data + "sobjects/" + object.name());
        return node;
    }
}
