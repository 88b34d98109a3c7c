package throughline.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives up what could be charged. */
@Command(
        name = "write-off",
        description = "Gives up charging open work, a charge or a credit; takes two people.")
final class WriteOffCommand extends InstallationCommand {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The engagement; any of its names will do.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "UNIT",
            description = "charge:ID, time:LINE/PERIOD/ROLE or credit-note:ID.")
    private String unit = "";

    @Mixin private DecisionOptions options = new DecisionOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(
                    DecisionRun.in(home, options.acting())
                            .decide(id, Map.of("decision", "write-off", "unit", unit), options));
        }
        return 0;
    }
}
