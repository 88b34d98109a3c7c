package throughline.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what a person must decide or mend. */
@Command(
        name = "exceptions",
        description = "Lists what waits for a person, with the money at stake.")
final class ExceptionsCommand extends InstallationCommand {

    @Option(names = "--code", paramLabel = "CODE", description = "Only those of this code.")
    private @Nullable String code;

    @Option(names = "--owner", paramLabel = "NAME", description = "Only those of this owner.")
    private @Nullable String owner;

    @Option(
            names = "--grouped",
            description = "One line for each code and owner, with its count and money.")
    private boolean grouped;

    @Option(
            names = "--parked",
            description = "Messages that cannot be decided yet instead, and what they wait for.")
    private boolean parked;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Override
    public Integer call() {
        int most = shown(limit);
        if (parked && (grouped || owner != null)) {
            throw wrong("--parked goes with --code and --limit only: messages have no owner yet.");
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            ExceptionList list =
                    new ExceptionList(
                            home.database(),
                            Optional.ofNullable(code),
                            Optional.ofNullable(owner),
                            most);
            print(parked ? list.parked() : grouped ? list.grouped() : list.open());
        }
        return 0;
    }
}
