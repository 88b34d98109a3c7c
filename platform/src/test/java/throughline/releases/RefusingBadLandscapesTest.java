package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.landscape.build.Place;

/**
 * Each folder below {@code landscapes/bad} lies over {@code landscapes/sound} and breaks it in one
 * way; {@code expected.txt} holds what must be said.
 */
final class RefusingBadLandscapesTest {

    private static final Path FOLDER =
            LandscapesTest.root().resolve("platform/src/test/resources/landscapes");

    static List<String> faults() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER.resolve("bad"))) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void the_sound_one_is_a_release() {
        assertThat(Releases.read(FOLDER.resolve("sound"))).isInstanceOf(ReadResult.Released.class);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void every_fault_is_told_with_its_place_and_what_would_work(String fault) throws IOException {
        Path folder = FOLDER.resolve("bad").resolve(fault);
        SortedMap<String, byte[]> files =
                new TreeMap<>(LandscapeFiles.in(FOLDER.resolve("sound")).files());
        files.putAll(LandscapeFiles.in(folder).files());
        files.remove("expected.txt");

        ReadResult result = Releases.read(new LandscapeFiles(files));

        assertThat(result).isInstanceOf(ReadResult.Faulty.class);
        ReadResult.Faulty faulty = (ReadResult.Faulty) result;
        Path expected = folder.resolve("expected.txt");
        if (Boolean.getBoolean("approve")) {
            Files.writeString(expected, faulty.sentences() + "\n");
        }
        // All of it and nothing else: what only follows from something else misleads.
        assertThat(faulty.sentences().lines())
                .containsExactlyElementsOf(Files.readAllLines(expected));
        assertThat(faulty.defects())
                .allSatisfy(
                        each -> {
                            assertThat(each.sentence()).endsWith(".");
                            assertThat(each.sentence())
                                    .as("no words of Java")
                                    .doesNotContainPattern("Exception|java[.]|\\bnull\\b|REDACTED");
                            assertThat(each.place().file()).isNotBlank();
                            isThere(each.place(), files);
                        });
    }

    /** A line that is named is one of the file. */
    private static void isThere(Place place, SortedMap<String, byte[]> files) {
        byte[] bytes = files.get(place.file());
        if (place.line() > 0) {
            assertThat(bytes).as(place.toString()).isNotNull();
            long lines =
                    new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n").lines().count();
            assertThat((long) place.line()).as(place.toString()).isBetween(1L, lines + 1);
        }
    }
}
