package throughline.landscape.build;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.landscape.NearMiss;
import throughline.landscape.Publication;
import throughline.schema.Schema;
import throughline.schema.SchemaSet;

/** Reads {@code schemas.yaml}: which published fields will go, and which breaks were agreed to. */
final class PublicationReader {

    private final SchemaSet published;
    private final Defects defects;

    /**
     * @param published what the release publishes
     */
    PublicationReader(SchemaSet published, Defects defects) {
        this.published = published;
        this.defects = defects;
    }

    Publication read(Tree file) {
        Reading reading = Reading.of(file, "schemas.yaml", defects);
        String owner = reading.optional("owner").orElse("");
        Map<String, Publication.Sunset> sunsets = new TreeMap<>();
        Set<String> paths = paths();
        reading.entries("deprecated")
                .forEach(
                        (path, tree) -> {
                            known(path, tree, paths);
                            sunset(path, tree).ifPresent(found -> sunsets.put(path, found));
                        });
        Map<String, Publication.Agreed> agreed = new TreeMap<>();
        reading.entries("agreed")
                .forEach(
                        (path, tree) -> {
                            Reading each = Reading.of(tree, path, defects);
                            agreed.put(
                                    path,
                                    new Publication.Agreed(each.text("by"), each.text("why")));
                            each.done();
                        });
        reading.done();
        return new Publication(owner, sunsets, agreed);
    }

    private Optional<Publication.Sunset> sunset(String path, Tree tree) {
        Reading each = Reading.of(tree, path, defects);
        String text = each.text("sunset");
        Optional<String> instead = each.optional("instead");
        String why = each.optional("why").orElse("");
        each.done();
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Publication.Sunset(LocalDate.parse(text), instead, why));
        } catch (DateTimeException unreadable) {
            each.defect(
                    "sunset",
                    "bad-value",
                    "sunset is %s; write the day from which the field may be gone, 2027-03-31."
                            .formatted(text));
            return Optional.empty();
        }
    }

    private void known(String path, Tree tree, Set<String> paths) {
        if (!paths.contains(path)) {
            defects.add(
                    tree.place(),
                    "unknown-reference",
                    ("Nothing that is published is called %s.%s Write a type and its field,"
                                    + " such as %s.")
                            .formatted(
                                    path,
                                    NearMiss.hint(path, paths),
                                    paths.stream().findFirst().orElse("deal.name")));
        }
    }

    private Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        published.types().forEach((type, schema) -> collect(type, schema, paths));
        return paths;
    }

    private static void collect(String path, Schema schema, Set<String> into) {
        schema.fields()
                .forEach(
                        (name, field) -> {
                            into.add(path + "." + name);
                            collect(path + "." + name, field.schema(), into);
                        });
        schema.items().ifPresent(items -> collect(path + "[]", items, into));
    }
}
