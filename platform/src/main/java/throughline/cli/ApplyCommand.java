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
import throughline.connectors.Endpoints;
import throughline.connectors.Secrets;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.people.Right;
import throughline.releases.AppliedReleases;
import throughline.releases.Environment;
import throughline.releases.KeptRelease;
import throughline.releases.NeededSecrets;
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

    @Option(
            names = "--secrets-elsewhere",
            description =
                    "Binds the environment although this process does not have its secrets: the"
                            + " one that serves has them.")
    private boolean secretsElsewhere;

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            Actor by = Acting.who(home.database(), acting, Right.DECIDE);
            KeptRelease release =
                    new ReleaseNames(home).namedOrKept(Optional.ofNullable(candidate));
            Optional<Environment> bound =
                    Optional.ofNullable(environment).map(name -> environment(home, release, name));
            Unset unset = new Unset(home, release, bound);
            if (bound.isPresent()) {
                unset.refuseCarriedOver();
            }
            if (bound.isPresent() && !secretsElsewhere) {
                unset.refuse();
            }
            Answer answer =
                    ReleaseReport.changed(home.changeOver().apply(release, units, by, bound));
            print(unset.remarked(answer));
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

    /**
     * Secrets that systems would refer to from now on and did not before, and that are not here.
     */
    private static final class Unset {
        private final OpenedHome home;
        private final KeptRelease release;
        private final Environment environment;
        private final NeededSecrets missing;
        private final NeededSecrets carriedOver;

        Unset(OpenedHome home, KeptRelease release, Optional<Environment> bound) {
            this.home = home;
            this.release = release;
            AppliedReleases applied = new AppliedReleases(home.database());
            this.environment = bound.orElseGet(applied::environment);
            Release next = applied.named(release.hash()).orElseThrow();
            NeededSecrets before =
                    applied.inForce()
                            .map(old -> NeededSecrets.of(old.systems(), applied.environment()))
                            .orElseGet(() -> NeededSecrets.of(List.of(), Environment.NONE));
            this.missing =
                    NeededSecrets.of(next.systems(), environment)
                            .besides(before)
                            .unset(Secrets.of(System::getenv, home.home().secrets()));
            this.carriedOver =
                    NeededSecrets.carriedOver(
                            next.systems(),
                            applied.environment(),
                            environment,
                            Endpoints.OF_THE_LANDSCAPE.over(home.home().directory()));
        }

        void refuseCarriedOver() {
            if (!carriedOver.isEmpty()) {
                String first = carriedOver.systems().firstKey();
                throw new CommandFailure(
                        Exit.REFUSED,
                        "secrets-carried-over",
                        ("Cannot apply release %s in environment %s: another host would be told %s"
                                        + " there. Name what stands for them under secrets in"
                                        + " environments/%s.yaml, be it the same again (\"${%s}\":"
                                        + " \"${%s}\") where it is one vendor.")
                                .formatted(
                                        release.id(),
                                        environment.name(),
                                        carriedOver.words(),
                                        environment.name(),
                                        first,
                                        first));
            }
        }

        void refuse() {
            if (!missing.isEmpty()) {
                throw new CommandFailure(
                        Exit.REFUSED,
                        "secrets-unset",
                        ("Cannot apply release %s in environment %s: nothing is set here for %s."
                             + " Set variables where Throughline serves and here, and put files"
                             + " below %s; or, when the process that serves has them and this one"
                             + " need not, say so with --secrets-elsewhere.")
                                .formatted(
                                        release.id(),
                                        environment.name(),
                                        missing.words(),
                                        home.home().secrets()));
            }
        }

        Answer remarked(Answer answer) {
            return missing.isEmpty()
                    ? answer
                    : answer.remarking(
                            ("Nothing is set here for %s. Where it is not set for the process that"
                                            + " serves either, the system stays unavailable"
                                            + " there.")
                                    .formatted(missing.words()));
        }
    }
}
