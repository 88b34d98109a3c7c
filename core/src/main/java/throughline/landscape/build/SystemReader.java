package throughline.landscape.build;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/** Reads the declarations of outside systems. Secrets are references, never values. */
final class SystemReader {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{((?:env|file):[^}]+)}");

    private final Surroundings surroundings;
    private final Defects defects;
    private final ProtectionReader protection;

    SystemReader(Surroundings surroundings, Defects defects) {
        this.surroundings = surroundings;
        this.defects = defects;
        this.protection = new ProtectionReader(defects);
    }

    /** A declared system; its owner is blank when the file names none. */
    Optional<SystemDeclaration> read(Tree tree) {
        Reading reading = Reading.of(tree, "A system", defects);
        String name = reading.text("name");
        Optional<Release.Role> role =
                Vocabularies.constant(Release.Role.class, reading.text("role"), reading, "role");
        String connector = reading.text("connector");
        if (!connector.isEmpty()) {
            oneOf(surroundings.connectors(), connector, "connector", reading);
            Optional.ofNullable(surroundings.checks().get(connector))
                    .ifPresent(check -> check.check(tree, defects));
        }
        SystemDeclaration.Mode mode =
                Vocabularies.constant(
                                SystemDeclaration.Mode.class,
                                reading.optional("mode").orElse("live"),
                                reading,
                                "mode")
                        .orElse(SystemDeclaration.Mode.LIVE);
        List<String> entities = reading.texts("entities");
        List<String> units = reading.texts("units");
        List<String> writes = reading.texts("writes");
        for (String write : writes) {
            oneOf(surroundings.writes(), write, "writes", reading);
        }
        String owner = reading.optional("owner").orElse("");
        Map<String, Object> settings = settings(reading);
        protection.check(name, reading);
        if (name.isEmpty() || role.isEmpty()) {
            defects.unread("systems/" + name);
            return Optional.empty();
        }
        return Optional.of(
                new SystemDeclaration(
                        name,
                        role.get(),
                        connector,
                        mode,
                        entities,
                        units,
                        writes,
                        owner,
                        settings));
    }

    private static void oneOf(Set<String> known, String name, String key, Reading reading) {
        if (!known.contains(name)) {
            reading.defect(
                    key,
                    "unknown-reference",
                    "%s names %s, which there is not. Use one of %s."
                            .formatted(key, name, String.join(", ", new TreeSet<>(known))));
        }
    }

    private Map<String, Object> settings(Reading reading) {
        Map<String, Object> settings = new HashMap<>();
        for (String key : reading.keys()) {
            reading.tree(key)
                    .filter(_ -> !SystemSettings.DECLARED.contains(key))
                    .ifPresent(value -> settings.put(key, plain(value)));
        }
        return settings;
    }

    /** Texts, lists and maps without places; {@code ${env:NAME}} becomes {@code env:NAME}. */
    static Object plain(Tree tree) {
        return switch (tree) {
            case Tree.Text text -> {
                Matcher reference = REFERENCE.matcher(text.value());
                yield reference.matches() ? reference.group(1) : text.value();
            }
            case Tree.Nothing _ -> "";
            case Tree.Items items -> items.items().stream().map(SystemReader::plain).toList();
            case Tree.Section section -> {
                Map<String, Object> result = new LinkedHashMap<>();
                section.entries().forEach((name, value) -> result.put(name, plain(value)));
                yield result;
            }
        };
    }
}
