package throughline.releases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;

/**
 * Where the systems of a landscape answer, by environment. Not part of the release: the same one
 * runs in all of them.
 *
 * @param byName endpoints of systems, by the name of the environment
 */
public record Environments(Map<String, Map<String, URI>> byName) {

    private static final String ENDING = ".yaml";

    public Environments {
        byName = Map.copyOf(byName);
    }

    /**
     * Where systems answer in an environment.
     *
     * @throws IllegalArgumentException when the landscape has none of that name
     */
    public Map<String, URI> endpoints(String environment) {
        Map<String, URI> endpoints = byName.get(environment);
        if (endpoints == null) {
            throw new IllegalArgumentException(
                    "There is no environment %s. The landscape has: %s."
                            .formatted(
                                    environment,
                                    String.join(", ", new TreeSet<>(byName.keySet()))));
        }
        return endpoints;
    }

    /** Those of a landscape's folder; what is wrong with them is added to the defects. */
    static Environments in(Path landscape, Predicate<String> declared, Defects defects) {
        Map<String, Map<String, URI>> byName = new TreeMap<>();
        for (Path file : files(landscape.resolve("environments"))) {
            String name = file.getFileName().toString();
            Tree tree = YamlFile.read("environments/" + name, text(file), defects);
            byName.put(
                    name.substring(0, name.length() - ENDING.length()),
                    endpoints(tree, declared, defects));
        }
        return new Environments(byName);
    }

    private static Map<String, URI> endpoints(
            Tree tree, Predicate<String> declared, Defects defects) {
        Map<String, URI> result = new HashMap<>();
        if (tree instanceof Tree.Section top
                && top.entries().get("endpoints") instanceof Tree.Section endpoints) {
            endpoints
                    .entries()
                    .forEach(
                            (system, value) -> {
                                if (!declared.test(system)) {
                                    unknown(system, value.place(), defects);
                                } else if (value instanceof Tree.Text url && isUrl(url.value())) {
                                    result.put(system, URI.create(url.value()));
                                } else {
                                    defects.add(
                                            value.place(),
                                            "bad-value",
                                            "%s needs an address such as https://host/path."
                                                    .formatted(system));
                                }
                            });
        } else {
            defects.add(
                    tree.place(),
                    "bad-shape",
                    "An environment needs endpoints: the address of each system by its name.");
        }
        return result;
    }

    private static void unknown(String system, Place place, Defects defects) {
        defects.add(
                place,
                "unknown-reference",
                "There is no system %s. Declare it under systems, or correct the name."
                        .formatted(system));
    }

    private static boolean isUrl(String text) {
        return text.matches("https?://[^\\s/]+(/\\S*)?");
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + folder, unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
