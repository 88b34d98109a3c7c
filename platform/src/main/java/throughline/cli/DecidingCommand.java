package throughline.cli;

import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * A decision about one engagement. Each kind says what it asks for; how it is taken is the same.
 */
abstract class DecidingCommand extends InstallationCommand {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The engagement; any of its names will do.")
    private String id = "";

    @Mixin private DecisionOptions options = new DecisionOptions();

    /** The decision and what belongs to it, as programs write it. */
    abstract Map<String, String> wish();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(DecisionRun.in(home, options.acting()).decide(id, wish(), options));
        }
        return 0;
    }
}
