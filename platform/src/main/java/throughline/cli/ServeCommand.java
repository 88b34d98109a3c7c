package throughline.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.cli.CommandFailure.Exit;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.releases.Releases;
import throughline.server.Installation;

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

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Where systems answer: environments/NAME.yaml of the landscape.")
    private @Nullable String environment;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65_535) {
            throw wrong("Cannot answer on port " + port + ": name one from 0 to 65535.");
        }
        Path landscape = RememberedLandscape.of(common()).required();
        Installation.Plan plan =
                new Installation.Plan(
                        new Home(common().home()),
                        common().database(),
                        landscape,
                        endpoints(landscape),
                        Map.of());
        return Serving.untilEnded(plan, common(), port, Optional.ofNullable(readyFile), out());
    }

    private Endpoints endpoints(Path landscape) {
        try {
            return environment == null
                    ? Endpoints.OF_THE_LANDSCAPE
                    : new Endpoints(Releases.endpoints(landscape, environment));
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "unknown-environment",
                    Objects.requireNonNullElse(unknown.getMessage(), "unknown environment"));
        }
    }
}
