package throughline.landscape.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Fault;
import throughline.landscape.expression.Expression;

/**
 * How the fields of one shape are made from a raw record: for each field of the shape, its way, or
 * none.
 */
record Plan(Shape shape, List<Optional<Way>> ways, List<Attribute> attributes) {

    Plan {
        ways = List.copyOf(ways);
        attributes = List.copyOf(attributes);
    }

    /** One attribute of the landscape's own. */
    record Attribute(String name, Expression value) {}

    /** How one field is made. */
    sealed interface Way {

        /** By one expression. */
        record One(Shape.Single field, Expression value, String source) implements Way {}

        /** By parts that are written out, each by its own plan. */
        record Written(List<Plan> parts) implements Way {}

        /** By one plan for every element of a list in the source. */
        record Each(
                Expression list, String variable, int slot, Optional<Expression> when, Plan plan)
                implements Way {}
    }

    /** The values; what is faulty is noted in the run and left out. */
    Values run(Run run) {
        @Nullable Object[] values = new @Nullable Object[ways.size()];
        for (int i = 0; i < values.length; i++) {
            Optional<Way> way = ways.get(i);
            if (way.isPresent()) {
                values[i] =
                        switch (way.get()) {
                            case Way.One one -> one(one, run);
                            case Way.Written written ->
                                    written.parts().stream().map(part -> part.run(run)).toList();
                            case Way.Each each -> each(each, run);
                        };
            }
        }
        return new Values(values, attributes.isEmpty() ? Map.of() : attributes(run));
    }

    private @Nullable Object one(Way.One one, Run run) {
        int before = run.faults().size();
        int awaited = run.scope.waits();
        Object value =
                Coercion.coerce(
                        one.field().kind(), run.value(one.value(), one.source()), one.source());
        if (value instanceof Fault fault) {
            run.fault(fault);
            return null;
        }
        boolean silent = run.faults().size() == before && run.scope.waits() == awaited;
        if (value == null && one.field().required() && silent) {
            run.fault(
                    new Fault(
                            one.source(),
                            "missing",
                            ("%s is missing: %s needs its %s. Send it, or let the"
                                            + " mapping give a default.")
                                    .formatted(one.source(), shape.name(), one.field().name())));
        }
        return value;
    }

    private static List<Values> each(Way.Each each, Run run) {
        Object list = run.value(each.list(), each.variable());
        if (list == null) {
            return List.of();
        }
        String path = each.list().references().sources().stream().findFirst().orElse("");
        if (!(list instanceof List<?> elements)) {
            run.fault(
                    new Fault(
                            path,
                            "wrong-type",
                            path + " must be a list. Correct it at its source."));
            return List.of();
        }
        List<Values> result = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            run.scope.set(each.slot(), elements.get(i));
            int before = run.faults().size();
            if (each.when().isEmpty()
                    || Boolean.TRUE.equals(run.value(each.when().get(), each.variable()))) {
                result.add(each.plan().run(run));
            }
            run.within(before, each.variable(), path + "[" + i + "]");
        }
        return result;
    }

    private Map<String, String> attributes(Run run) {
        Map<String, String> result = new HashMap<>();
        for (Attribute attribute : attributes) {
            Object value =
                    Coercion.coerce(
                            Kind.LABEL,
                            run.value(attribute.value(), attribute.name()),
                            attribute.name());
            if (value instanceof Fault fault) {
                run.fault(fault);
            } else if (value != null) {
                result.put(attribute.name(), (String) value);
            }
        }
        return result;
    }
}
