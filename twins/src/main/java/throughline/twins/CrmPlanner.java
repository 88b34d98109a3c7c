package throughline.twins;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks whether a query is one that the CRM answers, as strictly as the vendor does. */
final class CrmPlanner {

    private static final int FIELDS_AT_MOST = 200;
    private static final int FIELDS_SINCE = 51;
    private static final int DEEP_SINCE = 58;
    private static final int MOST_CHILDREN = 20;
    private static final int LONGEST_PATH = 5;

    private final CrmSchema schema;
    private final CrmStore store;
    private final LocalDate today;
    private final int version;
    private final boolean deletedToo;
    private int children;

    /**
     * For one query.
     *
     * @param version of the interface that is asked
     * @param deletedToo whether records in the recycle bin count
     */
    CrmPlanner(CrmSchema schema, CrmStore store, LocalDate today, int version, boolean deletedToo) {
        this.schema = schema;
        this.store = store;
        this.today = today;
        this.version = version;
        this.deletedToo = deletedToo;
    }

    CrmPlan plan(Soql.Query query) {
        CrmObject object =
                schema.object(query.from().toString())
                        .orElseThrow(
                                () ->
                                        CrmRefusal.inQuery(
                                                "INVALID_TYPE",
                                                query.text(),
                                                query.from().at(),
                                                "sObject type '%s' is not supported."
                                                        .formatted(query.from())));
        return plan(query, object, 1);
    }

    private CrmPlan plan(Soql.Query query, CrmObject object, int level) {
        if (level > (version < DEEP_SINCE ? 2 : 5)) {
            throw CrmRefusal.malformed(
                    query.text(),
                    query.from().at(),
                    "SOQL statements cannot query aggregate relationships more than "
                            + (version < DEEP_SINCE ? 1 : 4)
                            + " level away from the root entity object.");
        }
        List<CrmPlan.Column> columns = new ArrayList<>();
        for (Soql.Item item : query.items()) {
            columns.addAll(columns(query, object, item, level));
        }
        unique(query, columns);
        CrmConditions conditions = new CrmConditions(this, query, object);
        Predicate<ObjectNode> where = query.where().map(conditions::holds).orElse(record -> true);
        return new CrmPlan(
                object,
                columns,
                where,
                order(query, object),
                query.limit().orElse(Integer.MAX_VALUE),
                query.offset().orElse(0),
                query.counts());
    }

    private List<CrmPlan.Column> columns(
            Soql.Query query, CrmObject object, Soql.Item item, int level) {
        return switch (item) {
            case Soql.Field(var name) -> {
                Way way = way(query, object, name);
                yield List.of(
                        way.over().isEmpty()
                                ? new CrmPlan.Own(way.field())
                                : new CrmPlan.Far(way.over(), way.field()));
            }
            case Soql.Fields(var which, var at) -> {
                bounded(query, which, at);
                yield object.fields().stream()
                        .filter(
                                each ->
                                        which.equals("ALL")
                                                || each.custom() == which.equals("CUSTOM"))
                        .map(each -> (CrmPlan.Column) new CrmPlan.Own(each))
                        .toList();
            }
            case Soql.Children(var below) -> List.of(below(query, object, below, level));
        };
    }

    /** Whoever does not know the fields may ask for few records only. */
    private void bounded(Soql.Query query, String which, int at) {
        if (version < FIELDS_SINCE) {
            throw CrmRefusal.inQuery(
                    "UNSUPPORTED_API_VERSION",
                    query.text(),
                    at,
                    "The SOQL FIELDS function is not supported in this version of the API");
        }
        if (!which.equals("STANDARD") && query.limit().orElse(Integer.MAX_VALUE) > FIELDS_AT_MOST) {
            throw CrmRefusal.malformed(
                    query.text(),
                    at,
                    "The SOQL FIELDS function must have a LIMIT of at most " + FIELDS_AT_MOST);
        }
    }

    private CrmPlan.Column below(Soql.Query query, CrmObject object, Soql.Query below, int level) {
        children++;
        if (children > MOST_CHILDREN) {
            throw CrmRefusal.malformed(
                    query.text(),
                    below.from().at(),
                    "SOQL statements cannot have more than 20 child relationships");
        }
        CrmSchema.Children way =
                schema.children(object).stream()
                        .filter(each -> each.name().equalsIgnoreCase(below.from().last()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        CrmRefusal.inQuery(
                                                "INVALID_FIELD",
                                                query.text(),
                                                below.from().at(),
                                                "Didn't understand relationship '%s' in FROM part"
                                                                .formatted(below.from().last())
                                                        + " of query call."));
        return new CrmPlan.Below(way, plan(below, way.child(), level + 1));
    }

    private static void unique(Soql.Query query, List<CrmPlan.Column> columns) {
        Set<String> names = new HashSet<>();
        for (CrmPlan.Column column : columns) {
            String name =
                    switch (column) {
                        case CrmPlan.Own(var field) -> field.name();
                        case CrmPlan.Far(var over, var field) -> over + "." + field.name();
                        case CrmPlan.Below(var way, _) -> way.name();
                    };
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw CrmRefusal.malformed(
                        query.text(), query.from().at(), "duplicate field selected: " + name);
            }
        }
    }

    private Comparator<ObjectNode> order(Soql.Query query, CrmObject object) {
        Comparator<ObjectNode> order = (_, _) -> 0;
        for (Soql.Order each : query.order()) {
            Way way = way(query, object, each.field());
            if (!way.field().filterable()) {
                throw CrmRefusal.inQuery(
                        "INVALID_FIELD",
                        query.text(),
                        each.field().at(),
                        "field '%s' can not be sorted in a query call".formatted(each.field()));
            }
            Comparator<JsonNode> values = CrmConditions.ofKind(way.field());
            Comparator<JsonNode> direction = each.descending() ? values.reversed() : values;
            Comparator<JsonNode> nulls =
                    Comparator.comparing(
                            JsonNode::isNull,
                            each.nullsLast()
                                    ? Comparator.naturalOrder()
                                    : Comparator.reverseOrder());
            order =
                    order.thenComparing(
                            row -> value(way, row),
                            nulls.thenComparing(
                                    (one, other) ->
                                            one.isNull() ? 0 : direction.compare(one, other)));
        }
        return order.thenComparing(row -> CrmStore.text(row, "Id"));
    }

    /** A field and the references that lead to it. */
    record Way(List<CrmField> over, CrmField field) {}

    Way way(Soql.Query query, CrmObject object, Soql.Name name) {
        List<String> path = new ArrayList<>(name.path());
        if (path.size() > 1 && path.getFirst().equalsIgnoreCase(object.name())) {
            path.removeFirst();
        }
        List<CrmField> over = new ArrayList<>();
        CrmObject here = object;
        while (path.size() > 1) {
            String relationship = path.removeFirst();
            CrmField field =
                    here.fields().stream()
                            .filter(
                                    each ->
                                            each.lookup()
                                                    .filter(
                                                            to ->
                                                                    to.relationship()
                                                                            .equalsIgnoreCase(
                                                                                    relationship))
                                                    .isPresent())
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            CrmRefusal.inQuery(
                                                    "INVALID_FIELD",
                                                    query.text(),
                                                    name.at(),
                                                    "Didn't understand relationship '%s' in"
                                                                    .formatted(relationship)
                                                            + " field path."));
            over.add(field);
            here = schema.known(field.lookup().orElseThrow().to());
        }
        if (over.size() > LONGEST_PATH) {
            throw CrmRefusal.malformed(query.text(), name.at(), "Too many levels of relationships");
        }
        String last = path.getFirst();
        CrmObject holder = here;
        CrmField field =
                here.field(last)
                        .orElseThrow(
                                () ->
                                        CrmRefusal.inQuery(
                                                "INVALID_FIELD",
                                                query.text(),
                                                name.at(),
                                                "No such column '%s' on entity '%s'. If you are"
                                                                .formatted(last, holder.name())
                                                        + " attempting to use a custom field, be"
                                                        + " sure to append the '__c' after the"
                                                        + " custom field name."));
        return new Way(over, field);
    }

    JsonNode value(Way way, ObjectNode row) {
        Optional<ObjectNode> holder = holder(way.over(), row);
        return holder.map(each -> CrmWholes.value(way.field(), each))
                .orElse(tools.jackson.databind.node.JsonNodeFactory.instance.nullNode());
    }

    private Optional<ObjectNode> holder(List<CrmField> over, ObjectNode row) {
        Optional<ObjectNode> here = Optional.of(row);
        for (CrmField field : over) {
            here =
                    here.flatMap(
                            each ->
                                    store.row(
                                            schema.known(field.lookup().orElseThrow().to()),
                                            CrmStore.text(each, field.name())));
        }
        return here;
    }

    /** The ids or references that a query within a condition finds. */
    Set<String> found(Soql.Query query) {
        CrmPlan plan = plan(query);
        if (plan.columns().size() != 1
                || !(plan.columns().getFirst() instanceof CrmPlan.Own(var field))
                || (field.kind() != CrmField.Kind.ID && field.lookup().isEmpty())) {
            throw CrmRefusal.malformed(
                    query.text(),
                    query.from().at(),
                    "The inner select field of a semi join must be an id or a reference of the"
                            + " object itself");
        }
        Set<String> ids = new HashSet<>();
        store.rows(plan.object(), deletedToo).stream()
                .filter(plan.where())
                .forEach(row -> ids.add(CrmStore.text(row, field.name())));
        return ids;
    }

    LocalDate today() {
        return today;
    }
}
