package throughline.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.connectors.Endpoints;
import throughline.database.Home;
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
            description =
                    "Where systems answer, under which secrets and limits: environments/NAME.yaml"
                            + " of the landscape. Bound until another one is.")
    private @Nullable String environment;

    @Override
    public Integer call() throws Exception {
        int on = answering(port);
        Path landscape = RememberedLandscape.of(common()).required();
        Installation.Plan plan =
                new Installation.Plan(
                        new Home(common().home()),
                        common().database(),
                        landscape,
                        Endpoints.OF_THE_LANDSCAPE,
                        Map.of(),
                        Optional.ofNullable(environment));
        return Serving.untilEnded(plan, common(), on, Optional.ofNullable(readyFile), out());
    }
}
