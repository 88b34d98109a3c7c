package throughline.releases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Defects;

/**
 * The environments of a landscape.
 *
 * @param byName what each of them says, by the name of its file
 */
record Environments(Map<String, Environment> byName) {

    private static final String ENDING = ".yaml";

    Environments {
        byName = Map.copyOf(byName);
    }

    /**
     * One of them.
     *
     * @throws UnknownEnvironmentException when the landscape has none of that name
     */
    Environment named(String environment) {
        Environment found = byName.get(environment);
        if (found == null) {
            throw new UnknownEnvironmentException(
                    byName.isEmpty()
                            ? ("There is no environment %s: the landscape has none. Write"
                                            + " environments/%s.yaml.")
                                    .formatted(environment, environment)
                            : "There is no environment %s. The landscape has: %s."
                                    .formatted(
                                            environment,
                                            String.join(", ", new TreeMap<>(byName).keySet())));
        }
        return found;
    }

    /**
     * Those of a landscape's folder; what is wrong with them is added to the defects.
     *
     * @param systems those of the release
     */
    static Environments in(Path landscape, List<SystemDeclaration> systems, Defects defects) {
        Map<String, Environment> byName = new TreeMap<>();
        EnvironmentReader reader = new EnvironmentReader(systems, defects);
        for (Path file : files(landscape.resolve("environments"))) {
            String name = file.getFileName().toString();
            byName.put(
                    name.substring(0, name.length() - ENDING.length()),
                    reader.read(
                            name.substring(0, name.length() - ENDING.length()),
                            YamlFile.read("environments/" + name, text(file), defects)));
        }
        return new Environments(byName);
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
