package throughline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of scenarios, for editors that complete and check while one writes. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of scenario files.")
final class ScenarioSchemaCommand implements Callable<Integer> {

    /** Taken as by every command; the schema is the same everywhere. */
    @Mixin CommonOptions common = new CommonOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).root().commandLine().getOut().println(text().strip());
        return 0;
    }

    /** The schema as it is published. */
    static String text() {
        try (InputStream schema =
                ScenarioSchemaCommand.class.getResourceAsStream("/scenario.schema.json")) {
            return new String(
                    Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the packaged schema", unreadable);
        }
    }
}
