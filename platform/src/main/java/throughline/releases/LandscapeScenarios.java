package throughline.releases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Release;
import throughline.landscape.build.Defect;
import throughline.releases.Change.Verdict;
import throughline.scenario.Refusal;
import throughline.scenario.ScenarioReport;
import throughline.scenario.ScenarioRun;

/**
 * The scenarios of a landscape, golden cases that go from signature to revenue: how they went, and
 * which changes they have another answer by.
 */
public final class LandscapeScenarios {

    /** No scenario. */
    public static final LandscapeScenarios NONE = new LandscapeScenarios(List.of());

    private final List<Went> all;

    /**
     * One of them under a release.
     *
     * @param name as it is called within the landscape
     * @param wrong everything in which it comes out otherwise than expected
     * @param rows of tables that decided something in it
     */
    private record Went(Path file, String name, List<Defect> wrong, Set<String> rows) {

        static Went of(Path file, String name, Release release) {
            return switch (ScenarioFile.read(file, name, Optional.of(release))) {
                case ScenarioFile.Faulty(var defects) -> new Went(file, name, defects, Set.of());
                case ScenarioFile.Whole(var scenario) -> {
                    ScenarioReport report = ScenarioRun.of(scenario);
                    yield new Went(file, name, differences(report), report.rows());
                }
            };
        }

        Went under(Release other) {
            return of(file, name, other);
        }
    }

    private LandscapeScenarios(List<Went> all) {
        this.all = List.copyOf(all);
    }

    /** Runs the scenarios in a landscape's folder under its release. */
    public static LandscapeScenarios of(Path folder, Release release) {
        Path scenarios = folder.resolve("scenarios");
        if (!Files.isDirectory(scenarios)) {
            return NONE;
        }
        return new LandscapeScenarios(
                ScenarioFile.below(scenarios)
                        .map(
                                file -> {
                                    String name = folder.relativize(file).toString();
                                    return Went.of(file, name.replace('\\', '/'), release);
                                })
                        .toList());
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /** Everything in which they come out otherwise than expected, with its place. */
    public List<Defect> wrong() {
        return all.stream().flatMap(each -> each.wrong().stream()).toList();
    }

    /**
     * The changes, with those called broken by which a scenario has another answer: with what the
     * file said before, it has not. Of a table's rows it is those that the scenario goes by, where
     * that is told, else all that changed.
     */
    public List<Change> judge(List<Change> changes, Changes.Side old, Changes.Side next) {
        List<Went> failing = all.stream().filter(each -> !each.wrong().isEmpty()).toList();
        Map<Integer, List<String>> broken = new HashMap<>();
        for (String file : failing.isEmpty() ? List.<String>of() : files(old, next)) {
            List<Integer> of = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                if (file.equals(file(changes.get(i)))) {
                    of.add(i);
                }
            }
            Optional<Release> without = of.isEmpty() ? Optional.empty() : without(file, old, next);
            for (Went each : without.isEmpty() ? List.<Went>of() : failing) {
                Went before = each.under(without.get());
                if (!before.wrong().equals(each.wrong())) {
                    goneBy(of, changes, new Both(before, each, next))
                            .forEach(
                                    i ->
                                            broken.computeIfAbsent(i, _ -> new ArrayList<>())
                                                    .add(each.name()));
                }
            }
        }
        List<Change> judged = new ArrayList<>(changes);
        broken.forEach((i, names) -> judged.set(i, broken(changes.get(i), names)));
        return List.copyOf(judged);
    }

    private static Change broken(Change change, List<String> names) {
        String all = String.join(", ", names);
        return change.judging(
                Verdict.BROKEN,
                change.verdict() == Verdict.BROKEN
                        ? change.why() + ", " + all
                        : "another answer in: " + all);
    }

    /** Mappings come to nothing in a scenario, and golden cases are none of its rules. */
    private static List<String> files(Changes.Side old, Changes.Side next) {
        return next.files().otherThan(old.files()).stream()
                .filter(name -> !name.startsWith("mappings/") && !name.startsWith("tests/"))
                .toList();
    }

    private static String file(Change change) {
        return change.part() + (change.part().startsWith("tables/") ? ".csv" : ".yaml");
    }

    /** The next release but for one file, when there could be such a release. */
    private static Optional<Release> without(String file, Changes.Side old, Changes.Side next) {
        SortedMap<String, byte[]> files = new TreeMap<>(next.files().files());
        byte @Nullable [] was = old.files().files().get(file);
        if (was == null) {
            files.remove(file);
        } else {
            files.put(file, was);
        }
        return Releases.read(new LandscapeFiles(files)) instanceof ReadResult.Released released
                ? Optional.of(released.release())
                : Optional.empty();
    }

    /** A scenario without a change and with it. */
    private record Both(Went before, Went after, Changes.Side next) {

        boolean goBy(Change change) {
            if (!(change.passage() instanceof Passage.Row row)) {
                return false;
            }
            String file = "tables/" + row.table() + ".csv";
            boolean was =
                    row.line().isPresent()
                            && before.rows().contains(file + " line " + row.line().getAsInt());
            Rows.@Nullable Row now = Rows.of(file, next.files().files().get(file)).get(row.asks());
            return was || now != null && after.rows().contains(file + " line " + now.line());
        }
    }

    private static List<Integer> goneBy(List<Integer> of, List<Change> changes, Both both) {
        List<Integer> named = of.stream().filter(i -> both.goBy(changes.get(i))).toList();
        return named.isEmpty() ? of : named;
    }

    private static List<Defect> differences(ScenarioReport report) {
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
        report.failed()
                .forEach(
                        verdict ->
                                wrong.add(
                                        new Defect(
                                                verdict.place(),
                                                "golden-case",
                                                ("On %s %s is %s, expected %s. Correct the"
                                                                + " landscape or the scenario.")
                                                        .formatted(
                                                                verdict.on(),
                                                                verdict.what(),
                                                                verdict.got(),
                                                                verdict.expected()))));
        wrong.sort(Comparator.comparing(Defect::place));
        return wrong;
    }
}
