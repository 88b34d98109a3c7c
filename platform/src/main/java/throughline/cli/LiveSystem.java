package throughline.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import throughline.cli.CommandFailure.Exit;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Secrets;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.releases.AppliedReleases;
import throughline.releases.Environment;
import throughline.releases.Releases;
import throughline.releases.UnknownEnvironmentException;

/** Opens the connector of a system where it really answers. */
final class LiveSystem {

    private LiveSystem() {}

    static Connector of(
            Path folder, String name, CommonOptions options, Release release, String system) {
        Home home = new Home(options.home());
        Environment environment = environment(folder, name, options, release);
        Map<String, URI> endpoints =
                new HashMap<>(Endpoints.OF_THE_LANDSCAPE.over(home.directory()).given());
        endpoints.putAll(environment.endpoints());
        return new Connectors(
                        new Endpoints(endpoints),
                        environment.over(Secrets.of(System::getenv, home.secrets())),
                        home.directory())
                .open(
                        release.systems().stream()
                                .filter(each -> each.name().equals(system))
                                .findFirst()
                                .orElseThrow());
    }

    /** The one that is named, or else what is bound with the release in force. */
    private static Environment environment(
            Path folder, String name, CommonOptions options, Release release) {
        if (!name.isEmpty()) {
            try {
                return Releases.environment(folder, name, release);
            } catch (UnknownEnvironmentException unknown) {
                throw new CommandFailure(
                        Exit.USAGE, "unknown-environment", String.valueOf(unknown.getMessage()));
            }
        }
        if (options.database().isEmpty()
                && !Files.isDirectory(new Home(options.home()).postgres())) {
            return Environment.NONE;
        }
        try (OpenedHome opened = OpenedHome.existing(options)) {
            return new AppliedReleases(opened.database()).environment();
        }
    }
}
