package throughline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells one engagement's story. */
@Command(
        name = "show",
        description = "Tells what happened to one engagement over all systems, in order.")
final class ShowCommand extends InstallationCommand {

    @Parameters(
            paramLabel = "ID",
            description =
                    "The engagement, a record of any system (P-1001), or a document's number.")
    private String id = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "200",
            description = "The newest so many moments (default: ${DEFAULT-VALUE}).")
    private int limit = 200;

    @Override
    public Integer call() {
        int most = shown(limit);
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(new EngagementStory(home.database()).of(id, most));
        }
        return 0;
    }
}
