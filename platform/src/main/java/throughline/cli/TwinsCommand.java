package throughline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** Starts the simulated vendors. */
@Command(
        name = "twins",
        mixinStandardHelpOptions = true,
        description = "Runs a simulated CRM, PSA and ERP until it is ended.",
        footer = {
            "",
            "Takes also: --crm-port --psa-port --erp-port N (0: a free one), --seed N, --generate,",
            "--history-months N, --deals-per-month N, --day-millis N, --webhook URL,",
            "--webhook-secret SECRET, --ready-file FILE. See docs/reference/twins.md."
        })
final class TwinsCommand implements Callable<Integer> {

    /** Taken as by every command; the vendors are somebody else's, and keep nothing in a home. */
    @Mixin CommonOptions common = new CommonOptions();

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        return TwinsProcess.foreground(arguments);
    }
}
