package throughline.landscape.build;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.landscape.Lineage;
import throughline.landscape.SourceOfTruth;

/**
 * Notes objects, fields and metrics as parts that somebody owns. Unless ownership.yaml says
 * otherwise, an object belongs to whoever owns the system that is believed about it, or else the
 * mapping that makes it; a field to whoever owns its object; a metric to the landscape's owner.
 */
final class DerivedParts {

    /** Of how a record is found, not of what it says. */
    private static final Set<String> NO_FIELDS = Set.of("id", "when", "version", "route");

    private final Ownership ownership;

    DerivedParts(Ownership ownership) {
        this.ownership = ownership;
    }

    void objects(List<CompiledMapping> mappings) {
        for (CompiledMapping mapping : mappings) {
            String object = mapping.canonical();
            Place place = mapping.head().place();
            String made =
                    ownership
                            .ownerOf("mappings/" + mapping.system() + "/" + mapping.type())
                            .orElse("");
            ownership.derived("objects/" + object, believed(object, "*").orElse(made), place);
            String owner = ownership.ownerOf("objects/" + object).orElse(made);
            for (Lineage lineage : mapping.lineage()) {
                if (!NO_FIELDS.contains(lineage.field())) {
                    ownership.derived(
                            "fields/" + object + "." + lineage.field(),
                            believed(object, lineage.field()).orElse(owner),
                            place);
                }
            }
        }
    }

    private Optional<String> believed(String object, String field) {
        return ownership
                .truth(object, field, "*")
                .filter(truth -> field.equals("*") || truth.field().equals(field))
                .map(SourceOfTruth::source)
                .flatMap(system -> ownership.ownerOf("systems/" + system));
    }

    void metrics(Set<String> names, String owner) {
        names.forEach(
                name -> ownership.derived("metrics/" + name, owner, Place.of("ownership.yaml")));
    }
}
