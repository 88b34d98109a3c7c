package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.landscape.Release;

/** The landscapes that come with the product are sound, and their golden cases hold. */
final class LandscapesTest {

    /** The project's folder, whether tests run in it or in the module's. */
    static Path root() {
        return Path.of(Files.isDirectory(Path.of("landscapes")) ? "." : "..");
    }

    static Path landscape(String name) {
        return root().resolve("landscapes").resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consulting", "open-source-stack", "pipeline", "timesheets"})
    void every_landscape_is_a_release_and_answers_its_golden_cases(String name) {
        ReadResult result = Releases.read(landscape(name));
        if (result instanceof ReadResult.Faulty faulty) {
            assertThat(faulty.sentences()).isEmpty();
        }
        ReadResult.Released released = (ReadResult.Released) result;
        assertThat(released.goldenCases())
                .isNotEmpty()
                .map(golden -> golden.run(released.release()))
                .filteredOn(verdict -> !verdict.passed())
                .map(verdict -> verdict.golden().name() + ": " + verdict.differences())
                .isEmpty();
    }

    @Test
    void an_environment_says_where_systems_answer_without_changing_the_release() {
        Path consulting = landscape("consulting");
        Release release = Releases.sound(consulting);
        assertThat(Releases.environment(consulting, "local", release).endpoints())
                .containsEntry("erp", URI.create("http://127.0.0.1:7003"));
        assertThat(LandscapeFiles.in(consulting).files().keySet())
                .noneMatch(file -> file.startsWith("environments"));
        assertThatThrownBy(() -> Releases.environment(consulting, "moon", release))
                .hasMessage("There is no environment moon. The landscape has: local.");
    }

    @Test
    void the_same_files_are_the_same_release_also_after_being_kept() {
        LandscapeFiles files = LandscapeFiles.in(landscape("pipeline"));
        assertThat(LandscapeFiles.unzipped(files.zipped()).hash()).isEqualTo(files.hash());
        assertThat(Releases.sound(landscape("pipeline")).id()).isEqualTo(files.hash());
    }

    @Test
    void a_folder_larger_than_any_landscape_is_refused_and_not_read(@TempDir Path folder)
            throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(folder.resolve("disk").toFile(), "rw")) {
            large.setLength(LandscapeFiles.MOST_BYTES + 1);
        }
        assertThat(((ReadResult.Faulty) Releases.read(folder)).sentences())
                .contains("too-large")
                .contains("holds more than 64 MiB");
    }

    @Test
    void an_environment_of_a_system_that_there_is_not_is_refused(@TempDir Path folder)
            throws IOException {
        for (String name : LandscapeFiles.in(landscape("pipeline")).files().keySet()) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.copy(landscape("pipeline").resolve(name), folder.resolve(name));
        }
        Files.createDirectories(folder.resolve("environments"));
        Files.writeString(
                folder.resolve("environments/test.yaml"),
                "endpoints:\n  cmr: http://127.0.0.1:1\n  crm: nowhere\n");

        assertThat(((ReadResult.Faulty) Releases.read(folder)).sentences())
                .contains("environments/test.yaml:2:8: There is no system cmr. Did you mean crm?")
                .contains("environments/test.yaml:3:8: crm needs an address");
    }
}
