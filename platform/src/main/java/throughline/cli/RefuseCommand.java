package throughline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Refuses a request. */
@Command(name = "refuse", description = "Refuses a request, with a reason.")
final class RefuseCommand extends InstallationCommand {

    @Parameters(paramLabel = "NUMBER", description = "The request.")
    private long number;

    @Mixin private DecisionOptions options = new DecisionOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(DecisionRun.in(home, options.acting()).answer(number, false, options));
        }
        return 0;
    }
}
