package throughline.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Agrees. */
@Command(
        name = "approve",
        description = "Agrees to a request, by its number, or to the terms of a deal, by its id.")
final class ApproveCommand extends InstallationCommand {

    @Parameters(paramLabel = "NUMBER|ID", description = "A request, or an engagement.")
    private String what = "";

    @Option(
            names = "--content",
            paramLabel = "HASH",
            description = "Only if the terms are exactly this content.")
    private @Nullable String content;

    @Mixin private DecisionOptions options = new DecisionOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            DecisionRun run = DecisionRun.in(home, options.acting());
            print(
                    what.matches("[0-9]{1,18}")
                            ? run.answer(Long.parseLong(what), true, options)
                            : run.approveTerms(what, Optional.ofNullable(content), options));
        }
        return 0;
    }
}
