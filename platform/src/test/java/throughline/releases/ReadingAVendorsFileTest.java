package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.landscape.build.Defects;

/** A vendor's file that is none is told in words of whoever wrote it, and fills no memory. */
final class ReadingAVendorsFileTest {

    @TempDir private Path folder;

    private static String told(Path file) {
        Defects defects = new Defects();
        ContractFile.read(file, defects);
        return defects.all().toString();
    }

    @Test
    void what_is_cut_off_or_nested_without_end_is_told_plainly() throws IOException {
        Path json = Files.writeString(folder.resolve("bad.json"), "{\"$defs\": {\"account\": [1");
        assertThat(told(json))
                .contains("bad.json:1:", "This is not JSON")
                .doesNotContain("Source", "StreamReadFeature");
        Files.writeString(json, "{\"a\":".repeat(500) + "1" + "}".repeat(500));
        assertThat(told(json)).contains("nested deeper").doesNotContain("StreamReadConstraints");
    }

    @Test
    void a_device_says_that_it_is_empty_and_never_ends() {
        Path device = Path.of("/dev/zero");
        if (Files.exists(device)) {
            assertThat(told(device)).contains("at most 16 MB");
        }
    }
}
