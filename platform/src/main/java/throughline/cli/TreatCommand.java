package throughline.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a change of terms count another way. */
@Command(
        name = "treat",
        description = "Lets a change of terms count another way; always takes two people.")
final class TreatCommand extends DecidingCommand {

    @Parameters(index = "1", paramLabel = "CHANGE", description = "SYSTEM:TYPE:ID of the order.")
    private String change = "";

    @Parameters(index = "2", paramLabel = "LINE", description = "The line that it changes.")
    private String line = "";

    @Parameters(
            index = "3",
            paramLabel = "TREATMENT",
            description = "separate-contract, prospective or catch-up.")
    private String treatment = "";

    @Override
    Map<String, String> wish() {
        return Map.of(
                "decision", "treat", "change-order", change, "line", line, "treatment", treatment);
    }
}
