package throughline.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.cli.CommandFailure.Exit;
import throughline.landscape.Release;
import throughline.landscape.build.Defect;
import throughline.releases.ScenarioFile;
import throughline.scenario.Scenario;
import throughline.scenario.ScenarioReport;
import throughline.scenario.ScenarioRun;

/** Lets scenarios happen and prints what came of them. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Lets scenarios happen and prints charges, invoices, obligations, revenue, contract"
                    + " position, postings and figures.",
            "With --landscape decides under that enterprise instead of the firm in the file.",
            "Exit code 1 when an expectation does not hold or something could not happen, 2 when a"
                    + " file is not well formed."
        })
final class ScenarioRunCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Scenarios, or folders of them; several are summed up, one a line.")
    private List<Path> files = new ArrayList<>();

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--explain",
            description = "Show the arithmetic of every amount, with its rule and paragraph.")
    private boolean explain;

    @Option(
            names = "--show",
            split = ",",
            paramLabel = "TABLE",
            description = "Only these tables; default: all that are not empty.")
    private List<String> show = new ArrayList<>();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Release> release =
                common.landscape().map(dir -> SoundLandscape.read(dir).release());
        List<Scenario> scenarios = read(release);
        List<ScenarioReport> reports = scenarios.stream().map(ScenarioRun::of).toList();
        ScenarioPrinter printer =
                new ScenarioPrinter(out(), common.format(), explain, tables(reports));
        if (reports.size() == 1) {
            printer.print(reports.getFirst());
        } else {
            printer.print(reports);
        }
        return reports.stream().allMatch(ScenarioReport::holds) ? 0 : 1;
    }

    /** Every scenario that is named, or all that is wrong with them at once. */
    private List<Scenario> read(Optional<Release> release) {
        List<Scenario> scenarios = new ArrayList<>();
        List<Defect> defects = new ArrayList<>();
        for (Path file : files.stream().flatMap(ScenarioFile::below).toList()) {
            switch (ScenarioFile.read(file, release)) {
                case ScenarioFile.Whole(var scenario) -> scenarios.add(scenario);
                case ScenarioFile.Faulty(var found) -> defects.addAll(found);
            }
        }
        if (!defects.isEmpty()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "bad-scenario",
                    "Cannot run what is not well formed. Mend this:\n"
                            + defects.stream()
                                    .map(Defect::toString)
                                    .collect(Collectors.joining("\n")));
        }
        if (scenarios.isEmpty()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "no-such-file",
                    "Cannot run " + files + ": there is no file ending in .yaml. Name one.");
        }
        return scenarios;
    }

    private List<String> tables(List<ScenarioReport> reports) {
        List<String> known = List.copyOf(reports.getFirst().tables().keySet());
        for (String name : show) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec().commandLine(),
                        "There is no table %s. Show one of %s."
                                .formatted(name, String.join(", ", known)));
            }
        }
        if (common.format() == Format.CSV && show.size() != 1) {
            throw new ParameterException(
                    spec().commandLine(), "CSV holds one table. Name it with --show.");
        }
        return show.isEmpty() ? known : show;
    }

    private PrintWriter out() {
        return spec().root().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
