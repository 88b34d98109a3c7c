package throughline.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Waives a gate's violation, or a clause for an invoice that is held. */
@Command(
        name = "waive",
        description =
                "Lets a deal through in spite of what a gate finds, or an invoice in spite of why"
                        + " it is held.")
final class WaiveCommand extends DecidingCommand {

    @Parameters(
            index = "1",
            paramLabel = "CODE",
            description = "What the gate found, or the key of the exception that holds an invoice.")
    private String code = "";

    @Override
    Map<String, String> wish() {
        return Map.of("decision", "waive", "code", code);
    }
}
