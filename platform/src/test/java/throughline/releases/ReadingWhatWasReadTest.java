package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.landscape.Release;

/** A landscape is compiled once; one that differs by a byte is another. */
class ReadingWhatWasReadTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("throughline.root"), "landscapes", "pipeline");

    @Test
    void the_same_files_are_the_same_release_and_any_others_are_read() {
        LandscapeFiles files = LandscapeFiles.in(FOLDER);
        Release first = made(files);
        assertThat(made(LandscapeFiles.in(FOLDER))).isSameAs(first);

        Release noted = made(with(files, "\n# a note\n"));
        assertThat(noted).isNotSameAs(first);
        assertThat(noted.id()).isNotEqualTo(first.id());
    }

    @Test
    void what_is_wrong_is_told_each_time() {
        LandscapeFiles broken = with(LandscapeFiles.in(FOLDER), "\nnobody-knows-this: 1\n");
        for (int i = 0; i < 2; i++) {
            assertThat(Releases.read(broken))
                    .isInstanceOfSatisfying(
                            ReadResult.Faulty.class,
                            faulty -> assertThat(faulty.sentences()).contains("nobody-knows-this"));
        }
    }

    private static Release made(LandscapeFiles files) {
        return ((ReadResult.Released) Releases.read(files)).release();
    }

    private static LandscapeFiles with(LandscapeFiles files, String more) {
        SortedMap<String, byte[]> all = new TreeMap<>(files.files());
        String text = new String(all.get("landscape.yaml"), StandardCharsets.UTF_8) + more;
        all.put("landscape.yaml", text.getBytes(StandardCharsets.UTF_8));
        return new LandscapeFiles(all);
    }
}
