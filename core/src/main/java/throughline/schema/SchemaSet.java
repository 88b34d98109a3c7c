package throughline.schema;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The descriptions of several types of records.
 *
 * @param types by type, in their order
 * @param named what {@link Schema#ref} refers to, by name
 */
public record SchemaSet(Map<String, Schema> types, Map<String, Schema> named) {

    /** Nothing is described. */
    public static final SchemaSet NONE = new SchemaSet(Map.of(), Map.of());

    public SchemaSet {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /** What stands at a path. */
    public sealed interface Found {

        /**
         * It is described.
         *
         * @param always whether a record always has it: it and all above it are required and never
         *     nothing
         */
        record Described(Schema schema, boolean always, boolean deprecated) implements Found {}

        /** There is no such field. */
        record Absent() implements Found {}

        /** The description does not go so far: anything may be there. */
        record Open() implements Found {}
    }

    /** The type's description, with nothing left to refer to at its top. */
    public Optional<Schema> type(String name) {
        return Optional.ofNullable(types.get(name)).map(this::resolved);
    }

    /** What a description that refers to another one says; anything, when it goes in a circle. */
    public Schema resolved(Schema schema) {
        Schema now = schema;
        Set<String> seen = new HashSet<>();
        boolean nullable = schema.nullable();
        while (!now.ref().isEmpty()) {
            Schema next = named.get(now.ref());
            if (next == null || !seen.add(now.ref())) {
                return Schema.ANY;
            }
            now = next;
            nullable |= next.nullable();
        }
        return nullable == now.nullable() ? now : now.orNull(nullable);
    }

    /**
     * What stands at a path of a type.
     *
     * @param path names with full stops, {@code []} behind a list: {@code lines[].amount}
     */
    public Found at(String type, String path) {
        Optional<Schema> root = type(type);
        if (root.isEmpty()) {
            return new Found.Open();
        }
        Schema here = root.get();
        boolean always = true;
        boolean deprecated = false;
        for (String step : List.of(path.split("\\.", -1))) {
            String name = step.replace("[]", "");
            Schema.Field field = here.fields().get(name);
            if (field == null) {
                return isClosed(here) ? new Found.Absent() : new Found.Open();
            }
            here = resolved(field.schema());
            always &= field.required() && !here.nullable();
            deprecated |= field.deprecated();
            for (int i = step.length(); i > name.length(); i -= "[]".length()) {
                if (here.items().isEmpty()) {
                    return new Found.Open();
                }
                here = resolved(here.items().get());
                always = false; // a list may have no items
            }
        }
        return new Found.Described(here, always, deprecated);
    }

    /**
     * Whether what an object does not describe is not there. Vendors describe what they send, and
     * seldom say that there is nothing else: an object with described fields counts as closed.
     */
    private static boolean isClosed(Schema schema) {
        return !schema.fields().isEmpty() || !schema.open();
    }
}
