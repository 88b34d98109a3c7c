package throughline.schema;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes descriptions as JSON Schema, dialect 2020-12: maps, lists, texts and truth values. */
public final class JsonSchema {

    /** The dialect. */
    public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    /** Patterns of the texts that have a form of ours, by format. */
    private static final Map<String, String> PATTERNS =
            Map.of(
                    "money", "^[A-Z]{3} -?[0-9]+(\\.[0-9]+)?$",
                    "decimal", "^-?[0-9]+(\\.[0-9]+)?$",
                    "quantity", "^[0-9]+(\\.[0-9]+)?$",
                    "record-key", "^[^:]+:[^:]+:.+$");

    private final Map<String, LocalDate> sunsets;

    private JsonSchema(Map<String, LocalDate> sunsets) {
        this.sunsets = sunsets;
    }

    /**
     * One type as a schema of its own.
     *
     * @param id where it is published
     * @param sunsets by path, {@code deal.purchaseOrder}: from which day on a field may be gone
     */
    public static Map<String, Object> of(
            String id, String type, Schema schema, Map<String, LocalDate> sunsets) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("$schema", DIALECT);
        written.put("$id", id);
        written.put("title", type);
        new JsonSchema(sunsets).write(type, schema, written);
        return written;
    }

    private Map<String, Object> value(String path, Schema schema) {
        Map<String, Object> written = new LinkedHashMap<>();
        write(path, schema, written);
        return written;
    }

    private void write(String path, Schema schema, Map<String, Object> into) {
        List<String> types =
                new ArrayList<>(schema.types().stream().map(JsonSchema::name).toList());
        if (schema.nullable() && !types.isEmpty()) {
            types.add("null");
        }
        if (!types.isEmpty()) {
            into.put("type", types.size() == 1 ? types.getFirst() : types);
        }
        if (!schema.values().isEmpty()) {
            into.put("enum", List.copyOf(schema.values()));
        }
        if (!schema.format().isEmpty()) {
            into.put("format", schema.format());
            if (PATTERNS.containsKey(schema.format())) {
                into.put("pattern", PATTERNS.get(schema.format()));
            }
        }
        if (schema.types().contains(Schema.Type.OBJECT)) {
            fields(path, schema, into);
        }
        schema.items().ifPresent(items -> into.put("items", value(path + "[]", items)));
    }

    private void fields(String path, Schema schema, Map<String, Object> into) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        schema.fields()
                .forEach(
                        (name, field) -> {
                            String below = path + "." + name;
                            Map<String, Object> written = value(below, field.schema());
                            LocalDate sunset = sunsets.get(below);
                            if (field.deprecated() || sunset != null) {
                                written.put("deprecated", true);
                            }
                            if (sunset != null) {
                                written.put("x-sunset", sunset.toString());
                            }
                            properties.put(name, written);
                            if (field.required()) {
                                required.add(name);
                            }
                        });
        into.put("properties", properties);
        if (!required.isEmpty()) {
            into.put("required", required);
        }
        into.put("additionalProperties", schema.open());
    }

    private static String name(Schema.Type type) {
        return switch (type) {
            case TEXT -> "string";
            case WHOLE -> "integer";
            case NUMBER -> "number";
            case TRUTH -> "boolean";
            case OBJECT -> "object";
            case LIST -> "array";
        };
    }

    /** The kind of value that JSON Schema calls so; none for {@code null} and what it has not. */
    public static Set<Schema.Type> typeOf(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "string" -> Set.of(Schema.Type.TEXT);
            case "integer" -> Set.of(Schema.Type.WHOLE);
            case "number" -> Set.of(Schema.Type.NUMBER);
            case "boolean" -> Set.of(Schema.Type.TRUTH);
            case "object" -> Set.of(Schema.Type.OBJECT);
            case "array" -> Set.of(Schema.Type.LIST);
            case String _ -> Set.of();
        };
    }
}
