package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says of changes that the scenarios of a landscape have another answer by. */
class PlanningWithScenariosTest {

    private static final String SCENARIO = "scenarios/a-build-with-advice-on-call.yaml";

    @TempDir private Path folder;

    @BeforeEach
    void somebody_edits_a_copy() throws IOException {
        Path original = CommandRun.landscape("consulting");
        try (Stream<Path> all = Files.walk(original)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(original.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        }
    }

    @Test
    void a_row_that_a_scenario_goes_by_is_broken_and_its_neighbour_is_not() throws IOException {
        edit(
                "tables/rate-card.csv",
                "standard,consultant,,,160.00",
                "standard,consultant,,,170.00");
        edit("tables/rate-card.csv", "standard,analyst,,,110.00", "standard,analyst,,,111.00");

        CommandRun run = planned();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(verdicts(run))
                .containsEntry(
                        "row card standard, role consultant: rate 170.00, not 160.00",
                        "broken, another answer in: " + SCENARIO)
                .containsEntry(
                        "row card standard, role analyst: rate 111.00, not 110.00",
                        "not-checkable, golden cases go through the table and none through this"
                                + " row; add one, and rehearse it");
    }

    @Test
    void a_row_that_is_gone_is_broken_by_a_scenario_that_went_by_it() throws IOException {
        edit("tables/rate-card.csv", "standard,consultant,,,160.00,78.00,EUR,\n", "");
        edit("tables/rate-card.csv", "*,consultant,,,160.00", "*,consultant,,,165.00");
        assertThat(verdicts(planned()))
                .containsEntry(
                        "row card *, role consultant: rate 165.00, not 160.00",
                        "broken, another answer in: " + SCENARIO)
                .containsEntry(
                        "row card standard, role consultant is gone; it said rate 160.00, cost"
                                + " 78.00, currency EUR",
                        "broken, another answer in: " + SCENARIO);
    }

    @Test
    void of_policies_that_is_broken_by_which_a_scenario_comes_out_otherwise() throws IOException {
        edit("policies/gates.yaml", "unit != 'unassigned'", "unit != 'europe'");
        edit("units/europe.yaml", "owner: management-europe", "owner: management-emea");
        CommandRun run = planned();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.list("changes"))
                .extracting(each -> each.get("part") + " " + each.get("verdict"))
                .containsExactlyInAnyOrder("policies/gates broken", "units/europe not-checkable");
    }

    @Test
    void places_in_scenarios_are_told_within_the_landscape_and_in_their_order() throws IOException {
        edit(
                "tables/rate-card.csv",
                "standard,consultant,,,160.00",
                "standard,consultant,,,170.00");
        CommandRun run = planned();
        assertThat(run.list("defects"))
                .extracting(each -> String.valueOf(each.get("place")))
                .isNotEmpty()
                .allMatch(place -> place.startsWith(SCENARIO + ":"))
                .isSorted();

        edit(SCENARIO, "happens: signed", "happens: singed");
        assertThat(planned().list("defects"))
                .extracting(each -> String.valueOf(each.get("place")))
                .isNotEmpty()
                .allMatch(place -> place.startsWith(SCENARIO + ":"));
    }

    @Test
    void a_scenario_that_is_wrong_whatever_changed_blames_nothing_that_did() throws IOException {
        edit("tables/rate-card.csv", "standard,analyst,,,110.00", "standard,analyst,,,111.00");
        edit(SCENARIO, "contract-value: 302000", "contract-value: 302001");
        CommandRun run = planned();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(verdicts(run).values()).noneMatch(each -> each.startsWith("broken"));
    }

    @Test
    void what_is_wrong_with_a_golden_case_ends_with_one_full_stop() throws IOException {
        edit("tables/stages.csv", "Closed Won,WON\n", "");
        assertThat(planned().list("defects"))
                .filteredOn(each -> "golden-case".equals(each.get("code")))
                .extracting(each -> String.valueOf(each.get("sentence")))
                .isNotEmpty()
                .allMatch(sentence -> sentence.contains(". Correct the landscape"))
                .noneMatch(sentence -> sentence.contains(".. Correct"));
    }

    private static Map<String, String> verdicts(CommandRun run) {
        return run.list("changes").stream()
                .collect(
                        Collectors.toMap(
                                each -> String.valueOf(each.get("change")),
                                each -> each.get("verdict") + ", " + each.get("why")));
    }

    private CommandRun planned() {
        return CommandRun.of(
                "plan",
                "--format",
                "json",
                "--landscape",
                folder.toString(),
                "--home",
                folder.resolve("home").toString(),
                "--against",
                CommandRun.landscape("consulting").toString());
    }

    private void edit(String file, String old, String text) throws IOException {
        Path path = folder.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(old);
        int at = before.indexOf(old);
        Files.writeString(
                path, before.substring(0, at) + text + before.substring(at + old.length()));
    }
}
