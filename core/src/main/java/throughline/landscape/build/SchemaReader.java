package throughline.landscape.build;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.schema.JsonSchema;
import throughline.schema.Schema;

/**
 * Reads descriptions out of one file of a vendor: OpenAPI 3, Swagger 2 or JSON Schema. Only what is
 * asked for is read, and what that refers to, so that a fault in a part that nobody uses stops
 * nobody. What lies in other files or on the network is never fetched.
 */
final class SchemaReader {

    private static final int DEEPEST = 60;

    private final Tree file;
    private final Defects defects;
    private final Map<String, Schema> named = new LinkedHashMap<>();

    SchemaReader(Tree file, Defects defects) {
        this.file = file;
        this.defects = defects;
    }

    /** Everything that was referred to so far, by pointer. */
    Map<String, Schema> named() {
        return named;
    }

    /** What a pointer into the file describes; {@code #} is the whole file. */
    Optional<Schema> at(String pointer) {
        if (named.containsKey(pointer)) {
            return Optional.of(Schema.named(pointer));
        }
        Optional<Tree> tree = find(pointer);
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        // There before it is read: it may refer to itself.
        named.put(pointer, Schema.ANY);
        named.put(pointer, read(tree.get(), 0));
        return Optional.of(Schema.named(pointer));
    }

    /** The tree at a pointer. */
    Optional<Tree> find(String pointer) {
        Tree here = file;
        String[] steps = pointer.split("/", -1);
        for (int i = 1; i < steps.length; i++) {
            String step = steps[i].replace("~1", "/").replace("~0", "~");
            Tree next =
                    switch (here) {
                        case Tree.Section section -> section.entries().get(step);
                        case Tree.Items items ->
                                step.matches("[0-9]{1,6}")
                                                && Integer.parseInt(step) < items.items().size()
                                        ? items.items().get(Integer.parseInt(step))
                                        : null;
                        case Tree.Text _, Tree.Nothing _ -> null;
                    };
            if (next == null) {
                return Optional.empty();
            }
            here = next;
        }
        return Optional.of(here);
    }

    private Schema read(Tree tree, int depth) {
        if (!(tree instanceof Tree.Section section)) {
            return Schema.ANY; // true: anything
        }
        if (depth > DEEPEST) {
            defects.add(
                    tree.place(),
                    "bad-contract",
                    "This is described deeper than %d. Name a part of it and refer to it."
                            .formatted(DEEPEST));
            return Schema.ANY;
        }
        Map<String, Tree> entries = section.entries();
        if (entries.get("$ref") instanceof Tree.Text ref) {
            return referred(ref);
        }
        Schema own = own(entries, depth);
        for (Tree part : parts(entries, "allOf")) {
            own = both(own, read(part, depth + 1));
        }
        List<Schema> ways = new ArrayList<>();
        for (String key : List.of("oneOf", "anyOf")) {
            parts(entries, key).forEach(part -> ways.add(read(part, depth + 1)));
        }
        return ways.isEmpty() ? own : both(own, either(ways));
    }

    private Schema referred(Tree.Text ref) {
        String to = ref.value();
        if (!to.startsWith("#")) {
            defects.add(
                    ref.place(),
                    "external-reference",
                    ("This refers to %s, and nothing outside the file is fetched. Put what it"
                         + " refers to into the file, as tools that bundle contracts do.")
                            .formatted(to));
            return Schema.ANY;
        }
        return at(to).orElseGet(
                        () -> {
                            defects.add(
                                    ref.place(),
                                    "unknown-reference",
                                    "There is no %s in the file. Ask the vendor for a whole one."
                                            .formatted(to));
                            return Schema.ANY;
                        });
    }

    private static List<Tree> parts(Map<String, Tree> entries, String key) {
        return entries.get(key) instanceof Tree.Items items ? items.items() : List.of();
    }

    private Schema own(Map<String, Tree> entries, int depth) {
        Set<Schema.Type> types = EnumSet.noneOf(Schema.Type.class);
        boolean nullable = text(entries, "nullable").equals("true");
        for (String name : names(entries.get("type"))) {
            types.addAll(JsonSchema.typeOf(name));
            nullable |= name.equals("null");
        }
        Map<String, Schema.Field> fields = fields(entries, depth);
        if (types.isEmpty() && !fields.isEmpty()) {
            types.add(Schema.Type.OBJECT);
        }
        Set<String> values = new LinkedHashSet<>();
        for (Tree each : parts(entries, "enum")) {
            nullable |= each instanceof Tree.Nothing;
            if (each instanceof Tree.Text text) {
                values.add(text.value());
            }
        }
        if (entries.get("const") instanceof Tree.Text only) {
            values.add(only.value());
        }
        Optional<Schema> items =
                Optional.ofNullable(entries.get("items")).map(each -> read(each, depth + 1));
        return new Schema(
                types,
                nullable || types.isEmpty(),
                values,
                text(entries, "format"),
                fields,
                !text(entries, "additionalProperties").equals("false"),
                items,
                "");
    }

    private Map<String, Schema.Field> fields(Map<String, Tree> entries, int depth) {
        Map<String, Schema.Field> fields = new LinkedHashMap<>();
        Set<String> required = new LinkedHashSet<>(names(entries.get("required")));
        if (entries.get("properties") instanceof Tree.Section properties) {
            properties
                    .entries()
                    .forEach(
                            (name, tree) ->
                                    fields.put(
                                            name,
                                            new Schema.Field(
                                                    read(tree, depth + 1),
                                                    required.contains(name),
                                                    tree instanceof Tree.Section field
                                                            && text(field.entries(), "deprecated")
                                                                    .equals("true"))));
        }
        return fields;
    }

    private static List<String> names(@Nullable Tree tree) {
        return switch (tree) {
            case null -> List.of();
            case Tree.Text text -> List.of(text.value());
            case Tree.Items items ->
                    items.items().stream()
                            .map(each -> each instanceof Tree.Text text ? text.value() : "null")
                            .toList();
            case Tree.Section _, Tree.Nothing _ -> List.of();
        };
    }

    private static String text(Map<String, Tree> entries, String key) {
        return entries.get(key) instanceof Tree.Text text ? text.value() : "";
    }

    /** Whatever holds for both: all fields of either, of the kinds that either names. */
    private Schema both(Schema one, Schema otherRef) {
        Schema other = resolved(otherRef);
        Map<String, Schema.Field> fields = new LinkedHashMap<>(one.fields());
        fields.putAll(other.fields());
        Set<String> values = one.values().isEmpty() ? other.values() : one.values();
        return new Schema(
                one.types().isEmpty() ? other.types() : one.types(),
                one.types().isEmpty() ? other.nullable() : one.nullable(),
                values,
                one.format().isEmpty() ? other.format() : one.format(),
                fields,
                one.open() && other.open(),
                one.items().or(other::items),
                "");
    }

    /** Whatever one of them allows: no field is always there unless all have it always. */
    private Schema either(List<Schema> ways) {
        Set<Schema.Type> types = EnumSet.noneOf(Schema.Type.class);
        Set<String> values = new LinkedHashSet<>();
        Map<String, Schema.Field> fields = new LinkedHashMap<>();
        boolean nullable = false;
        boolean listed = true;
        boolean anything = false;
        Optional<Schema> items = Optional.empty();
        List<Schema> all = ways.stream().map(this::resolved).toList();
        for (Schema each : all) {
            boolean onlyNull = each.types().isEmpty() && each.nullable() && each.fields().isEmpty();
            nullable |= each.nullable();
            anything |= each.types().isEmpty() && !onlyNull;
            types.addAll(each.types());
            listed &= !each.values().isEmpty() || onlyNull;
            values.addAll(each.values());
            each.fields()
                    .forEach(
                            (name, field) ->
                                    fields.putIfAbsent(
                                            name,
                                            new Schema.Field(
                                                    field.schema(),
                                                    always(name, all),
                                                    field.deprecated())));
            items = items.or(each::items);
        }
        return new Schema(
                anything ? Set.of() : types,
                nullable,
                listed ? values : Set.of(),
                "",
                fields,
                true,
                items,
                "");
    }

    private static boolean always(String name, List<Schema> all) {
        return all.stream()
                .allMatch(
                        each -> {
                            Schema.Field field = each.fields().get(name);
                            return field != null && field.required();
                        });
    }

    private Schema resolved(Schema schema) {
        return new throughline.schema.SchemaSet(Map.of(), named).resolved(schema);
    }
}
