package throughline.connectors;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.align.ActionKind;
import throughline.connectors.salesforce.Branch;
import throughline.landscape.NearMiss;
import throughline.landscape.build.Defects;
import throughline.landscape.build.SystemSettings;
import throughline.landscape.build.Tree;

/** A setting that no connector reads would be a wish that nobody fulfils. */
final class SettingNames {

    private static final String AUTH = "auth";

    private static final Map<String, Set<String>> OWN =
            Map.of(
                    "salesforce-rest",
                    Set.of(
                            AUTH,
                            "apiVersion",
                            "batchSize",
                            Settings.CHANGE_EVENTS,
                            "children",
                            "upserts",
                            "writeBack",
                            "pollUntilPercent"),
                    "psa-rest",
                    Set.of(AUTH),
                    "erp-rest",
                    Set.of(AUTH, "companies"),
                    Broker.CONNECTOR,
                    Set.of(AUTH, "publish"),
                    "files",
                    Set.of(),
                    "file-export",
                    Set.of(),
                    "in-process",
                    Set.of());

    private static final Map<String, Set<String>> SIGNING_IN =
            Map.of(
                    "salesforce-rest",
                    Set.of("clientId", "clientSecret"),
                    "psa-rest",
                    Set.of("apiKey"),
                    "erp-rest",
                    Set.of("user", "password"),
                    Broker.CONNECTOR,
                    Set.of(
                            "protocol",
                            "mechanism",
                            "user",
                            "password",
                            "trust",
                            "certificate",
                            "privateKey"));

    private static final Set<String> POLL = Set.of("types", "every", "overlap");

    /** What the body of a write-back has, beside the ids that other systems gave. */
    private static final Set<String> WRITTEN_BACK = Set.of("id", "type", "reference", "status");

    private SettingNames() {}

    /** The connectors whose settings are known by name. */
    static Set<String> connectors() {
        return OWN.keySet();
    }

    static void check(String connector, Tree file, Defects defects) {
        Set<String> known = new TreeSet<>(SystemSettings.names());
        known.addAll(OWN.getOrDefault(connector, Set.of()));
        named("", file, known, defects);
        below(AUTH, file, SIGNING_IN.getOrDefault(connector, Set.of()), defects);
        below("poll", file, POLL, defects);
        below(Settings.CHANGE_EVENTS, file, Set.of("channel", "every", "overlap"), defects);
        section(file, "companies").ifPresent(companies -> entities(companies, file, defects));
        section(file, "writeBack").ifPresent(fields -> written(fields, defects));
        section(file, "upserts").ifPresent(upserts -> UpsertNames.check(upserts, defects));
        if (connector.equals("salesforce-rest")) {
            unwritten(file, defects);
        }
        section(file, "children").ifPresent(children -> children(children, defects));
    }

    /** What is to be written and nothing says how would be refused each time. */
    private static void unwritten(Tree file, Defects defects) {
        Set<String> made = new TreeSet<>(Set.of(ActionKind.WRITE_BACK.name()));
        section(file, "upserts").ifPresent(upserts -> made.addAll(upserts.entries().keySet()));
        if (file instanceof Tree.Section(var entries, _, _)
                && entries.get("writes") instanceof Tree.Items(var writes, _)) {
            for (Tree each : writes) {
                if (each instanceof Tree.Text(var kind, _, _) && !made.contains(kind)) {
                    defects.add(
                            each.place(),
                            "missing",
                            ("writes names %s, and upserts does not say what it makes. Add"
                                            + " upserts.%s, or take it out of writes.")
                                    .formatted(kind, kind));
                }
            }
        }
    }

    /** Children that are named in a way that no query has would never be read. */
    private static void children(Tree.Section children, Defects defects) {
        children.entries()
                .forEach(
                        (object, named) -> {
                            List<Tree> each =
                                    named instanceof Tree.Items(var items, _) ? items : List.of();
                            if (each.isEmpty()) {
                                defects.add(
                                        named.place(),
                                        "wrong-type",
                                        "The children of %s are no list. List relationships, as"
                                                        .formatted(object)
                                                + " [Lines__r].");
                            }
                            each.forEach(
                                    child ->
                                            Branch.wrong(plain(child))
                                                    .ifPresent(
                                                            why ->
                                                                    defects.add(
                                                                            child.place(),
                                                                            "bad-value",
                                                                            why)));
                        });
    }

    private static Object plain(Tree child) {
        if (!(child instanceof Tree.Section section)) {
            return child instanceof Tree.Text(var text, _, _) ? text : "";
        }
        Map<String, Object> plain = new TreeMap<>();
        section.entries().forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    /** A company of an entity that is not written to this system would never be asked for. */
    private static void entities(Tree.Section companies, Tree file, Defects defects) {
        Set<String> entities = new TreeSet<>();
        if (file instanceof Tree.Section section
                && section.entries().get("entities") instanceof Tree.Items(var items, _)) {
            for (Tree item : items) {
                if (item instanceof Tree.Text(var name, _, _)) {
                    entities.add(name);
                }
            }
        }
        if (!entities.isEmpty()) {
            named("companies.", companies, entities, defects);
        }
    }

    /** A field that is given what a write-back does not have would stay empty for ever. */
    private static void written(Tree.Section fields, Defects defects) {
        Set<String> known = new TreeSet<>(WRITTEN_BACK);
        for (ActionKind kind : ActionKind.values()) {
            known.add("externalIds." + kind.name());
        }
        fields.entries()
                .forEach(
                        (field, value) -> {
                            String path = value instanceof Tree.Text(var text, _, _) ? text : "";
                            if (!known.contains(path)) {
                                defects.add(
                                        value.place(),
                                        "unknown-name",
                                        "A write-back has no %s for %s.%s It has %s."
                                                .formatted(
                                                        path.isEmpty() ? "text" : path,
                                                        field,
                                                        NearMiss.hint(path, known),
                                                        String.join(", ", known)));
                            }
                        });
    }

    private static Optional<Tree.Section> section(Tree file, String name) {
        return file instanceof Tree.Section all
                        && all.entries().get(name) instanceof Tree.Section section
                ? Optional.of(section)
                : Optional.empty();
    }

    private static void below(String name, Tree file, Set<String> known, Defects defects) {
        if (file instanceof Tree.Section section && section.entries().containsKey(name)) {
            named(name + ".", section.entries().get(name), known, defects);
        }
    }

    private static void named(String path, Tree declared, Set<String> known, Defects defects) {
        if (!(declared instanceof Tree.Section section)) {
            return;
        }
        section.entries()
                .forEach(
                        (name, value) -> {
                            if (!known.contains(name)) {
                                defects.add(
                                        value.place(),
                                        "unknown-name",
                                        "Nothing reads %s%s.%s Correct or remove it; read are %s."
                                                .formatted(
                                                        path,
                                                        name,
                                                        NearMiss.hint(name, known),
                                                        known.isEmpty()
                                                                ? "none"
                                                                : String.join(
                                                                        ", ",
                                                                        new TreeSet<>(known))));
                            }
                        });
    }
}
