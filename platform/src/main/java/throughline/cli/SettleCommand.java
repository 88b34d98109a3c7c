package throughline.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Settles an ambiguous write. */
@Command(name = "settle", description = "Says what became of a write whose answer never came.")
final class SettleCommand extends InstallationCommand {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The engagement; any of its names will do.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "ACTION",
            description = "The write's key, as show tells it.")
    private String action = "";

    @Option(
            names = "--happened",
            paramLabel = "EXTERNAL-ID",
            description = "It is there, under this id.")
    private @Nullable String happened;

    @Option(names = "--never", description = "It is not there, and may be asked for again.")
    private boolean never;

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            defaultValue = "",
            description = "The document's number there.")
    private String number = "";

    @Mixin private DecisionOptions options = new DecisionOptions();

    @Override
    public Integer call() {
        if (never == (happened != null)) {
            throw wrong("Say what became of it: --happened EXTERNAL-ID, or --never.");
        }
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("decision", "settle");
        wish.put("action", action);
        wish.put("happened", Boolean.toString(!never));
        wish.put("external-id", happened == null ? "" : happened);
        wish.put("number", number);
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(DecisionRun.in(home, options.acting()).decide(id, wish, options));
        }
        return 0;
    }
}
