package throughline.landscape.build;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.engagement.EngagementId;
import throughline.landscape.Fault;
import throughline.landscape.Lineage;
import throughline.landscape.Lookup;
import throughline.landscape.Mapping;
import throughline.landscape.RecordVersion;
import throughline.landscape.Route;
import throughline.landscape.Translation;
import throughline.landscape.expression.Expression;
import throughline.landscape.expression.Scope;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** One mapping, ready to run. */
final class CompiledMapping implements Mapping {

    private final Head head;
    private final Plan plan;
    private final int slots;

    /**
     * Everything of a mapping but its fields.
     *
     * @param ignored what is said of records that {@code when} leaves out
     */
    record Head(
            String system,
            String type,
            String canonical,
            Place place,
            String owner,
            Expression id,
            Optional<Expression> when,
            String ignored,
            Optional<Expression> version,
            Routing routing) {}

    /** How the route is found. */
    sealed interface Routing {

        /** The same for every record. */
        record Fixed(Route route) implements Routing {}

        /** By a key in the record. */
        record ByKey(Expression key) implements Routing {}

        /** By our own id, which came back. */
        record ByEngagement(Expression engagement) implements Routing {}
    }

    CompiledMapping(Head head, Plan plan, int slots) {
        this.head = head;
        this.plan = plan;
        this.slots = slots;
    }

    Head head() {
        return head;
    }

    Plan plan() {
        return plan;
    }

    @Override
    public String system() {
        return head.system();
    }

    @Override
    public String type() {
        return head.type();
    }

    @Override
    public String canonical() {
        return head.canonical();
    }

    @Override
    public String source() {
        return head.place().file() + " line " + head.place().line();
    }

    @Override
    public List<Lineage> lineage() {
        return Lineages.of(head, plan);
    }

    @Override
    public Optional<RecordKey> key(Map<String, Object> raw) {
        return key(start(raw, Lookup.empty()));
    }

    @Override
    public Translation translate(Map<String, Object> raw, Lookup lookup) {
        Run run = start(raw, lookup);
        if (head.when().isPresent()) {
            Object taken = run.value(head.when().get(), "when");
            if (!run.blocked() && !Boolean.TRUE.equals(taken)) {
                return new Translation.Ignored(head.ignored());
            }
        }
        Optional<RecordKey> key = key(run);
        Values values = plan.run(run);
        RecordVersion version = version(run);
        Optional<Route> route = route(run);
        if (!run.faults().isEmpty()) {
            return new Translation.Refused(run.faults());
        }
        if (run.blocked() || key.isEmpty() || route.isEmpty()) {
            return new Translation.Waiting(run.scope.missing(), sentence(key, run.scope));
        }
        CanonicalRecord record = Assembly.record(head.canonical(), key.get(), values);
        return new Translation.Translated(record, version, route.get(), watches(record, run.scope));
    }

    private Run start(Map<String, Object> raw, Lookup lookup) {
        Run run = new Run(new Scope(slots, lookup));
        run.scope.set(0, raw);
        return run;
    }

    private Optional<RecordKey> key(Run run) {
        Object id = Coercion.coerce(Kind.LABEL, run.value(head.id(), "id"), "id");
        if (id instanceof Fault fault) {
            run.fault(fault);
            return Optional.empty();
        }
        if (id == null) {
            if (!run.blocked()) {
                String source = head.id().references().sources().stream().findFirst().orElse("id");
                run.fault(
                        new Fault(
                                source,
                                "missing",
                                "%s is missing, without which a record cannot be told from others."
                                        .concat(" Send it.")
                                        .formatted(source)));
            }
            return Optional.empty();
        }
        return Optional.of(new RecordKey(head.system(), head.type(), ((String) id).strip()));
    }

    private RecordVersion version(Run run) {
        return head.version()
                .map(version -> run.value(version, "version"))
                .map(value -> new RecordVersion(Optional.of(sortable(value))))
                .orElse(RecordVersion.UNSTATED);
    }

    /** A text that sorts as the value does. */
    private static String sortable(Object value) {
        return switch (value) {
            case Instant instant ->
                    "%020d.%09d".formatted(instant.getEpochSecond(), instant.getNano());
            case LocalDate date -> date.toString();
            case BigDecimal number -> number(number);
            case Long whole -> number(BigDecimal.valueOf(whole));
            case Object other -> other.toString();
        };
    }

    private static String number(BigDecimal number) {
        String whole = number.toBigInteger().toString();
        String fraction =
                number.remainder(BigDecimal.ONE).abs().stripTrailingZeros().toPlainString();
        return "0".repeat(Math.max(0, 30 - whole.length()))
                + whole
                + fraction.replaceFirst("^0", "");
    }

    private Optional<Route> route(Run run) {
        return switch (head.routing()) {
            case Routing.Fixed fixed -> Optional.of(fixed.route());
            case Routing.ByKey byKey -> {
                Object key = routeValue(Kind.KEY, byKey.key(), run);
                yield Optional.ofNullable(key).map(found -> new Route.Belongs((RecordKey) found));
            }
            case Routing.ByEngagement byEngagement -> {
                Object id = routeValue(Kind.TEXT, byEngagement.engagement(), run);
                yield Optional.ofNullable(id)
                        .map(found -> new Route.BelongsTo(new EngagementId((String) found)));
            }
        };
    }

    private static @Nullable Object routeValue(Kind kind, Expression expression, Run run) {
        String source = expression.references().sources().stream().findFirst().orElse("route");
        Object value = Coercion.coerce(kind, run.value(expression, source), source);
        if (value instanceof Fault fault) {
            run.fault(fault);
            return null;
        }
        if (value == null && !run.blocked()) {
            run.fault(
                    new Fault(
                            source,
                            "missing",
                            "%s is missing, which says where this record belongs. Send it."
                                    .formatted(source)));
        }
        return value;
    }

    private static Set<RecordKey> watches(CanonicalRecord record, Scope scope) {
        if (record instanceof CanonicalRecord.Deal deal) {
            Set<RecordKey> watches = new LinkedHashSet<>(scope.watches());
            watches.add(deal.customer());
            return watches;
        }
        return scope.watches();
    }

    private String sentence(Optional<RecordKey> key, Scope scope) {
        return "%s is waiting: %s."
                .formatted(
                        key.map(RecordKey::toString).orElse(head.system() + " " + head.type()),
                        scope.waitingFor());
    }
}
