package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(strings = {"consulting", "pipeline", "timesheets"})
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
}
