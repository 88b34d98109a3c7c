package throughline.landscape.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.landscape.SourceOfTruth;
import throughline.landscape.SystemDeclaration;

/** Reads which system is the source of truth of which field in which phase. */
final class Truth {

    private static final Set<String> PHASES =
            Set.of("*", "proposed", "booked", "active", "cancelled");

    private final Defects defects;

    Truth(Defects defects) {
        this.defects = defects;
    }

    List<SourceOfTruth> read(List<Reading> rows, List<SystemDeclaration> systems) {
        List<SourceOfTruth> truths = new ArrayList<>();
        List<String> names = systems.stream().map(SystemDeclaration::name).toList();
        Map<String, Place> seen = new HashMap<>();
        for (Reading row : rows) {
            String object = row.text("object");
            String field = row.optional("field").orElse("*");
            String phase = row.optional("phase").orElse("*");
            String source = row.text("source");
            SourceOfTruth.Drift drift =
                    Vocabularies.constant(
                                    SourceOfTruth.Drift.class,
                                    row.optional("drift").orElse("raise"),
                                    row,
                                    "drift")
                            .orElse(SourceOfTruth.Drift.RAISE);
            row.optional("owner");
            row.done();
            truths.add(new SourceOfTruth(object, field, phase, source, drift));
            if (!PHASES.contains(phase)) {
                unknown(row, "phase", "There is no phase %s of a contract.".formatted(phase));
            }
            Shape shape = Shapes.CANONICAL.get(object);
            if (shape == null) {
                unknown(row, "object", "There is no canonical type " + object + ".");
            } else if (!field.equals("*")
                    && shape.field(field).isEmpty()
                    && !(shape.isOpen() && field.startsWith(shape.free() + "."))) {
                unknown(row, "field", "%s has no field %s.".formatted(object, field));
            }
            if (!source.isEmpty() && !names.contains(source)) {
                row.unless(
                        "systems/" + source,
                        "source",
                        "unknown-reference",
                        "There is no system " + source + ". Correct the name.");
            }
            Place before = seen.putIfAbsent(object + "/" + field + "/" + phase, row.place());
            if (before != null) {
                defects.add(
                        row.place(),
                        "duplicate",
                        "%s %s in phase %s has a source of truth at %s already. Keep one."
                                .formatted(object, field, phase, before));
            }
        }
        return truths;
    }

    private static void unknown(Reading row, String key, String sentence) {
        row.defect(key, "unknown-reference", sentence + " Correct the name.");
    }
}
