package throughline.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a write back before it is sent. */
@Command(
        name = "cancel",
        description = {
            "Does not send a write that is planned, or gives up one that was refused. The"
                    + " engagement goes on wanting it and does not plan it again by itself: ask for"
                    + " it with throughline retry.",
            "What was sent already cannot be cancelled, only settled."
        })
final class CancelCommand extends DecidingCommand {

    @Parameters(
            index = "1",
            paramLabel = "ACTION",
            description = "The write's key, as throughline actions ID tells it.")
    private String action = "";

    @Override
    Map<String, String> wish() {
        return Map.of("decision", "cancel", "action", action);
    }
}
