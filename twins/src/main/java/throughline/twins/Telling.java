package throughline.twins;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Says in one sentence why the twins' process does not run, as the command line does. */
final class Telling {

    private static final int WRONG_USAGE = 2;
    private static final int OUTSIDE = 3;
    private static final int LONGEST = 500;

    private Telling() {}

    /** The command line of the process. */
    static CommandLine line(TwinsMain process) {
        CommandLine line = new CommandLine(process);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler((wrong, given) -> wrongUsage(line, wrong));
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(line, failure));
        return line;
    }

    private static int wrongUsage(CommandLine line, ParameterException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return say(
                line,
                WRONG_USAGE,
                message.endsWith(".")
                        ? message
                        : message + ". See what can be asked: throughline twins -h.",
                "wrong-usage");
    }

    private static int failed(CommandLine line, Exception failure) throws Exception {
        return switch (failure) {
            case ParameterException wrong -> wrongUsage(line, wrong);
            case IOException file ->
                    say(
                            line,
                            OUTSIDE,
                            "Cannot write where they answer into "
                                    + file.getMessage()
                                    + ". Name a file in a folder that is there.",
                            "outside-failure");
            case UncheckedIOException port ->
                    say(
                            line,
                            OUTSIDE,
                            "Cannot start: "
                                    + port.getMessage()
                                    + ". Name another port, or 0 for a free one.",
                            "port-taken");
            default -> throw failure;
        };
    }

    private static int say(CommandLine line, int exit, String sentence, String code) {
        String seen = sentence.replaceAll("\\p{Cntrl}", " ");
        line.getErr()
                .printf(
                        "throughline: %s [%s]%n",
                        seen.length() <= LONGEST
                                ? seen
                                : seen.substring(0, LONGEST / 2)
                                        + " … "
                                        + seen.substring(seen.length() - LONGEST / 2),
                        code);
        return exit;
    }
}
