package throughline.connectors;

import java.nio.file.Path;
import java.util.List;
import throughline.landscape.SystemDeclaration;

/**
 * Opens connectors by the names that a landscape calls them.
 *
 * @param endpoints where systems answer, over what the landscape says
 * @param home where file exports go, below {@code outbox}
 */
public record Connectors(Endpoints endpoints, Secrets secrets, Path home) {

    /** Names that a landscape may use. */
    public static final List<String> NAMES =
            List.of(
                    "salesforce-rest",
                    "psa-rest",
                    "erp-rest",
                    "file-export",
                    "in-process",
                    "files");

    /**
     * The connector of a system.
     *
     * @throws IllegalArgumentException when the landscape asks for one that there is not, or leaves
     *     out what it needs; says what would work
     */
    public Connector open(SystemDeclaration system) {
        return switch (system.connector()) {
            case "in-process" -> new InProcess(system.name());
            case "file-export" ->
                    new FileExport(system.name(), home.resolve("outbox").resolve(system.name()));
            case "files" -> new SourceOnly(system.name());
            default ->
                    throw new IllegalArgumentException(
                            "Cannot open system "
                                    + system.name()
                                    + ": there is no connector "
                                    + system.connector()
                                    + ". Use one of "
                                    + NAMES
                                    + ".");
        };
    }
}
