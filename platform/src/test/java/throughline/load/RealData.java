package throughline.load;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The files that somebody else made; where there are none, a test says so and is skipped. */
public final class RealData {

    private RealData() {}

    /** The folder of one kind of files. */
    public static Path folder(String name) {
        String configured = System.getenv("THROUGHLINE_REAL_DATA");
        Path folder = Path.of(configured == null ? "../../shared/data" : configured, name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "skipped: no real data at "
                        + folder.toAbsolutePath()
                        + "; name it with THROUGHLINE_REAL_DATA");
        return folder;
    }
}
