package throughline.cli;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.cli.CommandFailure.Exit;
import throughline.people.Actor;
import throughline.people.Right;
import throughline.rehearsal.ChangeOver;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Rehearsals;
import throughline.releases.KeptRelease;
import throughline.releases.Signature;

/** Goes back to an earlier release. */
@Command(
        name = "rollback",
        description =
                "Shows what going back to an earlier release asks of the outside world; with"
                        + " --now, goes back.")
final class RollbackCommand extends InstallationCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "RELEASE",
            description = "Otherwise the one that was in force before.")
    private @Nullable String release;

    @Mixin private ActingOptions acting = new ActingOptions();

    @Option(names = "--now", description = "Goes back, as it was rehearsed and agreed.")
    private boolean now;

    @Override
    public Integer call() throws Exception {
        Cancelling cancelling = new Cancelling();
        ProgressLine line = new ProgressLine(err());
        try (OpenedHome home = OpenedHome.existing(common());
                AutoCloseable _ = home.endingFirst(cancelling::cancel)) {
            Actor by = Acting.who(home.database(), acting, now ? Right.DECIDE : Right.SEE);
            ReleaseNames names = new ReleaseNames(home);
            ChangeOver changeOver = home.changeOver();
            KeptRelease back = names.named(release == null ? before(changeOver) : release);
            if (now) {
                print(ReleaseReport.changed(changeOver.rollBack(back, by)));
                return 0;
            }
            Rehearsal rehearsal =
                    new Rehearsals(home.database(), InstantSource.system())
                            .rehearseRollBack(back, Signature.of(by), cancelling.watching(line));
            line.clear();
            print(RehearsalReport.rollBack(home.database(), rehearsal));
            return rehearsal.state() == Rehearsal.State.FINISHED ? 0 : 1;
        } finally {
            line.clear();
            cancelling.ended();
        }
    }

    private static String before(ChangeOver changeOver) {
        return changeOver
                .before()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        Exit.REFUSED,
                                        "never-in-force",
                                        "Cannot go back: no other release was ever in force"
                                                + " here."));
    }
}
