package throughline.releases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.landscape.Release;
import throughline.landscape.build.Defect;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;
import throughline.scenario.Scenario;
import throughline.scenario.ScenarioReader;

/** Reads the file of a scenario. */
public sealed interface ScenarioFile {

    /** A scenario that can be run. */
    record Whole(Scenario scenario) implements ScenarioFile {}

    /** None, for all of these reasons. */
    record Faulty(List<Defect> defects) implements ScenarioFile {
        public Faulty {
            defects = List.copyOf(defects);
        }
    }

    /**
     * The scenario of a file, or everything that is wrong with it.
     *
     * @param landscape under whose release it runs; empty for the firm that it describes itself
     */
    static ScenarioFile read(Path file, Optional<Release> landscape) {
        return read(file, file.toString(), landscape);
    }

    /**
     * The same of a file that is called otherwise where it is spoken of.
     *
     * @param name as its places are told
     */
    static ScenarioFile read(Path file, String name, Optional<Release> landscape) {
        Defects defects = new Defects();
        Optional<Scenario> scenario =
                text(file, name, defects)
                        .map(text -> YamlFile.read(name, text, defects))
                        .flatMap(tree -> whole(tree, landscape, defects));
        return scenario.<ScenarioFile>map(Whole::new).orElseGet(() -> new Faulty(defects.all()));
    }

    private static Optional<Scenario> whole(
            Tree tree, Optional<Release> landscape, Defects defects) {
        return defects.none() ? ScenarioReader.read(tree, landscape, defects) : Optional.empty();
    }

    /** A file as it is, or every scenario in a folder and the folders in it. */
    static Stream<Path> below(Path named) {
        if (!Files.isDirectory(named)) {
            return Stream.of(named);
        }
        try (Stream<Path> all = Files.walk(named)) {
            return all.filter(path -> path.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the folder " + named, unreadable);
        }
    }

    private static Optional<String> text(Path file, String name, Defects defects) {
        Place place = Place.of(name);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException notUtf8) {
            defects.add(place, "bad-encoding", "The file is not UTF-8. Save it as UTF-8.");
        } catch (NoSuchFileException missing) {
            defects.add(place, "no-such-file", "There is no such file. Name a scenario.");
        } catch (IOException unreadable) {
            defects.add(
                    place,
                    "unreadable",
                    "The file cannot be read: %s. Check that it is a file and may be read."
                            .formatted(unreadable.getMessage()));
        }
        return Optional.empty();
    }
}
