package throughline.landscape.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.schema.Schema;
import throughline.schema.Schema.Type;
import throughline.schema.SchemaSet;

/** Holds records of one type against what their contract says. */
final class RecordCheck {

    private static final int LONGEST = 80;

    /** What is told once is enough: one record may hold a list of thousands. */
    private static final int MOST = 100;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?");
    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?");

    /** Points in time as some vendors write them, whatever their contract says. */
    private static final String MICROSOFT = "/Date(";

    private final String type;
    private final SchemaSet schemas;
    private final Schema root;

    RecordCheck(String type, SchemaSet schemas) {
        this.type = type;
        this.schemas = schemas;
        this.root = schemas.type(type).orElse(Schema.ANY);
    }

    List<Deviation> of(Map<String, Object> raw, VendorContract contract) {
        Gathered found = new Gathered(type, contract, new LinkedHashSet<>());
        object("", root, raw, found);
        if (found.all().isEmpty()) {
            return List.of();
        }
        List<Deviation> sorted = new ArrayList<>(found.all());
        sorted.sort(
                Comparator.comparing(Deviation::path)
                        .thenComparing(Deviation::drift)
                        .thenComparing(Deviation::value));
        return sorted.size() > MOST ? List.copyOf(sorted.subList(0, MOST)) : sorted;
    }

    private void object(String path, Schema schema, Map<?, ?> map, Gathered found) {
        Map<String, Schema.Field> fields = schema.fields();
        if (!fields.isEmpty() || !schema.open()) {
            for (Object name : map.keySet()) {
                if (!fields.containsKey(String.valueOf(name))) {
                    add(below(path, String.valueOf(name)), DriftClass.NEW_FIELD, "", "", found);
                }
            }
        }
        for (Map.Entry<String, Schema.Field> each : fields.entrySet()) {
            String here = below(path, each.getKey());
            if (map.containsKey(each.getKey())) {
                value(here, each.getValue(), map.get(each.getKey()), found);
            } else if (each.getValue().required()) {
                add(here, DriftClass.MISSING, "", "", found);
            }
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void value(String path, Schema.Field field, @Nullable Object value, Gathered found) {
        Schema schema = schemas.resolved(field.schema());
        if (value == null) {
            // Where nobody says that nothing is a value, only a field that is always there tells.
            if (!schema.nullable() && field.required()) {
                add(path, DriftClass.RETYPED, "nothing", schema.words(), found);
            }
            return;
        }
        value(path, schema, value, found);
    }

    private void value(String path, Schema schema, Object value, Gathered found) {
        Optional<Type> is = typeOf(value);
        if (!schema.types().isEmpty() && is.filter(each -> holds(schema, each, value)).isEmpty()) {
            add(
                    path,
                    DriftClass.RETYPED,
                    is.map(Type::word).orElse("something else"),
                    schema.words(),
                    found);
            return;
        }
        if (value instanceof String text && !hasForm(schema.format(), text)) {
            add(path, DriftClass.RETYPED, "no " + schema.format(), schema.words(), found);
            return;
        }
        if (!schema.values().isEmpty() && is.filter(RecordCheck::scalar).isPresent()) {
            String text = text(value);
            if (!schema.values().contains(text)) {
                add(path, DriftClass.NEW_VALUE, shortened(text), "", found);
            }
        }
        if (value instanceof Map<?, ?> map) {
            object(path, schema, map, found);
        } else if (value instanceof List<?> list && schema.items().isPresent()) {
            Schema items = schemas.resolved(schema.items().get());
            for (Object each : list) {
                if (each != null) {
                    value(path + "[]", items, each, found);
                }
            }
        }
    }

    private static boolean holds(Schema schema, Type is, Object value) {
        if (schema.types().contains(is)) {
            return true;
        }
        return switch (is) {
            case WHOLE -> schema.types().contains(Type.NUMBER);
            case NUMBER ->
                    // 7.0 is a whole number to whoever declares one
                    schema.types().contains(Type.WHOLE)
                            && ((BigDecimal) value).stripTrailingZeros().scale() <= 0;
            case TEXT, TRUTH, OBJECT, LIST -> false;
        };
    }

    /** Whether a text is of a declared form; blank is nothing, and other forms are not checked. */
    private static boolean hasForm(String format, String text) {
        if (text.isBlank()) {
            return true;
        }
        return switch (format) {
            case "date" -> DATE.matcher(text).matches() || text.startsWith(MICROSOFT);
            case "date-time" -> INSTANT.matcher(text).matches() || text.startsWith(MICROSOFT);
            case "decimal" -> DECIMAL.matcher(text).matches();
            case String _ -> true;
        };
    }

    private static boolean scalar(Type type) {
        return switch (type) {
            case TEXT, WHOLE, NUMBER, TRUTH -> true;
            case OBJECT, LIST -> false;
        };
    }

    /** The kind of a raw value. */
    static Optional<Type> typeOf(Object value) {
        return switch (value) {
            case String _ -> Optional.of(Type.TEXT);
            case BigDecimal number -> Optional.of(number.scale() <= 0 ? Type.WHOLE : Type.NUMBER);
            case Boolean _ -> Optional.of(Type.TRUTH);
            case Map<?, ?> _ -> Optional.of(Type.OBJECT);
            case List<?> _ -> Optional.of(Type.LIST);
            case Object _ -> Optional.empty();
        };
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static void add(
            String path, DriftClass drift, String value, String expected, Gathered found) {
        found.add(path, drift, value, expected);
    }

    /** What was found in one record, and what is to be done about it. */
    private record Gathered(String type, VendorContract contract, Set<Deviation> all) {
        void add(String path, DriftClass drift, String value, String expected) {
            all.add(
                    new Deviation(
                            path,
                            drift,
                            value,
                            expected,
                            contract.read(type, path),
                            contract.policy(type, path, drift)));
        }
    }
}
