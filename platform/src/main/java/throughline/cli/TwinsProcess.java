package throughline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import throughline.cli.CommandFailure.Exit;

/** The process that the simulated vendors live in: they share nothing with ours, not even Java. */
final class TwinsProcess {

    /** More than they need for a year of a firm's life. */
    private static final String HEAP = "-Xmx256m";

    private TwinsProcess() {}

    /** Runs it until it ends by itself or with this process; returns its exit code. */
    static int foreground(List<String> arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(arguments)).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-twins"));
        return process.waitFor();
    }

    /** Starts it beside this process, which it does not outlive. */
    static Process background(List<String> arguments, Path log) throws IOException {
        Process process =
                new ProcessBuilder(command(arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-twins"));
        return process;
    }

    private static List<String> command(List<String> arguments) {
        String jars = System.getProperty("throughline.twins", "");
        if (jars.isEmpty() || !Files.isDirectory(Path.of(jars))) {
            throw new CommandFailure(
                    Exit.OUTSIDE,
                    "no-twins",
                    "Cannot start the twins: they are not built. Start through ./throughline,"
                            + " which builds them.");
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", jars + "/*", "throughline.twins.TwinsMain"));
        command.addAll(arguments);
        return command;
    }
}
