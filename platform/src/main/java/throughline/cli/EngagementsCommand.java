package throughline.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists engagements. */
@Command(name = "engagements", description = "Lists engagements and where they stand.")
final class EngagementsCommand extends InstallationCommand {

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only these: open, lost, blocked, contracted, active, cancelled, person.")
    private @Nullable String status;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only those whose id, name or customer contains it.")
    private @Nullable String search;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Override
    public Integer call() {
        int most = shown(limit);
        if (status != null && !EngagementList.STATUSES.contains(status)) {
            throw wrong(
                    "Unknown status '%s'. Known are %s."
                            .formatted(status, String.join(", ", EngagementList.STATUSES)));
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(
                    EngagementList.of(
                            home.database(),
                            Optional.ofNullable(status),
                            Optional.ofNullable(search),
                            most));
        }
        return 0;
    }
}
