package throughline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code throughline} command. Starts no server and opens no database by itself. */
@Command(
        name = "throughline",
        mixinStandardHelpOptions = true,
        version = "throughline 0.1.0",
        description = "From a closed-won deal to recognized revenue, with proof of every number.")
public final class Throughline {
    private Throughline() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Throughline()).execute(arguments));
    }
}
