package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.landscape.build.CanonicalSchemas;

/** What is published stays readable, or its readers know in time. */
final class KeepingPromisesToReadersTest {

    private static final String SERIES =
            "        series: lookup('product', code('products', raw.product, 'unmapped')).series\n";

    @TempDir private Path folder;

    private static Path copy(Path to) throws IOException {
        Path from = CommandRun.landscape("pipeline");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return to;
    }

    private static void edit(Path landscape, String file, String what, String by)
            throws IOException {
        Path path = landscape.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(what);
        Files.writeString(path, text.replace(what, by));
    }

    /** A landscape whose deals have no series any more. */
    private Path withoutSeries(String name) throws IOException {
        Path landscape = copy(folder.resolve(name));
        edit(landscape, "mappings/crm.yaml", SERIES, "");
        edit(landscape, "landscape.yaml", ", series", "");
        edit(landscape, "tests/opportunities.yaml", "    attributes.series: GTX\n", "");
        return landscape;
    }

    private static CommandRun plan(Path landscape, Path before) {
        return CommandRun.of(
                "plan",
                "--landscape",
                landscape.toString(),
                "--against",
                before.toString(),
                "--format",
                "json");
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, Object> published(CommandRun run) {
        return (Map<String, Object>) Objects.requireNonNull(run.object().get("published"));
    }

    @Test
    void a_field_that_goes_without_a_word_is_refused_by_plan_with_what_would_work()
            throws IOException {
        CommandRun run = plan(withoutSeries("next"), copy(folder.resolve("old")));

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(published(run)).containsEntry("compatibility", "backward");
        assertThat(published(run)).containsEntry("refused", 1);
        assertThat(String.valueOf(published(run).get("differences")))
                .contains("deal.attributes.series is gone")
                .contains("deprecated: {deal.attributes.series: {sunset: DAY}}")
                .contains("agreed: {deal.attributes.series: {by: ..., why: ...}}");
    }

    @Test
    void its_readers_may_agree() throws IOException {
        Path next = withoutSeries("next");
        Files.writeString(
                next.resolve("schemas.yaml"),
                "owner: sales-operations\n"
                        + "agreed:\n  deal.attributes.series: {by: reporting, why: never read}\n");

        CommandRun run = plan(next, copy(folder.resolve("old")));

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(String.valueOf(published(run).get("differences")))
                .contains("reporting answers for it: never read");
    }

    @Test
    void after_its_sunset_it_may_go_and_before_it_may_not() throws IOException {
        Path next = withoutSeries("next");
        Path told = copy(folder.resolve("told"));
        Files.writeString(told.resolve("schemas.yaml"), deprecated("2020-01-01"));
        assertThat(plan(next, told).exit()).isZero();

        Files.writeString(told.resolve("schemas.yaml"), deprecated("2999-01-01"));
        CommandRun early = plan(next, told);
        assertThat(early.exit()).isEqualTo(1);
        assertThat(String.valueOf(published(early).get("differences")))
                .contains("promised deal.attributes.series until 2999-01-01");
    }

    private static String deprecated(String sunset) {
        return "owner: sales-operations\ndeprecated:\n"
                + "  deal.attributes.series: {sunset: "
                + sunset
                + ", instead: deal.attributes.product}\n";
    }

    @Test
    void a_sunset_of_what_is_not_published_is_a_defect_with_a_hint() throws IOException {
        Path landscape = copy(folder.resolve("typo"));
        Files.writeString(
                landscape.resolve("schemas.yaml"),
                "owner: sales-operations\n"
                        + "deprecated:\n  deal.attributes.serie: {sunset: 2027-02-30}\n");

        CommandRun run =
                CommandRun.of("plan", "--landscape", landscape.toString(), "--format", "json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("deal.attributes.serie")
                .contains("deal.attributes.series")
                .contains("sunset is 2027-02-30");
    }

    @Test
    void every_record_that_is_kept_is_as_its_published_schema_says() throws IOException {
        Path home = folder.resolve("home");
        CommandRun load =
                CommandRun.json(
                        home,
                        "load",
                        "--landscape",
                        CommandRun.landscape("pipeline").toString(),
                        PipelineFiles.in(folder.resolve("files")).toString());
        assertThat(load.exit()).as(load.err()).isZero();
        Map<String, Object> schemas = schemas(CommandRun.json(home, "schemas"));
        Map<String, Object> everything =
                schemas(CommandRun.of("schemas", "--all", "--format", "json"));
        assertThat(schemas.keySet())
                .containsExactlyInAnyOrder("customer", "deal", "exchange-rates", "reference");

        List<String> records;
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            records =
                    JdbcClient.create(database.dataSource())
                            .sql("select canonical from record")
                            .query(
                                    (row, number) ->
                                            new String(row.getBytes(1), StandardCharsets.UTF_8))
                            .list();
        }
        assertThat(records).hasSize(PipelineFiles.RECORDS);
        for (String record : records) {
            String type = record.replaceFirst("^\\{\"type\":\"([a-z-]+)\".*$", "$1");
            for (Map<String, Object> set : List.of(schemas, everything)) {
                assertThat(validator(set.get(type)).validate(record, InputFormat.JSON))
                        .as(record)
                        .isEmpty();
            }
        }
        assertThat(
                        validator(schemas.get("deal"))
                                .validate(
                                        "{\"type\":\"deal\",\"key\":\"crm:opportunity:1\","
                                                + "\"name\":\"n\",\"stage\":\"WON\","
                                                + "\"customer\":\"x\",\"amount\":12.5}",
                                        InputFormat.JSON))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void every_schema_is_one_in_the_eyes_of_its_dialect() {
        Schema dialect =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                com.networknt.schema.SchemaLocation.of(
                                        throughline.schema.JsonSchema.DIALECT));
        Map<String, Object> all = schemas(CommandRun.of("schemas", "--all", "--format", "json"));
        assertThat(all.keySet()).isEqualTo(CanonicalSchemas.all().types().keySet());
        all.values()
                .forEach(
                        each ->
                                assertThat(dialect.validate(JsonText.of(each), InputFormat.JSON))
                                        .isEmpty());
    }

    @Test
    void the_page_of_the_reference_is_what_the_command_prints() throws IOException {
        String generated =
                pretty(schemas(CommandRun.of("schemas", "--all", "--format", "json"))) + "\n";
        Path page =
                Path.of(System.getProperty("throughline.root", ".."))
                        .resolve("docs/reference/canonical-schemas.json");
        if (Boolean.getBoolean("approve")) {
            Files.writeString(page, generated);
        }
        assertThat(Files.readString(page))
                .as("what is published changed; look at it, then run this with -Dapprove=true")
                .isEqualTo(generated);
    }

    private static String pretty(Object value) {
        return tools.jackson.databind.json.JsonMapper.builder()
                .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(value);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, Object> schemas(CommandRun run) {
        assertThat(run.exit()).as(run.err()).isZero();
        return (Map<String, Object>) Objects.requireNonNull(run.object().get("schemas"));
    }

    private static Schema validator(@Nullable Object schema) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonText.of(schema), InputFormat.JSON);
    }

    @Test
    void a_type_that_there_is_not_is_refused_with_those_that_there_are() {
        CommandRun run = CommandRun.of("schemas", "--all", "--type", "deals");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("unknown-type").contains("deal, estimate");
    }
}
