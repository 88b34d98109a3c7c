package throughline.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
public final class CommonOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = ".throughline",
            description = "Where the installation lives (default: ${DEFAULT-VALUE}).")
    private Path home = Path.of(".throughline");

    @Option(
            names = "--landscape",
            paramLabel = "DIR",
            description = "The enterprise; remembered in the home after its first use.")
    private @Nullable Path landscape;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "An external PostgreSQL; otherwise THROUGHLINE_DATABASE_URL, otherwise the"
                            + " home's own.")
    private @Nullable String database;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    /** The installation's folder. */
    public Path home() {
        return home;
    }

    /** The landscape that was named, if one was. */
    public Optional<Path> landscape() {
        return Optional.ofNullable(landscape);
    }

    /** Whether this very command names one. */
    boolean isDatabaseNamed() {
        return database != null;
    }

    /** The external database, if there is one. */
    public Optional<String> database() {
        return Optional.ofNullable(database)
                .or(() -> Optional.ofNullable(System.getenv("THROUGHLINE_DATABASE_URL")))
                .filter(url -> !url.isBlank());
    }

    /** How the answer is printed. */
    public Format format() {
        return format;
    }
}
