package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import throughline.landscape.build.GoldenCase;

/** The files that the guide asks for make a release, and its examples hold. */
final class FollowingTheMappingGuideTest {

    private static final Pattern FILE =
            Pattern.compile(
                    "`((?:systems|mappings|tables|tests)/[a-z.-]+)`:\n\n```[a-z]*\n(.*?)```",
                    Pattern.DOTALL);

    @Test
    void what_the_guide_writes_works() throws IOException {
        SortedMap<String, byte[]> files =
                new TreeMap<>(LandscapeFiles.in(LandscapesTest.landscape("consulting")).files());
        int before = files.size();
        Matcher guide =
                FILE.matcher(
                        Files.readString(
                                LandscapesTest.root().resolve("docs/guides/write-a-mapping.md")));
        while (guide.find()) {
            files.put(guide.group(1), guide.group(2).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(files).hasSize(before + 4);

        ReadResult result = Releases.read(new LandscapeFiles(files));

        if (result instanceof ReadResult.Faulty faulty) {
            assertThat(faulty.sentences()).isEmpty();
        }
        assertThat(((ReadResult.Released) result).verdicts())
                .filteredOn(verdict -> verdict.golden().place().file().equals("tests/legacy.yaml"))
                .hasSize(2)
                .allMatch(GoldenCase.Verdict::passed);
    }
}
