package throughline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.landscape.Release;
import throughline.landscape.build.Defect;
import throughline.releases.ScenarioFile;
import throughline.scenario.Refusal;
import throughline.scenario.ScenarioReport;
import throughline.scenario.ScenarioRun;
import throughline.scenario.Verdict;

/** The scenarios of a landscape: golden cases that go from signature to revenue. */
final class LandscapeScenarios {

    private LandscapeScenarios() {}

    /**
     * How they went.
     *
     * @param wrong everything in which they come out otherwise than expected
     */
    record Outcome(int count, List<Defect> wrong) {
        Outcome {
            wrong = List.copyOf(wrong);
        }
    }

    /** Runs the scenarios in a landscape's folder under its release. */
    static Outcome of(Path folder, Release release) {
        Path scenarios = folder.resolve("scenarios");
        List<Path> files =
                Files.isDirectory(scenarios)
                        ? ScenarioRunCommand.below(scenarios).toList()
                        : List.of();
        List<Defect> wrong = new ArrayList<>();
        for (Path file : files) {
            switch (ScenarioFile.read(file, Optional.of(release))) {
                case ScenarioFile.Faulty(var defects) -> wrong.addAll(defects);
                case ScenarioFile.Whole(var scenario) -> wrong.addAll(of(ScenarioRun.of(scenario)));
            }
        }
        return new Outcome(files.size(), wrong);
    }

    private static List<Defect> of(ScenarioReport report) {
        List<Defect> wrong = new ArrayList<>();
        if (!report.holds() && !report.refusalsAreExpected()) {
            for (Refusal refusal : report.refusals()) {
                wrong.add(
                        new Defect(
                                refusal.place(),
                                refusal.code(),
                                refusal.on() + ": " + refusal.sentence()));
            }
        }
        for (Verdict verdict : report.failed()) {
            wrong.add(
                    new Defect(
                            verdict.place(),
                            "golden-case",
                            "On %s %s is %s, expected %s. Correct the landscape or the scenario."
                                    .formatted(
                                            verdict.on(),
                                            verdict.what(),
                                            verdict.got(),
                                            verdict.expected())));
        }
        return wrong;
    }
}
