package throughline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what waits for somebody's agreement. */
@Command(name = "approvals", description = "Lists what takes two people and waits for the second.")
final class ApprovalsCommand extends InstallationCommand {

    @Mixin private ActingOptions acting = new ActingOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(DecisionRun.in(home, acting).open());
        }
        return 0;
    }
}
