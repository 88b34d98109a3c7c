package throughline.landscape.build;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.ClockPolicy;
import throughline.landscape.GatePolicy;
import throughline.landscape.NearMiss;
import throughline.landscape.Pause;
import throughline.landscape.Unit;
import throughline.observed.CanonicalRecord;
import throughline.policy.ConditionFact;

/**
 * Conditions of gates and pauses name what there is: fields of deals and customers, attributes that
 * some mapping gives them, and parts of the terms. What nobody gives would never hold, unseen.
 */
final class ConditionNames {

    private final Map<String, Set<String>> fields;
    private final Map<String, Set<String>> attributes;
    private final Defects defects;
    private final Set<String> told = new HashSet<>();

    ConditionNames(List<CompiledMapping> mappings, Defects defects) {
        this.defects = defects;
        this.attributes =
                Map.of("deal", given(mappings, "deal"), "customer", given(mappings, "customer"));
        this.fields =
                Map.of(
                        "deal", fields("deal", CanonicalRecord.Deal.class),
                        "customer", fields("customer", CanonicalRecord.Customer.class),
                        "terms", terms());
    }

    private static Set<String> terms() {
        Set<String> names = new TreeSet<>(Set.of(ConditionFact.LIST));
        ConditionFact.ofTerms().forEach(each -> names.add(each.name()));
        return names;
    }

    private static Set<String> given(List<CompiledMapping> mappings, String canonical) {
        Set<String> names = new TreeSet<>();
        mappings.stream()
                .filter(each -> each.canonical().equals(canonical))
                .flatMap(each -> each.lineage().stream())
                .map(each -> each.field())
                .filter(field -> field.startsWith("attributes."))
                .forEach(field -> names.add(field.substring("attributes.".length())));
        return names;
    }

    private Set<String> fields(String canonical, Class<? extends Record> record) {
        Set<String> names = new TreeSet<>(Set.of("id", "system", "type", "attributes"));
        for (RecordComponent each : record.getRecordComponents()) {
            names.add(each.getName());
        }
        names.addAll(attributes.getOrDefault(canonical, Set.of()));
        return names;
    }

    void check(Collection<? extends Unit> units) {
        for (Unit unit : units) {
            for (GatePolicy gate : unit.gates()) {
                gate.conditions().forEach(this::check);
            }
            for (ClockPolicy clock : unit.clocks()) {
                for (Pause pause : clock.pauses()) {
                    switch (pause) {
                        case Pause.While(_, var condition) -> check(condition);
                        case Pause.UntilClosed _ -> {}
                    }
                }
            }
        }
    }

    private void check(GatePolicy.Condition condition) {
        if (condition instanceof FactCondition known) {
            known.reads().forEach(path -> check(known, path));
        }
    }

    private void check(FactCondition condition, String path) {
        String[] parts = path.split("\\.", 4);
        Set<String> known = fields.getOrDefault(parts[0], Set.of());
        if (parts.length < 2 || known.isEmpty()) {
            return;
        }
        if (!known.contains(parts[1])) {
            unknown(condition, parts[0], parts[1], known);
        } else if (parts.length > 2 && parts[1].equals("attributes")) {
            Set<String> names = attributes.getOrDefault(parts[0], Set.of());
            if (!names.contains(parts[2])) {
                unknown(condition, parts[0] + ".attributes", parts[2], names);
            }
        }
    }

    private void unknown(FactCondition condition, String owner, String name, Set<String> known) {
        if (told.add(condition.place() + owner + name)) {
            defects.unless(
                    "objects/" + owner.replaceFirst("[.].*", ""),
                    condition.place(),
                    "unknown-reference",
                    "%s has no %s, so this would never hold.%s There are: %s."
                            .formatted(
                                    owner,
                                    name,
                                    NearMiss.hint(name, known),
                                    known.isEmpty() ? "none" : String.join(", ", known)));
        }
    }
}
