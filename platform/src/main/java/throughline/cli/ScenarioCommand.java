package throughline.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What one contract would come to: a calendar of happenings, run without systems. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        description = "Runs contracts from files, by the same rules as live, without a database.",
        subcommands = {ScenarioRunCommand.class, ScenarioSchemaCommand.class})
final class ScenarioCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Say what to do: scenario run FILE, or scenario schema.");
    }
}
