package throughline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.cli.CommandFailure.Exit;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.people.Right;
import throughline.releases.AppliedReleases;
import throughline.releases.Environment;
import throughline.releases.KeptRelease;
import throughline.releases.Releases;
import throughline.releases.UnknownEnvironmentException;

/** Puts a release in force. */
@Command(
        name = "apply",
        description = "Puts a rehearsed release in force, for some units first or for all.")
final class ApplyCommand extends InstallationCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "RELEASE_OR_DIR",
            description = "Otherwise the folder of --landscape, or the remembered one.")
    private @Nullable String candidate;

    @Mixin private ActingOptions acting = new ActingOptions();

    @Option(
            names = "--units",
            split = ",",
            paramLabel = "UNIT",
            description = "Only these units for now; all others stay under the release in force.")
    private List<String> units = new ArrayList<>();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description =
                    "Binds environments/NAME.yaml of the landscape with it: addresses, secret"
                            + " references, limits. Otherwise what is bound already stays.")
    private @Nullable String environment;

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            Actor by = Acting.who(home.database(), acting, Right.DECIDE);
            KeptRelease release =
                    new ReleaseNames(home).namedOrKept(Optional.ofNullable(candidate));
            Optional<Environment> bound =
                    Optional.ofNullable(environment).map(name -> environment(home, release, name));
            print(ReleaseReport.changed(home.changeOver().apply(release, units, by, bound)));
        }
        return 0;
    }

    private Environment environment(OpenedHome home, KeptRelease release, String name) {
        Path folder =
                Optional.ofNullable(candidate)
                        .map(Path::of)
                        .filter(Files::isDirectory)
                        .orElseGet(() -> home.landscape().required());
        Release made = new AppliedReleases(home.database()).named(release.hash()).orElseThrow();
        try {
            return Releases.environment(folder, name, made);
        } catch (UnknownEnvironmentException unknown) {
            throw new CommandFailure(
                    Exit.USAGE, "unknown-environment", String.valueOf(unknown.getMessage()));
        }
    }
}
