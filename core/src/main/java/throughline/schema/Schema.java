package throughline.schema;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one value may be.
 *
 * @param types of them one; empty when it may be anything
 * @param nullable whether nothing is a value too
 * @param values all that it may be; empty when there is no list
 * @param format what kind of text or number it is, {@code date}; empty when that is not said
 * @param fields of an object, by name
 * @param open whether an object may have other fields than these
 * @param items of a list
 * @param ref the name of the description that stands for this one; empty when this is one itself
 */
public record Schema(
        Set<Type> types,
        boolean nullable,
        Set<String> values,
        String format,
        Map<String, Field> fields,
        boolean open,
        Optional<Schema> items,
        String ref) {

    /** Anything at all. */
    public static final Schema ANY =
            new Schema(Set.of(), true, Set.of(), "", Map.of(), true, Optional.empty(), "");

    public Schema {
        types =
                types.isEmpty()
                        ? Set.of()
                        : Collections.unmodifiableSet(EnumSet.copyOf(types)); // in one order
        values = Collections.unmodifiableSet(new TreeSet<>(values));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The kinds of values that JSON has. */
    public enum Type {
        TEXT,
        WHOLE,
        NUMBER,
        TRUTH,
        OBJECT,
        LIST;

        /** How sentences name it. */
        public String word() {
            return this == WHOLE ? "whole number" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One field of an object.
     *
     * @param required whether it is always there
     * @param deprecated whether it is said to go one day
     */
    public record Field(Schema schema, boolean required, boolean deprecated) {}

    /** One kind of value. */
    public static Schema of(Type type) {
        return new Schema(Set.of(type), false, Set.of(), "", Map.of(), true, Optional.empty(), "");
    }

    /** A text of a kind. */
    public static Schema text(String format) {
        return of(Type.TEXT).formatted(format);
    }

    /** An object with these fields, and perhaps others. */
    public static Schema object(Map<String, Field> fields) {
        return new Schema(
                Set.of(Type.OBJECT), false, Set.of(), "", fields, true, Optional.empty(), "");
    }

    /** A list of these. */
    public static Schema list(Schema items) {
        return new Schema(
                Set.of(Type.LIST), false, Set.of(), "", Map.of(), true, Optional.of(items), "");
    }

    /** Whatever a description of this name says. */
    public static Schema named(String ref) {
        return new Schema(Set.of(), false, Set.of(), "", Map.of(), true, Optional.empty(), ref);
    }

    /** The same, of a format. */
    public Schema formatted(String other) {
        return new Schema(types, nullable, values, other, fields, open, items, ref);
    }

    /** The same, one of these values. */
    public Schema oneOf(Set<String> all) {
        return new Schema(types, nullable, all, format, fields, open, items, ref);
    }

    /** The same, or nothing. */
    public Schema orNull(boolean alsoNull) {
        return new Schema(types, alsoNull, values, format, fields, open, items, ref);
    }

    /** The same with these fields. */
    public Schema with(Map<String, Field> others) {
        return new Schema(types, nullable, values, format, others, open, items, ref);
    }

    /** In words: {@code text (date)}, {@code number or nothing}. */
    public String words() {
        if (!ref.isEmpty()) {
            return ref;
        }
        if (types.isEmpty()) {
            return "anything";
        }
        String kinds =
                String.join(" or ", types.stream().map(Type::word).toList())
                        + (format.isEmpty() ? "" : " (" + format + ")");
        return kinds + (nullable ? " or nothing" : "");
    }

    /** Whether a value of this kind may be one of that: a whole number is a number. */
    boolean holds(Type type) {
        return types.isEmpty()
                || types.contains(type)
                || type == Type.WHOLE && types.contains(Type.NUMBER);
    }

    /** Whether every kind of value of that one may be one of this. */
    public boolean holdsAll(Schema other) {
        return types.isEmpty()
                || !other.types.isEmpty() && other.types.stream().allMatch(this::holds);
    }
}
