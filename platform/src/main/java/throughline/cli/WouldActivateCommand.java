package throughline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the gates about a deal that need not be here. */
@Command(
        name = "would-activate",
        description = "Says whether a deal would pass its gates; keeps nothing.")
final class WouldActivateCommand extends InstallationCommand {

    @Parameters(paramLabel = "FILE", description = "The deal as its system would send it, as JSON.")
    private Path file = Path.of("");

    @Option(
            names = "--as-record",
            paramLabel = "SYSTEM:TYPE",
            description = "Which kind of record it is (default: the landscape's deals).")
    private @Nullable String kind;

    @Option(
            names = "--with",
            paramLabel = "SYSTEM:TYPE=FILE",
            description = "Another record that is not here yet, as the customer; may be repeated.")
    private List<String> with = new ArrayList<>();

    @Mixin private ActingOptions acting = new ActingOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.made(common())) {
            ActivationAnswer answer = ActivationAnswer.of(home, acting, file, kind, with);
            print(answer.answer());
            return answer.activates() ? 0 : 1;
        }
    }
}
