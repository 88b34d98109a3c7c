package throughline.landscape.build;

import static throughline.landscape.build.Kind.CHANGE;
import static throughline.landscape.build.Kind.DATE;
import static throughline.landscape.build.Kind.DECIMAL;
import static throughline.landscape.build.Kind.DOCUMENT;
import static throughline.landscape.build.Kind.INSTANT;
import static throughline.landscape.build.Kind.KEY;
import static throughline.landscape.build.Kind.MONEY;
import static throughline.landscape.build.Kind.QUANTITY;
import static throughline.landscape.build.Kind.STAGE;
import static throughline.landscape.build.Kind.TEXT;
import static throughline.landscape.build.Kind.TIME;
import static throughline.landscape.build.Kind.TRUTH;
import static throughline.landscape.build.Shape.optional;
import static throughline.landscape.build.Shape.required;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields that mappings give, for every canonical type: the components of the canonical records
 * without key and attributes, by name and in their order.
 */
final class Shapes {

    private static final Shape MILESTONE_SOLD =
            new Shape(
                    "milestones",
                    List.of(
                            required("id", TEXT),
                            required("name", TEXT),
                            optional("due", DATE),
                            optional("amount", MONEY),
                            optional("share", DECIMAL)),
                    false);

    private static final Shape INSTALMENT =
            new Shape(
                    "instalments", List.of(required("on", DATE), required("amount", MONEY)), false);

    private static final Shape ESTIMATE =
            new Shape(
                    "estimates",
                    List.of(
                            required("role", TEXT),
                            required("hours", QUANTITY),
                            optional("rate", MONEY)),
                    false);

    private static final Shape TIER =
            new Shape(
                    "tiers",
                    List.of(
                            optional("upTo", QUANTITY),
                            required("price", MONEY),
                            optional("per", QUANTITY)),
                    false);

    private static final Shape LINE =
            new Shape(
                    "lines",
                    List.of(
                            required("id", TEXT),
                            required("name", TEXT),
                            required("serviceLine", TEXT),
                            required("pricingModel", TEXT),
                            optional("amount", MONEY),
                            optional("listPrice", MONEY),
                            optional("from", DATE),
                            optional("until", DATE),
                            new Shape.Listed("milestones", MILESTONE_SOLD),
                            new Shape.Listed("instalments", INSTALMENT),
                            new Shape.Listed("estimates", ESTIMATE),
                            optional("rateCard", TEXT),
                            optional("cap", MONEY),
                            optional("standaloneSellingPrice", MONEY),
                            optional("revenueMethod", TEXT),
                            new Shape.Listed("tiers", TIER)),
                    "conditions");

    private static final Shape DEAL =
            new Shape(
                    "deal",
                    List.of(
                            required("name", TEXT),
                            required("stage", STAGE),
                            required("customer", KEY),
                            optional("amount", MONEY),
                            optional("closeDate", DATE),
                            optional("signedOn", DATE),
                            optional("approvedAt", INSTANT),
                            optional("approvedBy", TEXT),
                            optional("bookedOn", DATE),
                            optional("unit", TEXT),
                            optional("legalEntity", TEXT),
                            optional("purchaseOrder", TEXT),
                            new Shape.Listed("lines", LINE)),
                    true);

    private static final Shape LINE_CHANGE =
            new Shape(
                    "changes",
                    List.of(
                            required("line", TEXT),
                            optional("what", TEXT),
                            optional("distinct", TRUTH),
                            optional("atStandalonePrice", TRUTH)),
                    false);

    private static final Shape CHANGE_ORDER =
            new Shape(
                    "change-order",
                    List.of(
                            required("deal", KEY),
                            required("number", TEXT),
                            required("status", CHANGE),
                            optional("kind", TEXT),
                            optional("signedOn", DATE),
                            optional("approvedAt", INSTANT),
                            optional("approvedBy", TEXT),
                            optional("effective", DATE),
                            optional("purchaseOrder", TEXT),
                            optional("legalEntity", TEXT),
                            optional("reason", TEXT),
                            new Shape.Listed("lines", LINE),
                            new Shape.Listed("changes", LINE_CHANGE)),
                    true);

    private static final Shape CUSTOMER =
            new Shape(
                    "customer",
                    List.of(
                            required("name", TEXT),
                            optional("street", TEXT),
                            optional("city", TEXT),
                            optional("postalCode", TEXT),
                            optional("country", TEXT),
                            optional("taxId", TEXT),
                            optional("domain", TEXT),
                            optional("blocked", TRUTH)),
                    true);

    private static final Shape PERSON =
            new Shape("person", List.of(required("name", TEXT), optional("role", TEXT)), true);

    private static final Shape CAPACITY =
            new Shape(
                    "capacity",
                    List.of(
                            required("person", KEY),
                            required("from", DATE),
                            required("until", DATE),
                            required("hours", QUANTITY)),
                    false);

    private static final Shape PROJECT =
            new Shape("project", List.of(required("name", TEXT), optional("status", TEXT)), true);

    private static final Shape MILESTONE =
            new Shape(
                    "milestone",
                    List.of(
                            required("project", KEY),
                            required("milestone", TEXT),
                            optional("acceptedOn", DATE),
                            required("acceptedShare", QUANTITY)),
                    false);

    private static final Shape TIME_ENTRY =
            new Shape(
                    "time-entry",
                    List.of(
                            required("project", KEY),
                            required("person", KEY),
                            required("on", DATE),
                            required("hours", QUANTITY),
                            optional("role", TEXT),
                            required("billable", TRUTH),
                            required("status", TIME)),
                    true);

    private static final Shape EXPENSE =
            new Shape(
                    "expense",
                    List.of(
                            required("project", KEY),
                            optional("person", KEY),
                            optional("line", TEXT),
                            required("on", DATE),
                            required("category", TEXT),
                            required("amount", MONEY),
                            optional("quantity", QUANTITY),
                            required("billable", TRUTH),
                            required("receipt", TRUTH),
                            required("status", TIME)),
                    false);

    private static final Shape USAGE =
            new Shape(
                    "usage",
                    List.of(
                            required("project", KEY),
                            optional("line", TEXT),
                            required("on", DATE),
                            required("quantity", QUANTITY),
                            required("status", TIME)),
                    false);

    private static final Shape ESTIMATE_REVISED =
            new Shape(
                    "estimate",
                    List.of(
                            required("project", KEY),
                            optional("line", TEXT),
                            required("on", DATE),
                            optional("percentComplete", QUANTITY),
                            optional("totalHours", QUANTITY),
                            optional("totalCost", MONEY),
                            optional("variable", MONEY),
                            optional("materials", MONEY)),
                    false);

    private static final Shape INVOICE =
            new Shape(
                    "invoice",
                    List.of(
                            optional("reference", TEXT),
                            optional("number", TEXT),
                            required("status", DOCUMENT),
                            required("date", DATE),
                            required("net", MONEY),
                            required("tax", MONEY)),
                    false);

    private static final Shape CREDITED_PART =
            new Shape(
                    "parts",
                    List.of(
                            optional("line", TEXT),
                            optional("unit", TEXT),
                            optional("role", TEXT),
                            optional("quantity", QUANTITY),
                            optional("amount", MONEY)),
                    false);

    private static final Shape CREDIT_NOTE =
            new Shape(
                    "credit-note",
                    List.of(
                            required("invoice", KEY),
                            optional("reference", TEXT),
                            optional("number", TEXT),
                            required("status", DOCUMENT),
                            required("date", DATE),
                            optional("net", MONEY),
                            optional("tax", MONEY),
                            new Shape.Listed("parts", CREDITED_PART)),
                    false);

    private static final Shape PAYMENT =
            new Shape(
                    "payment",
                    List.of(
                            required("invoice", KEY),
                            required("on", DATE),
                            required("amount", MONEY)),
                    false);

    private static final Shape JOURNAL =
            new Shape(
                    "journal",
                    List.of(
                            optional("reference", TEXT),
                            optional("number", TEXT),
                            required("status", DOCUMENT),
                            required("date", DATE)),
                    false);

    private static final Shape PERIOD =
            new Shape(
                    "period",
                    List.of(
                            required("legalEntity", TEXT),
                            required("from", DATE),
                            required("until", DATE),
                            required("state", TEXT)),
                    false);

    private static final Shape EXCHANGE_RATES =
            new Shape(
                    "exchange-rates",
                    List.of(required("base", TEXT), required("on", DATE)),
                    "rates");

    private static final Shape REFERENCE = new Shape("reference", List.of(), true);

    /** By canonical type. */
    static final Map<String, Shape> CANONICAL =
            List.of(
                            DEAL,
                            CHANGE_ORDER,
                            CUSTOMER,
                            PERSON,
                            CAPACITY,
                            PROJECT,
                            MILESTONE,
                            TIME_ENTRY,
                            EXPENSE,
                            USAGE,
                            ESTIMATE_REVISED,
                            INVOICE,
                            CREDIT_NOTE,
                            PAYMENT,
                            JOURNAL,
                            PERIOD,
                            EXCHANGE_RATES,
                            REFERENCE)
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(Shape::name, Function.identity()));

    private Shapes() {}
}
