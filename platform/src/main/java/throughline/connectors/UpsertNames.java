package throughline.connectors;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.align.ActionKind;
import throughline.landscape.NearMiss;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Tree;

/**
 * Checks what a system's file says that writes make there under external ids: that each says which
 * object, by which key and of which fields, and that what is written has what fields are given.
 */
final class UpsertNames {

    /** What is written by kind, as the reference page of actions lists it. */
    private static final Map<String, Set<String>> BODIES =
            Map.of(
                    ActionKind.CREATE_CUSTOMER.name(),
                    Set.of(
                            "reference",
                            "entity",
                            "currency",
                            "name",
                            "street",
                            "city",
                            "postalCode",
                            "country",
                            "taxId",
                            "domain"),
                    ActionKind.CREATE_CONTRACT.name(),
                    Set.of(
                            "reference",
                            "name",
                            "customer",
                            "customerName",
                            "unit",
                            "entity",
                            "currency",
                            "purchaseOrder",
                            "taxTreatment",
                            "bookedOn",
                            "price"),
                    ActionKind.CREATE_PROJECT.name(),
                    Set.of(
                            "reference",
                            "name",
                            "customer",
                            "customerName",
                            "unit",
                            "entity",
                            "currency",
                            "purchaseOrder",
                            "taxTreatment",
                            "template",
                            "from",
                            "until",
                            "lastDay",
                            "budget",
                            "budgetHours"),
                    ActionKind.WRITE_BACK.name(),
                    Set.of("reference", "type", "id", "status"));

    /** The lists among them, by kind and name. */
    private static final Map<String, Map<String, Set<String>>> LISTS =
            Map.of(
                    ActionKind.CREATE_CONTRACT.name(),
                    Map.of(
                            "lines",
                            Set.of(
                                    "id",
                                    "name",
                                    "serviceLine",
                                    "pricing",
                                    "revenueMethod",
                                    "price",
                                    "cap",
                                    "from",
                                    "until",
                                    "lastDay")),
                    ActionKind.CREATE_PROJECT.name(),
                    Map.of(
                            "milestones",
                            Set.of("id", "line", "name", "due", "amount"),
                            "roles",
                            Set.of("line", "role", "hours", "rate"),
                            "services",
                            Set.of("id", "name", "measure")));

    private final Defects defects;

    private UpsertNames(Defects defects) {
        this.defects = defects;
    }

    static void check(Tree.Section upserts, Defects defects) {
        UpsertNames check = new UpsertNames(defects);
        upserts.entries().forEach(check::kind);
    }

    private void kind(String kind, Tree made) {
        if (!BODIES.containsKey(kind)) {
            defects.add(
                    made.place(),
                    "unknown-value",
                    "%s makes nothing under an external id.%s Use %s."
                            .formatted(
                                    kind,
                                    NearMiss.hint(kind, BODIES.keySet()),
                                    String.join(", ", new TreeSet<>(BODIES.keySet()))));
            return;
        }
        Set<String> body = new TreeSet<>(BODIES.getOrDefault(kind, Set.of()));
        for (ActionKind each : ActionKind.values()) {
            body.add("externalIds." + each.name());
        }
        boolean beside = kind.equals(ActionKind.WRITE_BACK.name());
        Optional<Tree.Section> section = made(kind, made, body, beside);
        Map<String, Set<String>> lists = LISTS.getOrDefault(kind, Map.of());
        section.map(each -> each.entries().get("each"))
                .ifPresent(
                        each -> {
                            if (each instanceof Tree.Section(var named, _, _)) {
                                named.forEach((list, below) -> list(kind, lists, list, below));
                            }
                        });
    }

    private void list(String kind, Map<String, Set<String>> lists, String list, Tree below) {
        if (!lists.containsKey(list)) {
            defects.add(
                    below.place(),
                    "unknown-name",
                    "%s has no list %s.%s It has %s."
                            .formatted(
                                    kind,
                                    list,
                                    NearMiss.hint(list, lists.keySet()),
                                    lists.isEmpty()
                                            ? "none"
                                            : String.join(", ", new TreeSet<>(lists.keySet()))));
            return;
        }
        made(list, below, new TreeSet<>(lists.getOrDefault(list, Set.of())), true);
    }

    private Optional<Tree.Section> made(String what, Tree made, Set<String> body, boolean below) {
        if (!(made instanceof Tree.Section section)) {
            defects.add(
                    made.place(),
                    "wrong-type",
                    "%s needs object, key and fields. Write them below it.".formatted(what));
            return Optional.empty();
        }
        Set<String> known = new TreeSet<>(Set.of("object", "key", "fields", "each", "parent"));
        section.entries()
                .forEach(
                        (name, value) -> {
                            if (!known.contains(name)) {
                                defects.add(
                                        value.place(),
                                        "unknown-name",
                                        "Nothing reads %s of %s.%s Correct or remove it."
                                                .formatted(name, what, NearMiss.hint(name, known)));
                            }
                        });
        for (String needed : below ? Set.of("object", "key", "parent") : Set.of("object", "key")) {
            if (!(section.entries().get(needed) instanceof Tree.Text)) {
                defects.add(
                        made.place(), "missing", "%s needs %s. Add it.".formatted(what, needed));
            }
        }
        if (section.entries().get("fields") instanceof Tree.Section(var fields, _, _)) {
            fields.forEach((field, path) -> field(what, field, path, body));
        } else {
            defects.add(made.place(), "missing", "%s needs fields. Add them.".formatted(what));
        }
        return Optional.of(section);
    }

    private void field(String what, String field, Tree path, Set<String> body) {
        String named = path instanceof Tree.Text(var text, _, _) ? text : "";
        if (!body.contains(named)) {
            defects.add(
                    path.place(),
                    "unknown-name",
                    "%s has no %s for %s.%s It has %s."
                            .formatted(
                                    what,
                                    named.isEmpty() ? "text" : named,
                                    field,
                                    NearMiss.hint(named, body),
                                    String.join(", ", body)));
        }
    }
}
