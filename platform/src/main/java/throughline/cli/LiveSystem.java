package throughline.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import throughline.cli.CommandFailure.Exit;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Secrets;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.releases.Releases;

/** Opens the connector of a system where it really answers. */
final class LiveSystem {

    private LiveSystem() {}

    static Connector of(
            Path folder,
            String environment,
            CommonOptions options,
            Release release,
            String system) {
        Map<String, URI> endpoints = Map.of();
        try {
            if (!environment.isEmpty()) {
                endpoints = Releases.endpoints(folder, environment);
            }
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(
                    Exit.USAGE, "wrong-usage", String.valueOf(unknown.getMessage()));
        }
        Home home = new Home(options.home());
        return new Connectors(
                        new Endpoints(endpoints).over(home.directory()),
                        Secrets.of(System::getenv, home.secrets()),
                        home.directory())
                .open(
                        release.systems().stream()
                                .filter(each -> each.name().equals(system))
                                .findFirst()
                                .orElseThrow());
    }
}
