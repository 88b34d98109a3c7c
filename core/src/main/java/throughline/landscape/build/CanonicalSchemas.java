package throughline.landscape.build;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.schema.Schema;
import throughline.schema.SchemaSet;

/**
 * Describes canonical records as they are kept and published: every field that can be, or those
 * that the mappings of a release make.
 */
public final class CanonicalSchemas {

    private static final Map<Kind, Set<String>> WORDS =
            Map.of(
                    Kind.STAGE, Set.of("open", "won", "lost"),
                    Kind.DOCUMENT, Set.of("draft", "posted", "void"),
                    Kind.CHANGE, Set.of("proposed", "approved", "rejected"),
                    Kind.TIME, Set.of("draft", "submitted", "approved", "deleted"));

    private CanonicalSchemas() {}

    /** All types with all fields. */
    public static SchemaSet all() {
        Map<String, Schema> types = new TreeMap<>();
        Shapes.CANONICAL.forEach((name, shape) -> types.put(name, root(name, fields(shape))));
        return new SchemaSet(types, Map.of());
    }

    /** The types and fields that some mappings make. */
    static SchemaSet of(Collection<CompiledMapping> mappings) {
        Map<String, Made> made = new TreeMap<>();
        for (CompiledMapping mapping : mappings) {
            made.computeIfAbsent(mapping.canonical(), _ -> new Made()).add(mapping.plan());
        }
        Map<String, Schema> types = new TreeMap<>();
        made.forEach((name, each) -> types.put(name, root(name, each.fields())));
        return new SchemaSet(types, Map.of());
    }

    private static Schema root(String name, Map<String, Schema.Field> fields) {
        Map<String, Schema.Field> all = new LinkedHashMap<>();
        all.put("type", always(Schema.of(Schema.Type.TEXT).oneOf(Set.of(name))));
        all.put("key", always(Schema.text("record-key")));
        all.putAll(fields);
        return Schema.object(all);
    }

    private static Map<String, Schema.Field> fields(Shape shape) {
        Map<String, Schema.Field> fields = new LinkedHashMap<>();
        for (Shape.Field each : shape.fields()) {
            fields.put(
                    each.name(),
                    switch (each) {
                        case Shape.Single single -> single(single);
                        case Shape.Listed(_, var parts) -> listed(fields(parts));
                    });
        }
        if (shape.isOpen()) {
            fields.put(shape.free(), sometimes(Schema.object(Map.of())));
        }
        return fields;
    }

    private static Schema.Field single(Shape.Single field) {
        return new Schema.Field(of(field.kind()), field.required(), false);
    }

    private static Schema.Field listed(Map<String, Schema.Field> fields) {
        return sometimes(Schema.list(Schema.object(fields)));
    }

    private static Schema.Field always(Schema schema) {
        return new Schema.Field(schema, true, false);
    }

    private static Schema.Field sometimes(Schema schema) {
        return new Schema.Field(schema, false, false);
    }

    private static Schema of(Kind kind) {
        return switch (kind) {
            case TEXT, LABEL -> Schema.of(Schema.Type.TEXT);
            case KEY -> Schema.text("record-key");
            case MONEY -> Schema.text("money");
            case DECIMAL -> Schema.text("decimal");
            case QUANTITY -> Schema.text("quantity");
            case DATE -> Schema.text("date");
            case INSTANT -> Schema.text("date-time");
            case TRUTH -> Schema.of(Schema.Type.TRUTH);
            case STAGE, DOCUMENT, CHANGE, TIME ->
                    Schema.of(Schema.Type.TEXT).oneOf(WORDS.getOrDefault(kind, Set.of()));
        };
    }

    /** What is made of one shape by one mapping or several. */
    private static final class Made {
        private Optional<Shape> shape = Optional.empty();
        private final Set<String> names = new TreeSet<>();
        private final Map<String, Made> parts = new TreeMap<>();
        private final Set<String> attributes = new TreeSet<>();

        void add(Plan plan) {
            shape = Optional.of(plan.shape());
            for (int i = 0; i < plan.ways().size(); i++) {
                Optional<Plan.Way> way = plan.ways().get(i);
                if (way.isPresent()) {
                    String name = plan.shape().fields().get(i).name();
                    names.add(name);
                    parts(way.get())
                            .forEach(p -> parts.computeIfAbsent(name, _ -> new Made()).add(p));
                }
            }
            plan.attributes().forEach(each -> attributes.add(each.name()));
        }

        private static List<Plan> parts(Plan.Way way) {
            return switch (way) {
                case Plan.Way.One _ -> List.of();
                case Plan.Way.Written(var written) -> written;
                case Plan.Way.Each each -> List.of(each.plan());
            };
        }

        Map<String, Schema.Field> fields() {
            Map<String, Schema.Field> fields = new LinkedHashMap<>();
            Shape made = shape.orElseThrow();
            for (Shape.Field each : made.fields()) {
                if (names.contains(each.name())) {
                    fields.put(
                            each.name(),
                            switch (each) {
                                case Shape.Single single -> single(single);
                                case Shape.Listed(var name, _) ->
                                        listed(
                                                parts.containsKey(name)
                                                        ? parts.get(name).fields()
                                                        : Map.of());
                            });
                }
            }
            if (!attributes.isEmpty()) {
                Map<String, Schema.Field> free = new TreeMap<>();
                attributes.forEach(name -> free.put(name, sometimes(Schema.of(Schema.Type.TEXT))));
                fields.put(made.free(), sometimes(Schema.object(free)));
            }
            return fields;
        }
    }
}
