package throughline.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Waives a gate's violation. */
@Command(name = "waive", description = "Lets a deal through in spite of what a gate finds.")
final class WaiveCommand extends InstallationCommand {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The engagement; any of its names will do.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "CODE", description = "What the gate found.")
    private String code = "";

    @Mixin private DecisionOptions options = new DecisionOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(
                    DecisionRun.in(home, options.acting())
                            .decide(id, Map.of("decision", "waive", "code", code), options));
        }
        return 0;
    }
}
