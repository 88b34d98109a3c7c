package throughline.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has commands below it. */
@Command(mixinStandardHelpOptions = true)
abstract class CommandGroup implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), missing());
    }

    /** That a command is missing, and which there are. */
    String missing() {
        CommandSpec own = Objects.requireNonNull(spec);
        return "A command is missing after %s. Say one of: %s."
                .formatted(own.name(), String.join(", ", own.subcommands().keySet()));
    }
}
