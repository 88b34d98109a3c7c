package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.landscape.Release;
import throughline.landscape.Unit;

/** A firm that was bought is one overlay file, and may be the one that goes first. */
final class LettingANewUnitGoFirstTest {

    @Test
    void the_unit_that_only_the_next_release_has_decides_before_the_others_follow() {
        LandscapeFiles files =
                LandscapeFiles.in(LandscapesTest.root().resolve("landscapes/consulting"));
        TreeMap<String, byte[]> more = new TreeMap<>(files.files());
        more.put(
                "units/nordics.yaml",
                "name: nordics\nbase: europe\nowner: management-nordics\nentities: [DE01]\n"
                        .getBytes(StandardCharsets.UTF_8));
        Release old = released(files);
        Release next = released(new LandscapeFiles(more));

        StagedRelease first = new StagedRelease(old, next, List.of("nordics"));

        assertThat(first.unit("nordics")).isPresent();
        assertThat(first.units())
                .extracting(Unit::name)
                .containsExactlyInAnyOrder("europe", "americas", "nordics");
        assertThat(new StagedRelease(old, next, List.of("europe")).units())
                .extracting(Unit::name)
                .as("a unit that does not go first is not there yet")
                .containsExactlyInAnyOrder("europe", "americas");
    }

    private static Release released(LandscapeFiles files) {
        return switch (Releases.read(files)) {
            case ReadResult.Released released -> released.release();
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }
}
