package throughline.landscape.build;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.landscape.NearMiss;
import throughline.landscape.contract.DriftClass;
import throughline.landscape.contract.DriftPolicy;
import throughline.landscape.contract.DriftRule;
import throughline.landscape.contract.VendorContract;
import throughline.schema.Schema;
import throughline.schema.SchemaSet;

/**
 * Reads which contract a system's file names, what it says of the mapped types, and what is to be
 * done about records that deviate.
 */
public final class ContractReader {

    private static final String OPENAPI = "/components/schemas/";
    private static final String SWAGGER = "/definitions/";
    private static final String JSON_SCHEMA = "/$defs/";

    private final Defects defects;
    private final Set<String> types;

    /**
     * A reader for one system.
     *
     * @param types of its records that mappings take
     */
    public ContractReader(Set<String> types, Defects defects) {
        this.types = new TreeSet<>(types);
        this.defects = defects;
    }

    /**
     * The contract of a system's file; empty when it names none, or none that can be read.
     *
     * @param files those of the contracts, by path
     */
    Optional<VendorContract.Declared> read(Tree system, Map<String, Tree> files) {
        // A system's file is read whole elsewhere; here only these two parts are of interest.
        Reading reading = Reading.of(system, "A system", new Defects());
        String name = reading.optional("name").orElse("");
        List<DriftRule> rules = rules(reading);
        Optional<Tree> part = reading.tree("contract");
        if (part.isEmpty()) {
            if (!rules.isEmpty()) {
                defects.add(
                        reading.place("drift"),
                        "missing",
                        "Nothing is held against a contract that is not named, so no rule of drift"
                                + " would ever hold. Add contract, or remove drift.");
            }
            return Optional.empty();
        }
        Reading contract = Reading.of(part.get(), "A contract", defects);
        String file = contract.text("file");
        Optional<String> version = contract.optional("version");
        Map<String, String> names = contract.textsByName("types");
        Map<String, Tree> always = contract.entries("always");
        contract.done();
        Tree tree = files.get(file);
        if (tree == null) {
            if (!file.isEmpty()) {
                contract.defect(
                        "file",
                        "unknown-reference",
                        "There is no file %s in the landscape. There are %s."
                                .formatted(
                                        file,
                                        files.isEmpty()
                                                ? "no contracts; put it under contracts/"
                                                : String.join(", ", files.keySet())));
            }
            return Optional.empty();
        }
        known(names.keySet(), contract, "types");
        known(always.keySet(), contract, "always");
        Optional<SchemaSet> described = described(tree, names, contract.place("types"));
        return described.map(
                found ->
                        new VendorContract.Declared(
                                name,
                                file,
                                version.orElseGet(() -> version(tree)),
                                names,
                                withAlways(found, always),
                                rules,
                                absent(found, tree, names),
                                perWeek(tree, names)));
    }

    /**
     * What a vendor's file says of the types of a system.
     *
     * @param names of its descriptions by type; a type that is not among them goes by its own name
     */
    public Optional<SchemaSet> described(Tree tree, Map<String, String> names, Place place) {
        if (tree instanceof Tree.Nothing) {
            return Optional.empty(); // what is wrong with the file is told already
        }
        if (!(tree instanceof Tree.Section section)) {
            defects.add(
                    tree.place(),
                    "bad-contract",
                    "This is no contract. Give an OpenAPI file, or a JSON Schema with $defs.");
            return Optional.empty();
        }
        SchemaReader reader = new SchemaReader(tree, defects);
        Map<String, Schema> found = new TreeMap<>();
        for (String type : types) {
            String wanted = names.getOrDefault(type, type);
            Optional<Schema> schema = reader.at(pointer(section, wanted));
            schema.ifPresent(each -> found.put(type, each));
            if (schema.isEmpty() && names.containsKey(type)) {
                Set<String> there = there(section);
                defects.add(
                        place,
                        "unknown-reference",
                        "The contract describes no %s.%s It describes %s."
                                .formatted(wanted, NearMiss.hint(wanted, there), some(there)));
            }
        }
        if (found.isEmpty() && defects.none()) {
            defects.add(
                    place,
                    "other-contract",
                    ("The contract describes none of %s, so it is another system's, or calls them"
                         + " otherwise: it describes %s. Say which is which under types.")
                            .formatted(String.join(", ", types), some(there(section))));
            return Optional.empty();
        }
        return Optional.of(new SchemaSet(found, reader.named()));
    }

    /** The names of all descriptions in a vendor's file. */
    private static Set<String> there(Tree.Section file) {
        String folder = pointer(file, "");
        Optional<Tree> found =
                new SchemaReader(file, new Defects())
                        .find(folder.substring(0, folder.length() - 1));
        return found.isPresent() && found.get() instanceof Tree.Section section
                ? new LinkedHashSet<>(section.entries().keySet())
                : Set.of();
    }

    private static String some(Set<String> names) {
        List<String> first = names.stream().sorted().limit(12).toList();
        return names.isEmpty()
                ? "nothing"
                : String.join(", ", first)
                        + (names.size() > first.size()
                                ? " and " + (names.size() - first.size()) + " more"
                                : "");
    }

    private static String pointer(Tree.Section file, String name) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        if (file.entries().containsKey("openapi")) {
            return "#" + OPENAPI + escaped;
        }
        if (file.entries().containsKey("swagger") || file.entries().containsKey("definitions")) {
            return "#" + SWAGGER + escaped;
        }
        return "#" + JSON_SCHEMA + escaped;
    }

    private void known(Set<String> names, Reading contract, String key) {
        for (String type : names) {
            if (!types.contains(type)) {
                contract.defect(
                        key,
                        "unknown-reference",
                        "No mapping takes %s of this system.%s Mapped are %s."
                                .formatted(
                                        type,
                                        NearMiss.hint(type, types),
                                        String.join(", ", types)));
            }
        }
    }

    /** How a vendor calls the version of a contract; empty when nothing says so. */
    public static String version(Tree tree) {
        Reading top = Reading.of(tree, "A contract", new Defects());
        return top.section("info").optional("version").or(() -> top.optional("version")).orElse("");
    }

    /** Fields that are always there though the vendor does not say so. */
    private SchemaSet withAlways(SchemaSet set, Map<String, Tree> always) {
        Map<String, Schema> types = new LinkedHashMap<>(set.types());
        always.forEach(
                (type, tree) -> {
                    Optional<Schema> root = set.type(type);
                    if (root.isPresent()) {
                        types.put(type, required(root.get(), tree));
                    }
                });
        return new SchemaSet(types, set.named());
    }

    private Schema required(Schema root, Tree names) {
        Map<String, Schema.Field> fields = new LinkedHashMap<>(root.fields());
        List<Tree> items = names instanceof Tree.Items list ? list.items() : List.of(names);
        for (Tree item : items) {
            String name = item instanceof Tree.Text text ? text.value() : "";
            Schema.Field field = fields.get(name);
            if (field == null) {
                defects.add(
                        item.place(),
                        "unknown-reference",
                        "The contract has no field %s here.%s Write fields of the record itself."
                                .formatted(name, NearMiss.hint(name, fields.keySet())));
            } else {
                fields.put(name, new Schema.Field(field.schema(), true, field.deprecated()));
            }
        }
        return root.with(fields);
    }

    private Map<String, BigDecimal> absent(SchemaSet set, Tree tree, Map<String, String> names) {
        Map<String, BigDecimal> shares = new TreeMap<>();
        if (tree instanceof Tree.Section section) {
            SchemaReader reader = new SchemaReader(tree, new Defects());
            for (String type : set.types().keySet()) {
                String root = pointer(section, names.getOrDefault(type, type));
                reader.find(root).ifPresent(found -> shares(type, "", found, shares));
            }
        }
        return shares;
    }

    private static void shares(String type, String path, Tree tree, Map<String, BigDecimal> into) {
        Reading reading = Reading.of(tree, "A field", new Defects());
        reading.optional("x-absent")
                .filter(text -> text.matches("0|1|0\\.[0-9]{1,6}"))
                .ifPresent(text -> into.put(type + "." + path, new BigDecimal(text)));
        reading.entries("properties")
                .forEach(
                        (name, field) ->
                                shares(
                                        type,
                                        path.isEmpty() ? name : path + "." + name,
                                        field,
                                        into));
    }

    private static Map<String, BigDecimal> perWeek(Tree tree, Map<String, String> names) {
        Map<String, BigDecimal> perWeek = new TreeMap<>();
        if (tree instanceof Tree.Section section
                && section.entries().get("$defs") instanceof Tree.Section types) {
            types.entries()
                    .forEach(
                            (name, each) ->
                                    Reading.of(each, name, new Defects())
                                            .optional("x-records-per-week")
                                            .filter(text -> text.matches("[0-9]{1,12}"))
                                            .ifPresent(
                                                    text ->
                                                            perWeek.put(
                                                                    type(names, name),
                                                                    new BigDecimal(text))));
        }
        return perWeek;
    }

    private static String type(Map<String, String> names, String described) {
        return names.entrySet().stream()
                .filter(each -> each.getValue().equals(described))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(described);
    }

    private List<DriftRule> rules(Reading system) {
        List<DriftRule> rules = new ArrayList<>();
        if (!system.has("drift")) {
            return rules;
        }
        Reading checked =
                Reading.of(
                        new Tree.Section(
                                Map.of("drift", system.tree("drift").orElseThrow()),
                                system.place("drift")),
                        "A system",
                        defects);
        for (Reading each : checked.sections("drift", "A rule of drift")) {
            Optional<String> type = each.optional("type");
            type.filter(name -> !types.contains(name))
                    .ifPresent(name -> known(Set.of(name), each, "type"));
            Optional<String> field = each.optional("field");
            Optional<DriftClass> drift =
                    each.optional("class")
                            .flatMap(word -> word(each, "class", word, DriftClass.of(word)));
            Optional<DriftPolicy> policy =
                    word(each, "do", each.text("do"), DriftPolicy.of(each.text("do")));
            each.done();
            parks(each, drift, policy);
            policy.map(found -> new DriftRule(type, field, drift, found))
                    .ifPresent(
                            rule -> {
                                if (rules.stream().anyMatch(before -> before.covers(rule))) {
                                    each.defect(
                                            "do",
                                            "unreachable-rule",
                                            "This rule is never reached: one before it takes all"
                                                    + " that it would. Move it up or remove it.");
                                }
                                rules.add(rule);
                            });
        }
        return rules;
    }

    /** What no single record shows says of none of them that it must wait. */
    private static void parks(
            Reading rule, Optional<DriftClass> drift, Optional<DriftPolicy> policy) {
        if (policy.equals(Optional.of(DriftPolicy.PARK))
                && drift.filter(each -> !each.ofOneRecord()).isPresent()) {
            rule.defect(
                    "do",
                    "bad-value",
                    ("%s is found in the records of a week, and no single one of them can be"
                                    + " parked for it. Write accept, warn or stop.")
                            .formatted(drift.orElseThrow().word()));
        }
    }

    private static <T> Optional<T> word(
            Reading reading, String key, String word, Optional<T> found) {
        if (found.isEmpty() && !word.isEmpty()) {
            reading.defect(
                    key,
                    "unknown-value",
                    key.equals("do")
                            ? "do is %s. Write accept, warn, park or stop.".formatted(word)
                            : ("class is %s. Write new-field, missing, retyped, new-value, nulls or"
                                            + " volume.")
                                    .formatted(word));
        }
        return found;
    }
}
