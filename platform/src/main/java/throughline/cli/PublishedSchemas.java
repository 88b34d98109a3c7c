package throughline.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.landscape.Publication;
import throughline.landscape.Release;
import throughline.releases.PublishedChange;
import throughline.schema.Fingerprint;
import throughline.schema.JsonSchema;
import throughline.schema.Schema;
import throughline.schema.SchemaSet;
import throughline.wording.Counted;
import throughline.wording.Kebab;

/**
 * What canonical records look like, for people and scripts.
 *
 * @param release whose they are; empty for all that can be
 * @param shown the types that are printed
 */
record PublishedSchemas(
        String release, SchemaSet schemas, Publication publication, SchemaSet shown) {

    static PublishedSchemas of(Release release) {
        return new PublishedSchemas(
                release.id().substring(0, 12),
                release.schemas(),
                release.publication(),
                release.schemas());
    }

    static PublishedSchemas of(SchemaSet all) {
        return new PublishedSchemas("", all, Publication.NONE, all);
    }

    PublishedSchemas only(String type) {
        Schema schema = schemas.types().get(type);
        if (schema == null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "unknown-type",
                    ("Cannot print the schema of %s: nothing of that type is published. There are"
                                    + " %s.")
                            .formatted(type, String.join(", ", schemas.types().keySet())));
        }
        return new PublishedSchemas(
                release,
                schemas,
                publication,
                new SchemaSet(Map.of(type, schema), schemas.named()));
    }

    Answer answer(Optional<PublishedChange> change) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("release", release.isEmpty() ? null : release);
        json.put("fingerprint", Fingerprint.of(schemas));
        json.put("dialect", JsonSchema.DIALECT);
        Map<String, Object> written = new TreeMap<>();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Map<String, LocalDate> days = publication.days();
        shown.types()
                .forEach(
                        (type, schema) -> {
                            written.put(type, JsonSchema.of(id(type), type, schema, days));
                            rows.add(row(type, schema, days));
                        });
        json.put("schemas", written);
        json.put("deprecated", deprecated());
        change.ifPresent(found -> json.put("change", json(found)));
        List<String> remarks = new ArrayList<>();
        remarks.add(
                "%s publishes %s; fingerprint %s. The schemas themselves: --format json"
                        .formatted(
                                release.isEmpty() ? "This version" : "Release " + release,
                                Counted.of(schemas.types().size(), "type"),
                                Fingerprint.of(schemas).substring(0, 12)));
        change.ifPresent(found -> remarks.addAll(remarks(found)));
        return new Answer(json, rows, remarks);
    }

    /** Where a type's schema is known by: the same in every installation. */
    static String id(String type) {
        return "urn:throughline:schema:" + type;
    }

    private static Map<String, @Nullable Object> row(
            String type, Schema schema, Map<String, LocalDate> days) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("type", type);
        row.put("fields", schema.fields().size());
        row.put(
                "always there",
                String.join(
                        " ",
                        schema.fields().entrySet().stream()
                                .filter(each -> each.getValue().required())
                                .map(Map.Entry::getKey)
                                .toList()));
        row.put(
                "deprecated",
                String.join(
                        " ",
                        days.entrySet().stream()
                                .filter(each -> each.getKey().startsWith(type + "."))
                                .map(each -> each.getKey() + " until " + each.getValue())
                                .toList()));
        return row;
    }

    private List<Map<String, @Nullable Object>> deprecated() {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        publication
                .sunsets()
                .forEach(
                        (path, sunset) -> {
                            Map<String, @Nullable Object> each = new LinkedHashMap<>();
                            each.put("path", path);
                            each.put("sunset", sunset.on().toString());
                            each.put("instead", sunset.instead().orElse(null));
                            each.put("why", sunset.why());
                            all.add(each);
                        });
        return all;
    }

    /** What is published otherwise, as {@code plan} and {@code schemas} say it. */
    static Map<String, @Nullable Object> json(PublishedChange change) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("before", change.before());
        json.put("fingerprint", change.after());
        json.put("compatibility", Kebab.of(change.compatibility()));
        json.put("refused", change.refused().size());
        json.put("differences", change.differences().stream().map(PublishedSchemas::row).toList());
        return json;
    }

    private static Map<String, @Nullable Object> row(PublishedChange.Told told) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("path", told.difference().path());
        row.put("kind", Kebab.of(told.difference().kind()));
        row.put("change", told.difference().sentence());
        row.put("compatibility", Kebab.of(told.difference().compatibility()));
        row.put("allowed", told.allowed());
        row.put("why", told.why());
        return row;
    }

    static List<String> remarks(PublishedChange change) {
        if (change.differences().isEmpty()) {
            return List.of("What is published stays as it is.");
        }
        List<String> remarks = new ArrayList<>();
        for (PublishedChange.Told told : change.differences()) {
            remarks.add(
                    "published: %s (%s); %s%s."
                            .formatted(
                                    told.difference().sentence(),
                                    Kebab.of(told.difference().compatibility()),
                                    told.allowed() ? "" : "refused: ",
                                    told.why()));
        }
        remarks.add(
                "What is published changes: %s%s."
                        .formatted(
                                Kebab.of(change.compatibility()),
                                change.refused().isEmpty()
                                        ? ""
                                        : ", and %s readers who were not told"
                                                .formatted(
                                                        Counted.of(
                                                                change.refused().size(),
                                                                "part of it breaks",
                                                                "parts of it break"))));
        return remarks;
    }

    static String markdown(PublishedChange change) {
        if (change.differences().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n### What is published\n\n");
        text.append("| field | change | compatibility | verdict |\n| --- | --- | --- | --- |\n");
        for (PublishedChange.Told told : change.differences()) {
            text.append(
                    "| `%s` | %s | %s | %s%s |\n"
                            .formatted(
                                    told.difference().path(),
                                    told.difference().sentence(),
                                    Kebab.of(told.difference().compatibility()),
                                    told.allowed() ? "" : "**refused**: ",
                                    told.why()));
        }
        return text.toString();
    }
}
