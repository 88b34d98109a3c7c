package throughline.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an installation until it is ended. */
@Command(
        name = "serve",
        description = "Takes in, decides and sends, with its console, until it is ended.")
final class ServeCommand extends InstallationCommand {

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8484",
            description = "Where it answers on loopback; 0 takes a free one (default: 8484).")
    private int port = 8484;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written with its address as JSON when it answers.")
    private @Nullable Path readyFile;

    @Override
    public Integer call() throws Exception {
        return Serving.untilEnded(common(), port, Optional.ofNullable(readyFile), out());
    }
}
