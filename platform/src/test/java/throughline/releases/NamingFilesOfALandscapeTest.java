package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.landscape.build.Defect;

/** One landscape has one hash on every machine, and no file of it is left out silently. */
final class NamingFilesOfALandscapeTest {

    private static final Path SOUND =
            LandscapesTest.root().resolve("platform/src/test/resources/landscapes/sound");

    @TempDir private Path folder;
    private Path landscape = Path.of("");

    @BeforeEach
    void copied() throws IOException {
        landscape = folder.resolve("sound");
        try (Stream<Path> files = Files.walk(SOUND)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = landscape.resolve(SOUND.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
            }
        }
    }

    private static List<String> defects(Path folder) {
        return switch (Releases.read(folder)) {
            case ReadResult.Faulty faulty ->
                    faulty.defects().stream().map(Defect::toString).toList();
            case ReadResult.Released _ -> List.of();
        };
    }

    private static String hash(Path folder) {
        return ((ReadResult.Released) Releases.read(folder)).release().id();
    }

    @Test
    void the_folder_may_be_named_by_a_link_and_a_file_may_be_one() throws IOException {
        String hash = hash(landscape);
        Path link = Files.createSymbolicLink(folder.resolve("link"), landscape);
        assertThat(hash(link)).isEqualTo(hash);
        Path stages = landscape.resolve("tables/stages.csv");
        Path elsewhere = Files.move(stages, folder.resolve("stages.csv"));
        Files.createSymbolicLink(stages, elsewhere);
        assertThat(hash(landscape)).isEqualTo(hash);
    }

    @Test
    void a_link_to_a_folder_or_to_nothing_is_told_and_not_left_out() throws IOException {
        Path tables = Files.move(landscape.resolve("tables"), folder.resolve("tables"));
        Files.createSymbolicLink(landscape.resolve("tables"), tables);
        Files.createSymbolicLink(landscape.resolve("systems/gone.yaml"), folder.resolve("gone"));
        Files.createSymbolicLink(landscape.resolve("units/again"), landscape);
        assertThat(defects(landscape))
                .containsExactly(
                        "systems/gone.yaml: This link leads to no file. Remove it, or put the file"
                                + " here. [bad-link]",
                        "tables: This is a link to a folder, and those are not followed. Put the"
                                + " files here. [bad-link]",
                        "units/again: This is a link to a folder, and those are not followed. Put"
                                + " the files here. [bad-link]");
    }

    @Test
    void a_name_that_another_machine_has_otherwise_is_told() throws IOException {
        String table = "code,then meaning\na,b\n";
        for (String name : List.of("Stages.csv", "a\\b.csv", "a\nb.csv", "-first.csv")) {
            Files.writeString(landscape.resolve("tables").resolve(name), table);
        }
        assertThat(defects(landscape))
                .anySatisfy(
                        each ->
                                assertThat(each)
                                        .startsWith("tables/stages.csv: On some machines this is"))
                .anySatisfy(
                        each -> assertThat(each).startsWith("tables/a\\b.csv: This name is not"))
                .anySatisfy(each -> assertThat(each).startsWith("tables/a?b.csv: This name is not"))
                .anySatisfy(
                        each -> assertThat(each).startsWith("tables/-first.csv: This name is not"));
    }

    @Test
    void the_hash_is_of_bytes_so_other_ends_of_lines_are_another_release() throws IOException {
        String hash = hash(landscape);
        TreeMap<String, byte[]> files = new TreeMap<>(LandscapeFiles.in(landscape).files());
        files.replaceAll(
                (name, bytes) ->
                        new String(bytes, StandardCharsets.UTF_8)
                                .replace("\n", "\r\n")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(Releases.read(new LandscapeFiles(files)))
                .isInstanceOfSatisfying(
                        ReadResult.Released.class,
                        read -> assertThat(read.release().id()).isNotEqualTo(hash));
        byte[] zip = LandscapeFiles.in(landscape).zipped();
        assertThat(LandscapeFiles.unzipped(zip).hash()).isEqualTo(hash);
    }
}
