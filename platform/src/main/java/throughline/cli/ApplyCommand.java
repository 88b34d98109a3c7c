package throughline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.people.Actor;
import throughline.people.Right;
import throughline.releases.KeptRelease;
import throughline.releases.Signature;

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

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            Actor by = Acting.who(home.database(), acting, Right.DECIDE);
            KeptRelease release =
                    new ReleaseNames(home)
                            .namedOrMade(
                                    Optional.ofNullable(candidate),
                                    new ReleaseNames.Author(Signature.of(by), ""));
            print(ReleaseReport.changed(home.changeOver().apply(release, units, by)));
        }
        return 0;
    }
}
