package throughline.cli;

import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.cli.CommandFailure.Exit;
import throughline.rehearsal.AtOnce;
import throughline.rehearsal.CompensationStore;
import throughline.rehearsal.Cut;
import throughline.rehearsal.Findings;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.RehearsalStore;

/** What rehearsals found. */
@Command(
        name = "rehearsal",
        description = "Lists rehearsals and shows what one found.",
        subcommands = {RehearsalCommand.ListAll.class, RehearsalCommand.Show.class})
final class RehearsalCommand extends CommandGroup {

    /** All of them. */
    @Command(name = "list", description = "Lists all rehearsals, newest first.")
    static final class ListAll extends InstallationCommand {
        @Override
        public Integer call() {
            try (OpenedHome home = OpenedHome.existing(common())) {
                print(RehearsalReport.all(new RehearsalStore(home.database()).all()));
            }
            return 0;
        }
    }

    /** One of them. */
    @Command(name = "show", description = "Shows what a rehearsal found.")
    static final class Show extends InstallationCommand {
        @Parameters(paramLabel = "NUMBER")
        private long number;

        @Option(
                names = "--by",
                paramLabel = "PART",
                description = "${COMPLETION-CANDIDATES}; otherwise a summary.")
        private @org.jspecify.annotations.Nullable Cut by;

        @Option(
                names = "--at-once",
                description = {
                    "What putting its release in force now would change of what it found: booked",
                    "terms stay booked, and so do documents that rest on them."
                })
        private boolean atOnce;

        @Override
        public Integer call() {
            try (OpenedHome home = OpenedHome.existing(common())) {
                Rehearsal rehearsal =
                        new RehearsalStore(home.database())
                                .find(number)
                                .orElseThrow(
                                        () ->
                                                new CommandFailure(
                                                        Exit.USAGE,
                                                        "unknown-rehearsal",
                                                        "Cannot show rehearsal "
                                                                + number
                                                                + ": there is none. throughline"
                                                                + " rehearsal list shows all."));
                print(cut(home, rehearsal));
            }
            return 0;
        }

        private Answer cut(OpenedHome home, Rehearsal rehearsal) {
            if (atOnce) {
                return AtOnceReport.of(
                        new AtOnce(home.database(), InstantSource.system())
                                .of(rehearsal, Integer.MAX_VALUE));
            }
            if (by == null) {
                return RehearsalReport.summary(home.database(), rehearsal);
            }
            return by == Cut.COMPENSATION
                    ? RehearsalReport.compensation(
                            new CompensationStore(home.database()).of(number))
                    : RehearsalReport.cut(new Findings(home.database(), number), by);
        }
    }
}
