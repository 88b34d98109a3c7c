package throughline.cli;

import picocli.CommandLine.Command;

/** Says what a landscape would be, before anything works under it. */
@Command(
        name = "plan",
        description = "Validates the landscape and prints what it declares. Changes nothing.")
final class PlanCommand extends InstallationCommand {

    @Override
    public Integer call() {
        LandscapePlan plan = LandscapePlan.of(RememberedLandscape.named(common()));
        print(plan.answer());
        return plan.sound() ? 0 : 1;
    }
}
