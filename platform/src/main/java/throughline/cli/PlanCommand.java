package throughline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.database.Home;
import throughline.releases.AppliedReleases;
import throughline.releases.Change;
import throughline.releases.Changes;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;
import throughline.releases.Weighing;

/** Says what a landscape would be, before anything works under it. */
@Command(
        name = "plan",
        description =
                "Validates the landscape and prints what it declares, or with an installation or"
                        + " --against, what it changes and where that leads. Changes nothing.")
final class PlanCommand extends InstallationCommand {

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "Another landscape in place of the release in force.")
    private @Nullable Path against;

    @Option(names = "--markdown", description = "As Markdown, for a pull request.")
    private boolean markdown;

    @Override
    public Integer call() {
        Path folder = RememberedLandscape.named(common());
        LandscapePlan plan = LandscapePlan.of(folder);
        Optional<List<Change>> changes =
                Releases.read(folder) instanceof ReadResult.Released released
                        ? changes(released)
                        : Optional.empty();
        Answer answer =
                changes.map(all -> PlannedChanges.in(plan.answer(), all)).orElse(plan.answer());
        if (markdown) {
            out().print(PlannedChanges.markdown(plan, changes.orElse(List.of())));
            out().flush();
        } else {
            print(answer);
        }
        return plan.sound() ? 0 : 1;
    }

    private Optional<List<Change>> changes(ReadResult.Released next) {
        Changes.Side side = new Changes.Side(next.release(), next.files());
        if (against != null) {
            ReadResult.Released old = SoundLandscape.read(against);
            return Optional.of(
                    Changes.between(
                            new Changes.Side(old.release(), old.files()), side, next.verdicts()));
        }
        if (common().database().isEmpty()
                && !Files.isDirectory(new Home(common().home()).postgres())) {
            return Optional.empty();
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            AppliedReleases applied = new AppliedReleases(home.database());
            Optional<LandscapeFiles> files = applied.filesInForce();
            return applied.inForce()
                    .flatMap(old -> files.map(kept -> new Changes.Side(old, kept)))
                    .map(old -> Changes.between(old, side, next.verdicts()))
                    .map(all -> new Weighing(home.database(), next.release()).weighed(all));
        }
    }
}
