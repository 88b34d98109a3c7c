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
import org.junit.jupiter.api.Test;
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

    private static List<Error> faults(String yaml) {
        Object content = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JsonMapper.shared().writeValueAsString(content), InputFormat.JSON);
    }
}
