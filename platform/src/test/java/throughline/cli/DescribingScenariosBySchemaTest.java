package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** What editors are told about the format is what the format is. */
final class DescribingScenariosBySchemaTest {

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(ScenarioSchemaCommand.text(), InputFormat.JSON);

    @ParameterizedTest
    @MethodSource("throughline.cli.RunningScenariosTest#examples")
    void every_worked_example_is_as_the_schema_says(Path example) throws IOException {
        assertThat(faults(Files.readString(example))).isEmpty();
    }

    @Test
    void what_the_reader_refuses_the_schema_refuses() {
        String contract = "contract: {lines: [{id: a, pricingModel: internal}]}\n";

        assertThat(faults("scenario: no contract\n")).isNotEmpty();
        assertThat(faults("scenario: x\n" + contract + "calender: []\n")).isNotEmpty();
        assertThat(
                        faults(
                                "scenario: x\n"
                                        + contract
                                        + "calendar: [{on: 2026-01-01, happens: singed}]\n"))
                .isNotEmpty();
        assertThat(
                        faults(
                                "scenario: x\n"
                                        + contract
                                        + "calendar: [{on: 2026-01-01, happens: paid}]\n"))
                .isNotEmpty();
        assertThat(
                        faults(
                                "scenario: x\n"
                                        + contract
                                        + "calendar: [{on: 2026-01-01, happens: signed}]\n"))
                .isEmpty();
    }

    /**
     * Files that are broken in one place each; the reader must say where, and the schema see it.
     */
    static Stream<String> broken() {
        String sound = "scenario: x\ncontract: {lines: [{id: a, pricingModel: internal}]}\n";
        return Stream.of(
                        "expects: {}",
                        "invoices: later",
                        "until: tomorrow",
                        "calendar: {on: 2026-01-01, happens: signed}",
                        "calendar: [{happens: signed}]",
                        "calendar: [{on: 2026-01-01}]",
                        "calendar: [{on: 2026-1-1, happens: signed}]",
                        "calendar: [{on: 2026-01-01, happens: time-approved}]",
                        "calendar: [{on: 2026-01-01, happens: milestone-accepted}]",
                        "calendar: [{on: 2026-01-01, happens: usage-accepted}]",
                        "calendar: [{on: 2026-01-01, happens: estimate-revised, line: a}]",
                        "calendar: [{on: 2026-01-01, happens: invoice-credited, invoice: 1}]",
                        "calendar: [{on: 2026-01-01, happens: invoice-credited, invoice: 1,"
                                + " units: [{charge: a}]}]",
                        "calendar: [{on: 2026-01-01, happens: period-closed}]",
                        "calendar: [{on: 2026-01-01, happens: period-closed, through: 2026-01-31,"
                                + " state: shut}]",
                        "calendar: [{on: 2026-01-01, happens: change-ordered, number: 1,"
                                + " changes: [{line: a, what: vanishes}]}]",
                        "calendar: [{on: 2026-01-01, happens: change-ordered, number: 1,"
                                + " status: agreed}]",
                        "expect: {charges: {amount: 5}}",
                        "expect: {cherges: []}",
                        "firm: {rates: [{role: dev}]}",
                        "firm: {taxes: none}")
                .map(part -> sound + part + "\n");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void what_is_broken_in_one_place_is_refused_by_reader_and_schema(
            String yaml, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.yaml"), yaml);

        CommandRun run = CommandRun.of("scenario", "run", file.toString());

        assertThat(faults(yaml)).as("by the schema").isNotEmpty();
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).containsPattern("broken.yaml:[0-9]+(:[0-9]+)?: ");
    }

    private static List<Error> faults(String yaml) {
        Object content = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JsonMapper.shared().writeValueAsString(content), InputFormat.JSON);
    }
}
