package throughline.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.insight.Writes;

/** Lists writes to outside systems and what became of them. */
@Command(
        name = "actions",
        description =
                "Lists writes to outside systems, what became of them and what they wait for.",
        subcommands = CancelCommand.class)
final class ActionsCommand extends InstallationCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "Only those of this engagement; any of its names will do. The key of a write"
                            + " shows that one with what was tried.")
    private @Nullable String id;

    @Option(names = "--system", paramLabel = "NAME", description = "Only those to this system.")
    private @Nullable String system;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description =
                    "Only those that stand so: planned, held, sent, ambiguous, rejected, cancelled,"
                            + " confirmed, withdrawn. Without it, all that are not done.")
    private @Nullable String status;

    @Option(names = "--all", description = "Also those that are confirmed or withdrawn.")
    private boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Override
    public Integer call() {
        int most = shown(limit);
        if (status != null && !Writes.STATUSES.contains(status)) {
            throw wrong(
                    "No write stands %s. Use one of %s."
                            .formatted(status, String.join(", ", Writes.STATUSES)));
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            ActionList list = new ActionList(home.database());
            print(
                    Optional.ofNullable(id)
                            .flatMap(list::one)
                            .orElseGet(
                                    () ->
                                            list.of(
                                                    Optional.ofNullable(id),
                                                    Optional.ofNullable(system),
                                                    Optional.ofNullable(status),
                                                    all,
                                                    most)));
        }
        return 0;
    }
}
