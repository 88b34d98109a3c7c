package throughline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.connectors.Secrets;
import throughline.contracts.Impact;
import throughline.database.Home;
import throughline.releases.AppliedReleases;
import throughline.releases.Change;
import throughline.releases.Changes;
import throughline.releases.LandscapeScenarios;
import throughline.releases.PublishedChange;
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

    @Option(
            names = "--vendor-contract",
            paramLabel = "SYSTEM=FILE",
            description =
                    "What a vendor's new contract would break instead: exit code 1 when something"
                            + " does, 4 when not all could be verified.")
    private Map<String, Path> vendorContracts = Map.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE=NAME",
            description = "What that contract calls a type, over what the landscape says.")
    private Map<String, String> types = Map.of();

    @Option(names = "--markdown", description = "As Markdown, for a pull request.")
    private boolean markdown;

    @Override
    public Integer call() {
        Path folder = RememberedLandscape.named(common());
        if (!vendorContracts.isEmpty()) {
            return vendorContract(folder);
        }
        LandscapePlan plan =
                LandscapePlan.of(
                        folder, Secrets.of(System::getenv, new Home(common().home()).secrets()));
        Optional<Compared> compared =
                Releases.read(folder) instanceof ReadResult.Released released
                        ? changes(released, plan.scenarios())
                        : Optional.empty();
        Answer answer = compared.map(all -> all.in(plan.answer())).orElse(plan.answer());
        if (markdown) {
            out().print(
                            PlannedChanges.markdown(
                                    plan, compared.map(Compared::changes).orElse(List.of())));
            compared.map(Compared::first)
                    .filter(first -> !first.isEmpty())
                    .ifPresent(first -> out().print("\n" + first + "\n"));
            compared.map(all -> PublishedSchemas.markdown(all.published())).ifPresent(out()::print);
            out().flush();
        } else {
            print(answer);
        }
        boolean breaks = compared.filter(all -> !all.published().refused().isEmpty()).isPresent();
        return plan.sound() && !breaks ? 0 : 1;
    }

    private int vendorContract(Path folder) {
        if (vendorContracts.size() > 1) {
            throw wrong("Plan one vendor's contract at a time: each has a verdict of its own.");
        }
        String system = vendorContracts.keySet().iterator().next();
        Impact impact =
                new VendorPlan(SoundLandscape.read(folder))
                        .of(system, vendorContracts.values().iterator().next(), types, common());
        if (markdown) {
            out().print(VendorPlan.markdown(impact));
            out().flush();
        } else {
            print(VendorPlan.answer(impact));
        }
        return VendorPlan.exit(impact);
    }

    /**
     * What is otherwise than before, and what of it readers of the records will notice.
     *
     * @param first which units decide otherwise than all others now; empty when none does
     */
    private record Compared(
            List<Change> changes, List<String> files, PublishedChange published, String first) {

        Answer in(Answer plan) {
            Answer answer = PlannedChanges.in(plan, changes, files);
            answer.json().put("published", PublishedSchemas.json(published));
            List<String> remarks = new ArrayList<>(answer.remarks());
            if (!first.isEmpty()) {
                remarks.add(first);
            }
            remarks.addAll(PublishedSchemas.remarks(published));
            return new Answer(answer.json(), answer.rows(), remarks);
        }
    }

    private Optional<Compared> changes(ReadResult.Released next, LandscapeScenarios scenarios) {
        if (against != null) {
            ReadResult.Released old = SoundLandscape.read(against);
            Changes.Side before = new Changes.Side(old.release(), old.files());
            return Optional.of(
                    compared(
                            new AppliedReleases.Against(before, old.release(), Optional.empty()),
                            next,
                            judged(before, next, scenarios)));
        }
        if (common().database().isEmpty()
                && !Files.isDirectory(new Home(common().home()).postgres())) {
            return Optional.empty();
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            return new AppliedReleases(home.database())
                    .toldAgainst()
                    .map(old -> compared(old, next, weighed(home, old.side(), next, scenarios)));
        }
    }

    private static List<Change> weighed(
            OpenedHome home,
            Changes.Side old,
            ReadResult.Released next,
            LandscapeScenarios scenarios) {
        return new Weighing(home.database(), old.release()).weighed(judged(old, next, scenarios));
    }

    private static List<Change> judged(
            Changes.Side old, ReadResult.Released next, LandscapeScenarios scenarios) {
        Changes.Side side = new Changes.Side(next.release(), next.files());
        return scenarios.judge(Changes.between(old, side, next.verdicts()), old, side);
    }

    private static Compared compared(
            AppliedReleases.Against old, ReadResult.Released next, List<Change> changes) {
        return new Compared(
                changes,
                next.files().otherThan(old.side().files()),
                PublishedChange.between(old.published(), next.release(), SchemasCommand.today()),
                old.first()
                        .map(
                                first ->
                                        ("Told against %s, under which all others decide while"
                                                        + " release %s is in force for %s first.")
                                                .formatted(
                                                        first.from(),
                                                        first.to(),
                                                        String.join(", ", first.units())))
                        .orElse(""));
    }
}
