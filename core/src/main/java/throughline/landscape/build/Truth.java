package throughline.landscape.build;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.landscape.SystemDeclaration;

/** Checks which system is the source of truth of which field in which phase. */
final class Truth {

    private final Defects defects;

    Truth(Defects defects) {
        this.defects = defects;
    }

    void check(List<Reading> rows, List<SystemDeclaration> systems) {
        List<String> names = systems.stream().map(SystemDeclaration::name).toList();
        Map<String, Place> seen = new HashMap<>();
        for (Reading row : rows) {
            String object = row.text("object");
            String field = row.optional("field").orElse("*");
            String phase = row.optional("phase").orElse("*");
            String source = row.text("source");
            row.optional("owner");
            row.done();
            Shape shape = Shapes.CANONICAL.get(object);
            if (shape == null) {
                unknown(row, "object", "There is no canonical type " + object + ".");
            } else if (!field.equals("*")
                    && shape.field(field).isEmpty()
                    && !(shape.attributes() && field.startsWith("attributes."))) {
                unknown(row, "field", "%s has no field %s.".formatted(object, field));
            }
            if (!source.isEmpty() && !names.contains(source)) {
                unknown(row, "source", "There is no system " + source + ".");
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
    }

    private static void unknown(Reading row, String key, String sentence) {
        row.defect(key, "unknown-reference", sentence + " Correct the name.");
    }
}
