package throughline.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings a schema up to date. Most commands find one that is, and to find that out by Flyway takes
 * longer than what many of them do; so the versions and checksums that it keeps are compared first,
 * and it is asked only when they are others than those of this Throughline.
 */
final class Migrations {

    private static final String FOLDER = "/db/migration";
    private static final String KEPT =
            """
            select version, checksum, success from throughline.flyway_schema_history
            where version is not null
            """;

    /** Holds what this Throughline brings, once somebody asked. */
    private static final class Brought {
        static final Map<String, Integer> CHECKSUMS = read();
    }

    private Migrations() {}

    /**
     * Brings the schema of a database up to date.
     *
     * @throws org.flywaydb.core.api.FlywayException when a migration fails, or one that was applied
     *     is another one here or is not known here at all
     */
    static void apply(DataSource database) {
        if (!isUpToDate(database)) {
            Flyway.configure()
                    .dataSource(database)
                    .schemas("throughline")
                    .locations("classpath:" + FOLDER.substring(1))
                    .load()
                    .migrate();
        }
    }

    /** Whether exactly the migrations that there are were applied, each as it is. */
    static boolean isUpToDate(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return isUpToDate(statement);
        } catch (SQLException none) {
            // A new database has no such table; whatever else is wrong, Flyway tells it.
            return false;
        }
    }

    static boolean isUpToDate(Statement statement) throws SQLException {
        Map<String, Integer> applied = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(KEPT)) {
            while (rows.next()) {
                if (!rows.getBoolean(3)) {
                    return false;
                }
                applied.put(rows.getString(1), rows.getInt(2));
            }
        }
        return applied.equals(Brought.CHECKSUMS);
    }

    private static Map<String, Integer> read() {
        try {
            URI folder = Objects.requireNonNull(Migrations.class.getResource(FOLDER)).toURI();
            if (!"jar".equals(folder.getScheme())) {
                return read(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return read(jar.getPath(FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the migrations cannot be read", e);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Integer> read(Path folder) throws IOException {
        Map<String, Integer> checksums = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                checksums.put(
                        name.substring(1, name.indexOf("__")), checksum(Files.readAllLines(file)));
            }
        }
        return Map.copyOf(checksums);
    }

    /** As Flyway computes it: of the lines, without their ends. */
    private static int checksum(List<String> lines) {
        CRC32 sum = new CRC32();
        lines.forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }
}
