package throughline.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * One real PostgreSQL for all tests of a run that can share it. Each empties the tables that it
 * uses, so it holds {@link #KEPT}: to read while it empties tables that only tests of its own lock
 * use, to write when it empties those of all.
 */
public final class SharedDatabase {

    /** The lock on all that it keeps. */
    public static final String KEPT = "what the shared database keeps";

    private static final Database OPEN = opened();

    private SharedDatabase() {}

    /** Its connections. */
    public static DataSource dataSource() {
        return OPEN.dataSource();
    }

    private static Database opened() {
        try {
            Path folder = Files.createTempDirectory("throughline-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shut(folder)));
            return Databases.open(new Home(folder), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void shut(Path folder) {
        OPEN.close();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
