package throughline.landscape.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.landscape.Route;
import throughline.landscape.expression.Expression;
import throughline.landscape.expression.Vocabulary;

/** Reads mappings: source record to canonical record, field by field. */
final class MappingReader {

    private static final String NO_OWNER = "";

    private final Vocabulary vocabulary;
    private final Defects defects;
    private final Map<Place, String> systems = new LinkedHashMap<>();

    /**
     * @param vocabulary with {@code raw} as its only variable, and the code maps
     */
    MappingReader(Vocabulary vocabulary, Defects defects) {
        this.vocabulary = vocabulary;
        this.defects = defects;
    }

    /** All mappings of a file: one at its top, or a list of them. */
    List<CompiledMapping> read(Tree file) {
        Reading top = Reading.of(file, "A mapping file", defects);
        if (!top.has("mappings")) {
            return mapping(top, NO_OWNER).stream().toList();
        }
        List<CompiledMapping> result = new ArrayList<>();
        String owner = top.optional("owner").orElse(NO_OWNER);
        top.sections("mappings", "A mapping")
                .forEach(each -> mapping(each, owner).ifPresent(result::add));
        top.done();
        return result;
    }

    /** The system that each mapping names, where it does; of those that are broken, too. */
    Map<Place, String> systems() {
        return Collections.unmodifiableMap(systems);
    }

    private Optional<CompiledMapping> mapping(Reading reading, String fileOwner) {
        Reading source = reading.section("source");
        String system = source.text("system");
        String type = source.text("type");
        List<String> columns = source.texts("fields");
        source.done();
        if (!system.isEmpty()) {
            systems.put(source.place("system"), system);
        }
        Optional<Set<String>> known =
                columns.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(columns));
        Expressions expressions = new Expressions(vocabulary.of(system, known), defects);
        String canonical = reading.text("canonical");
        Shape shape = Shapes.CANONICAL.get(canonical);
        if (shape == null && !canonical.isEmpty()) {
            reading.defect(
                    "canonical",
                    "unknown-reference",
                    "There is no canonical type %s. Use one of %s."
                            .formatted(
                                    canonical,
                                    String.join(", ", sorted(Shapes.CANONICAL.keySet()))));
        }
        Optional<Expression> id = expression(reading, expressions, "id", Kind.LABEL, true);
        Optional<Expression> when = expression(reading, expressions, "when", Kind.TRUTH, false);
        Optional<Expression> version = version(reading, expressions);
        Optional<CompiledMapping.Routing> routing = routing(reading, expressions);
        String ignored =
                reading.optional("ignored")
                        .orElse("the mapping's condition leaves this record out");
        String owner = reading.optional("owner").orElse(fileOwner);
        Widest widest = new Widest();
        Optional<Plan> plan =
                shape == null
                        ? Optional.empty()
                        : Optional.of(plan(reading.section("fields"), shape, expressions, widest));
        reading.optional("note");
        reading.tree("fields"); // known also where nobody can say what they must be
        reading.done();
        if (plan.isEmpty()
                || id.isEmpty()
                || routing.isEmpty()
                || system.isEmpty()
                || type.isEmpty()) {
            // Who refers to it is not told that there is none: there is, and it cannot be read.
            defects.unread("mappings/" + system + (type.isEmpty() ? "/" : "/" + type));
            defects.unread("objects/" + (shape == null ? "" : canonical));
            return Optional.empty();
        }
        CompiledMapping.Head head =
                new CompiledMapping.Head(
                        system,
                        type,
                        canonical,
                        reading.place(),
                        owner,
                        id.get(),
                        when,
                        ignored,
                        version,
                        routing.get());
        return Optional.of(
                new CompiledMapping(
                        head,
                        plan.get(),
                        Math.max(widest.slots, expressions.vocabulary().slots())));
    }

    private Optional<Expression> expression(
            Reading reading, Expressions expressions, String key, Kind kind, boolean required) {
        Optional<Tree> tree = reading.tree(key);
        if (tree.isEmpty() && required) {
            reading.missing(key);
        }
        return tree.flatMap(found -> expressions.of(kind, required, key, found));
    }

    private Optional<Expression> version(Reading reading, Expressions expressions) {
        return reading.tree("version").flatMap(tree -> expressions.versionOf(tree));
    }

    private Optional<CompiledMapping.Routing> routing(Reading reading, Expressions expressions) {
        Optional<Tree> tree = reading.tree("route");
        return switch (tree.orElse(null)) {
            case null -> {
                reading.missing("route");
                yield Optional.empty();
            }
            case Tree.Text text -> fixed(text);
            case Tree.Section section -> routed(Reading.of(section, "route", defects), expressions);
            case Tree.Items items -> badRoute(items);
            case Tree.Nothing nothing -> badRoute(nothing);
        };
    }

    private Optional<CompiledMapping.Routing> fixed(Tree.Text text) {
        return switch (text.value()) {
            case "root" -> Optional.of(new CompiledMapping.Routing.Fixed(new Route.Root()));
            case "master" -> Optional.of(new CompiledMapping.Routing.Fixed(new Route.Master()));
            case String _ -> badRoute(text);
        };
    }

    private Optional<CompiledMapping.Routing> routed(Reading route, Expressions expressions) {
        Optional<Expression> key = expression(route, expressions, "belongs-to", Kind.KEY, false);
        Optional<Expression> own = expression(route, expressions, "engagement", Kind.TEXT, false);
        boolean one = route.has("belongs-to") != route.has("engagement");
        route.done();
        if (!one) {
            route.defect(
                    "belongs-to",
                    "bad-value",
                    "A route says belongs-to or engagement, one of them.");
        }
        Optional<CompiledMapping.Routing> byKey = key.map(CompiledMapping.Routing.ByKey::new);
        return byKey.or(() -> own.map(CompiledMapping.Routing.ByEngagement::new));
    }

    private Optional<CompiledMapping.Routing> badRoute(Tree tree) {
        defects.add(
                tree.place(),
                "bad-value",
                "route must be root, master, {belongs-to: key(...)} or {engagement: ...}.");
        return Optional.empty();
    }

    private Plan plan(Reading fields, Shape shape, Expressions expressions, Widest widest) {
        widest.see(expressions.vocabulary());
        List<Optional<Plan.Way>> ways = new ArrayList<>();
        for (Shape.Field field : shape.fields()) {
            ways.add(
                    switch (field) {
                        case Shape.Single single -> one(fields, shape, single, expressions);
                        case Shape.Listed listed -> listed(fields, listed, expressions, widest);
                    });
        }
        List<Plan.Attribute> attributes =
                shape.isOpen() ? free(fields, shape.free(), expressions) : List.of();
        for (String key : fields.keys()) {
            if (shape.field(key).isEmpty() && !(shape.isOpen() && key.equals(shape.free()))) {
                fields.defect(
                        key,
                        "unknown-name",
                        "%s has no field %s. Its fields: %s."
                                .formatted(shape.name(), key, Shape.names(shape)));
            }
        }
        return new Plan(shape, ways, attributes);
    }

    private Optional<Plan.Way> one(
            Reading fields, Shape shape, Shape.Single field, Expressions expressions) {
        Optional<Tree> tree = fields.tree(field.name());
        if (tree.isEmpty()) {
            if (field.required()) {
                fields.missing("the field " + field.name() + " of " + shape.name());
            }
            return Optional.empty();
        }
        return expressions
                .of(field.kind(), field.required(), field.name(), tree.get())
                .map(
                        expression ->
                                new Plan.Way.One(
                                        field,
                                        expression,
                                        expression.references().sources().stream()
                                                .findFirst()
                                                .orElse(field.name())));
    }

    private Optional<Plan.Way> listed(
            Reading fields, Shape.Listed listed, Expressions expressions, Widest widest) {
        return switch (fields.tree(listed.name()).orElse(null)) {
            case null -> Optional.empty();
            case Tree.Items items ->
                    Optional.of(
                            new Plan.Way.Written(
                                    items.items().stream()
                                            .map(item -> part(item, listed, expressions, widest))
                                            .toList()));
            case Tree.Section section ->
                    each(Reading.of(section, listed.name(), defects), listed, expressions, widest);
            case Tree.Text text -> notListed(text, listed);
            case Tree.Nothing nothing -> notListed(nothing, listed);
        };
    }

    private Plan part(Tree item, Shape.Listed listed, Expressions expressions, Widest widest) {
        return plan(Reading.of(item, listed.name(), defects), listed.shape(), expressions, widest);
    }

    private Optional<Plan.Way> each(
            Reading reading, Shape.Listed listed, Expressions expressions, Widest widest) {
        String variable = reading.text("as");
        Optional<Expression> list =
                reading.tree("for").flatMap(tree -> expressions.list(listed.name(), tree));
        if (!reading.has("for")) {
            reading.missing("for");
        }
        if (variable.isEmpty() || expressions.vocabulary().knows(variable)) {
            reading.defect("as", "duplicate", "as must be a name that is not in use yet.");
            return Optional.empty();
        }
        Expressions inner = expressions.with(variable);
        Optional<Expression> when = expression(reading, inner, "when", Kind.TRUTH, false);
        Plan plan = plan(reading.section("each"), listed.shape(), inner, widest);
        reading.done();
        return list.map(
                found ->
                        new Plan.Way.Each(
                                found, variable, inner.vocabulary().slot(variable), when, plan));
    }

    private Optional<Plan.Way> notListed(Tree tree, Shape.Listed listed) {
        defects.add(
                tree.place(),
                "bad-shape",
                "%s must be a list of parts, or {for: list, as: name, each: {...}}."
                        .formatted(listed.name()));
        return Optional.empty();
    }

    private List<Plan.Attribute> free(Reading fields, String name, Expressions expressions) {
        List<Plan.Attribute> result = new ArrayList<>();
        for (Map.Entry<String, Tree> entry : fields.entries(name).entrySet()) {
            expressions
                    .of(Kind.LABEL, false, entry.getKey(), entry.getValue())
                    .ifPresent(value -> result.add(new Plan.Attribute(entry.getKey(), value)));
        }
        return result;
    }

    private static List<String> sorted(Set<String> names) {
        return new HashSet<>(names).stream().sorted().toList();
    }

    /** The most slots that any expression of a mapping needs. */
    private static final class Widest {
        private int slots;

        void see(Vocabulary vocabulary) {
            slots = Math.max(slots, vocabulary.slots());
        }
    }
}
