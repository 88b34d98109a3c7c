package throughline.cli;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.cli.CommandFailure.Exit;
import throughline.contracts.Comparing;
import throughline.contracts.DriftDesk;
import throughline.contracts.DriftView;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.Right;
import throughline.releases.AppliedReleases;
import throughline.wording.Counted;

/** Shows what arrives otherwise than its contract says. */
@Command(
        name = "drift",
        description =
                "Shows by week what arrives otherwise than contracts declare. Exit code 1 when"
                        + " records wait for it.",
        subcommands = DriftCommand.Accept.class)
final class DriftCommand extends InstallationCommand {

    @Option(
            names = "--weeks",
            paramLabel = "N",
            defaultValue = "8",
            description = "So many weeks back (default: ${DEFAULT-VALUE}).")
    private int weeks = 8;

    @Option(names = "--open", description = "Only what waits for somebody, each once.")
    private boolean open;

    @Option(names = "--system", paramLabel = "NAME", description = "Only of this system.")
    private @Nullable String system;

    @Override
    public Integer call() {
        if (weeks < 1 || weeks > 520) {
            throw wrong(
                    "Cannot show %s: name a number from 1 to 520."
                            .formatted(Counted.of(weeks, "week")));
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            Release release = inForce(home);
            if (system != null) {
                VendorPlan.known(release, system);
            }
            caughtUp(home, release);
            LocalDate today = SchemasCommand.today();
            DriftView view =
                    DriftView.of(
                            JdbcClient.create(home.database()),
                            release,
                            today.minusWeeks(weeks),
                            today);
            print(DriftReport.of(view, open, system));
            return view.waiting().isEmpty() ? 0 : 1;
        }
    }

    private static Release inForce(OpenedHome home) {
        return new AppliedReleases(home.database())
                .inForce()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        Exit.REFUSED,
                                        "nothing-in-force",
                                        "Cannot tell what drifts: no release is in force here. Load"
                                                + " or serve first."));
    }

    /** What arrived while no server ran is counted first. */
    private static void caughtUp(OpenedHome home, Release release) {
        try (Comparing comparing =
                new Comparing(
                        home.database(), () -> release, InstantSource.system(), () -> false)) {
            comparing.catchUp();
        }
    }

    /** Lets records pass that deviate so. */
    @Command(
            name = "accept",
            description =
                    "Accepts what deviates until another contract is in force, and takes up again"
                            + " what waits for it.")
    static final class Accept extends InstallationCommand {

        @Parameters(index = "0", paramLabel = "SYSTEM:TYPE")
        private String kind = "";

        @Parameters(index = "1", paramLabel = "PATH", description = "As drift names it.")
        private String path = "";

        @Parameters(index = "2", paramLabel = "CLASS", description = "As drift names it.")
        private String drift = "";

        @Option(
                names = "--value",
                paramLabel = "VALUE",
                description = "Only this value or type (default: all that were seen).")
        private String value = "";

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason = "";

        @Mixin private ActingOptions acting = new ActingOptions();

        @Override
        public Integer call() {
            String[] parts = kind.split(":", 2);
            if (parts.length < 2) {
                throw wrong("Cannot accept drift of %s: write SYSTEM:TYPE.".formatted(kind));
            }
            try (OpenedHome home = OpenedHome.existing(common())) {
                Release release = inForce(home);
                caughtUp(home, release);
                Actor by = Acting.who(home.database(), acting, Right.DECIDE);
                long again =
                        new DriftDesk(home.database(), () -> release)
                                .accept(
                                        by,
                                        new DriftDesk.Which(parts[0], parts[1], path, drift, value),
                                        reason,
                                        Instant.now());
                print(DriftReport.accepted(kind, path, drift, again));
            } catch (RefusedToPersonException refused) {
                throw Acting.failure(refused);
            }
            return 0;
        }
    }
}
