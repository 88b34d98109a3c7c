package throughline.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives up what could be charged. */
@Command(
        name = "write-off",
        description = "Gives up charging open work, a charge or a credit; takes two people.")
final class WriteOffCommand extends DecidingCommand {

    @Parameters(
            index = "1",
            paramLabel = "UNIT",
            description = "charge:ID, time:LINE/PERIOD/ROLE or credit-note:ID.")
    private String unit = "";

    @Override
    Map<String, String> wish() {
        return Map.of("decision", "write-off", "unit", unit);
    }
}
