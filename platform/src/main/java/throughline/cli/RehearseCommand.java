package throughline.cli;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.people.Right;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Rehearsals;
import throughline.rehearsal.Scope;
import throughline.releases.KeptRelease;
import throughline.releases.Signature;

/** Decides the kept history again under a release that is not in force. */
@Command(
        name = "rehearse",
        description =
                "Decides the kept history again under a release, and shows what that would change"
                        + " in money. Changes nothing, sends nothing.")
final class RehearseCommand extends InstallationCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "RELEASE_OR_DIR",
            description = "Otherwise the folder of --landscape, or the remembered one.")
    private @Nullable String candidate;

    @Mixin private ActingOptions acting = new ActingOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the release is made.")
    private String reason = "";

    @Option(
            names = "--sample",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description = "Only so many of all engagements (default: all).")
    private int percent = 100;

    @Option(names = "--unit", paramLabel = "UNIT", description = "Only those of this unit.")
    private @Nullable String unit;

    @Override
    public Integer call() throws Exception {
        if (percent < 1 || percent > 100) {
            throw wrong("Cannot rehearse " + percent + " percent: name a number from 1 to 100.");
        }
        Cancelling cancelling = new Cancelling();
        ProgressLine line = new ProgressLine(err());
        try (OpenedHome home = OpenedHome.existing(common());
                AutoCloseable _ = home.endingFirst(cancelling::cancel)) {
            Signature by = Signature.of(Acting.who(home.database(), acting, Right.SEE));
            KeptRelease release =
                    new ReleaseNames(home)
                            .namedOrMade(
                                    Optional.ofNullable(candidate),
                                    new ReleaseNames.Author(by, reason));
            Rehearsal rehearsal =
                    new Rehearsals(home.database(), InstantSource.system())
                            .rehearse(
                                    release,
                                    new Scope(percent, Optional.ofNullable(unit)),
                                    by,
                                    cancelling.watching(line));
            line.clear();
            print(RehearsalReport.summary(home.database(), rehearsal));
            return rehearsal.state() == Rehearsal.State.FINISHED ? 0 : 1;
        } finally {
            line.clear();
            cancelling.ended();
        }
    }
}
