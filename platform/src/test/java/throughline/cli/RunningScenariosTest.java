package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.scenario.ScenarioReader;

/** Scenarios answer what one contract would come to, without systems and without a database. */
final class RunningScenariosTest {

    @TempDir Path folder;

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(examplesFolder())) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path examplesFolder() {
        return root().resolve("scenarios");
    }

    private static Path root() {
        return Path.of(System.getProperty("throughline.root", ".."));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_worked_example_holds(Path example) {
        CommandRun run = CommandRun.of("scenario", "run", "--explain", example.toString());

        assertThat(run.out()).contains("expectations hold.");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    @Test
    void all_examples_are_summed_up_one_a_line() {
        CommandRun run = CommandRun.of("scenario", "run", examplesFolder().toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("ifrs15-ie-39-contract-asset.yaml").contains("yes");
    }

    @Test
    void an_expectation_that_does_not_hold_says_expected_got_and_the_day() throws IOException {
        Path file =
                write(
                        """
                        scenario: wrong by a cent
                        contract:
                          lines:
                            - {id: fee, pricingModel: fixed-fee-calendar,
                               revenueMethod: straight-line,
                               amount: 365, from: 2026-01-01, until: 2027-01-01,
                               instalments: [{on: 2026-01-31, amount: 365}]}
                        calendar:
                          - {on: 2026-01-01, happens: signed}
                          - on: 2026-03-01
                            expect: {metrics: {recognized-revenue: 59.01}}
                        """);

        CommandRun run = CommandRun.of("scenario", "run", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains(":11:44 2026-03-01: metrics recognized-revenue is not as expected.")
                .contains("expected 59.01")
                .contains("got      59.00")
                .contains("1 of 1 expectations does not hold.");
    }

    @Test
    void every_fault_of_a_file_is_told_at_once_with_its_line_and_what_was_meant()
            throws IOException {
        Path file =
                write(
                        """
                        scenario: faulty
                        contract:
                          currency: EURO
                          lines:
                            - {id: fee, pricingModel: fixed-fee-calendar,
                               revnueMethod: straight-line,
                               amount: 1.234, from: 2026-02-30}
                        calender: []
                        calendar:
                          - {on: 2026-01-01, happens: singed}
                        expect: {metrics: {backlog-revnue: 1}}
                        """);

        CommandRun run = CommandRun.of("scenario", "run", file.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(":3:13: There is no currency EURO.")
                .contains("A line has no revnueMethod. Did you mean revenueMethod?")
                .contains("amount is 1.234, which is no amount in EUR.")
                .contains("from is 2026-02-30, which is not a date that exists.")
                .contains("A scenario has no calender. Did you mean calendar?")
                .contains("There is no happens singed. Did you mean signed?")
                .contains("There is no figure backlog-revnue. Did you mean backlog-revenue?")
                .contains("[bad-scenario]");
    }

    @Test
    void what_cannot_be_is_named_with_its_day_and_a_code() throws IOException {
        Path file =
                write(
                        """
                        scenario: impossible
                        contract:
                          lines:
                            - {id: build, pricingModel: fixed-fee-milestones,
                               revenueMethod: output-milestones,
                               amount: 100, from: 2026-01-01, until: 2026-12-31,
                               milestones: [{id: m1, amount: 100}]}
                        calendar:
                          - {on: 2026-01-02, happens: milestone-accepted, milestone: m1}
                          - {on: 2026-02-01, happens: signed}
                          - {on: 2026-03-01, happens: milestone-accepted, milestone: m9}
                          - {on: 2026-03-02, happens: time-approved, line: other, hours: 1}
                          - {on: 2026-03-03, happens: invoice-voided, invoice: R-9}
                          - {on: 2026-03-04, happens: milestone-accepted, milestone: m1}
                          - {on: 2026-04-01, happens: period-closed, through: 2026-04-01}
                          - {on: 2026-04-02, happens: invoice-credited, invoice: 1, net: 10}
                          - {on: 2026-05-02, happens: invoice-credited, invoice: 1, net: 100.01}
                        """);

        CommandRun run = CommandRun.of("scenario", "run", "--format", "json", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.list("refusals"))
                .extracting(refusal -> refusal.get("on") + " " + refusal.get("code"))
                .containsExactly(
                        "2026-01-02 before-signature",
                        "2026-03-01 milestone-unknown",
                        "2026-03-02 line-unknown",
                        "2026-03-03 invoice-unknown",
                        "2026-04-02 period-closed",
                        "2026-05-02 credit-exceeds-invoice");
    }

    @Test
    void terms_that_contradict_themselves_are_named_on_the_day_of_signature() throws IOException {
        Path file =
                write(
                        """
                        scenario: contradictions
                        contract:
                          amount: 150
                          lines:
                            - {id: build, pricingModel: fixed-fee-milestones,
                               revenueMethod: output-milestones,
                               amount: 100, from: 2026-01-01, until: 2026-12-31,
                               milestones: [{id: m1, amount: 90}, {id: m1, amount: 20}]}
                        calendar:
                          - {on: 2026-02-01, happens: signed}
                        """);

        CommandRun run = CommandRun.of("scenario", "run", "--format", "json", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.list("refusals"))
                .extracting(refusal -> refusal.get("code"))
                .contains("lines-do-not-add-up", "milestone-duplicate");
    }

    @Test
    void the_arithmetic_comes_with_its_rule_and_paragraph() throws IOException {
        Path example = examplesFolder().resolve("milestones-accepted-in-part.yaml");
        CommandRun run =
                CommandRun.of(
                        "scenario", "run", "--explain", "--format", "json", example.toString());

        List<Map<String, Object>> lines = run.list("explanation");
        assertThat(lines)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .containsEntry("what", "charge build/go-live#1")
                                        .containsEntry("rule", "delivery-charges")
                                        .containsEntry(
                                                "how",
                                                "EUR 70000.00 go-live x 0.333 accepted"
                                                        + " = EUR 23310.00"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .containsEntry("by", "606-10-55-17; IFRS 15.B15")
                                        .containsEntry("day", "2026-05-29"));
    }

    @Test
    void the_schema_is_the_published_one_and_knows_every_happening() throws IOException {
        CommandRun run = CommandRun.of("scenario", "schema");

        assertThat(run.exit()).isZero();
        Path published = root().resolve("docs/reference/scenario.schema.json");
        assertThat(run.out().strip()).isEqualTo(Files.readString(published).strip());
        assertThat(part(run.object(), "$defs", "entry", "properties", "happens", "enum"))
                .isEqualTo(ScenarioReader.happenings());
    }

    @Test
    void a_landscape_is_not_sound_when_one_of_its_scenarios_comes_out_otherwise()
            throws IOException {
        Path own = folder.resolve("consulting");
        copy(CommandRun.landscape("consulting"), own);
        CommandRun sound = CommandRun.of("plan", "--landscape", own.toString());
        Path scenario = own.resolve("scenarios/a-build-with-advice-on-call.yaml");
        Files.writeString(
                scenario, Files.readString(scenario).replace("advice: 2000}", "advice: 2001}"));
        CommandRun wrong = CommandRun.of("plan", "--landscape", own.toString());

        assertThat(sound.out()).contains("and 1 scenario passed");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out()).contains("a-build-with-advice-on-call.yaml").contains("2001");
    }

    private static Object part(Object json, String... path) {
        Object part = json;
        for (String name : path) {
            part = Objects.requireNonNull(((Map<?, ?>) part).get(name), name);
        }
        return part;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("scenario.yaml"), text);
    }
}
