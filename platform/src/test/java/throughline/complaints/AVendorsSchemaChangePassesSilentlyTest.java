package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.cli.Throughline;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import tools.jackson.databind.json.JsonMapper;

/**
 * Complaint 4: a vendor's schema change stops, passes or wipes mappings silently. A CRM renames the
 * column that deals have their value in; it is an optional field to us, so that without a contract
 * every deal would come in without its money.
 */
class AVendorsSchemaChangePassesSilentlyTest {

    private static final int DEALS = 30;
    private static final String OLD = "close_value";
    private static final String NEW = "closing_value";

    @TempDir private Path folder;

    private record Run(int exit, String out, String err) {
        @SuppressWarnings("unchecked") // JSON objects have text keys
        Map<String, Object> object() {
            return JsonMapper.shared().readValue(out, Map.class);
        }

        @SuppressWarnings("unchecked") // JSON objects have text keys
        List<Map<String, Object>> list(String name) {
            return (List<Map<String, Object>>) Objects.requireNonNull(object().get(name));
        }
    }

    private Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString(), "--format", "json"));
        int exit =
                Throughline.run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        all.toArray(String[]::new));
        return new Run(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Run fine(String... arguments) {
        Run run = run(arguments);
        assertThat(run.exit()).as(String.join(" ", arguments) + run.err() + run.out()).isZero();
        return run;
    }

    private static Path copied(Path to) throws IOException {
        Path from = Path.of(System.getProperty("throughline.root", ".."), "landscapes/pipeline");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
            }
        }
        Path tests = to.resolve("tests");
        try (Stream<Path> files = Files.list(tests)) {
            for (Path file : files.toList()) {
                Files.delete(file); // its examples have the vendor's old names
            }
        }
        // Deals that waited come in when the column is read: that is no reason to ask a second
        // person.
        Path general = to.resolve("landscape.yaml");
        Files.writeString(
                general,
                Files.readString(general)
                        + "secondPerson: {above: [USD 1000000.00], percent: 1000}\n");
        return to;
    }

    private Path export(String name, String column, int first) throws IOException {
        Path files = folder.resolve(name);
        Files.createDirectories(files);
        if (first == 0) {
            Files.writeString(
                    files.resolve("accounts.csv"),
                    "account,sector,year_established,revenue,employees,office_location,"
                            + "subsidiary_of\nIsdom,medical,2002,1,1,United States,\n");
            Files.writeString(
                    files.resolve("products.csv"),
                    "product,series,sales_price\nGTX Basic,GTX,550\n");
            Files.writeString(
                    files.resolve("sales_teams.csv"),
                    "sales_agent,manager,regional_office\nMoses,Dustin,Central\n");
        }
        StringBuilder lines =
                new StringBuilder(
                        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,"
                                + "close_date,"
                                + column
                                + "\n");
        for (int i = first; i < first + DEALS; i++) {
            lines.append(
                    "D%04d,Moses,GTX Basic,Isdom,Won,2017-01-02,2017-03-01,100\n".formatted(i));
        }
        Files.writeString(files.resolve("sales_pipeline.csv"), lines.toString());
        return files;
    }

    private String booked() {
        return fine("metrics", "bookings", "--from", "2017-01-01", "--until", "2018-01-01")
                .list("rows")
                .toString();
    }

    private void inForce(Path landscape, String why) {
        fine("rehearse", landscape.toString(), "--reason", why);
        fine("apply", landscape.toString());
    }

    @Test
    void a_renamed_column_makes_records_wait_tells_the_owner_and_loses_nothing()
            throws IOException {
        Path landscape = copied(folder.resolve("landscape"));
        fine("load", "--landscape", landscape.toString(), export("monday", OLD, 0).toString());
        assertThat(booked()).contains("3000.00");

        // What the vendor sends is learned, looked at, and put in force; nothing moves by that.
        fine("contract", "learn", "crm", "--write");
        assertThat(Files.readString(landscape.resolve("contracts/crm.json")))
                .contains("\"" + OLD + "\"");
        inForce(landscape, "the contract of the CRM");
        assertThat(booked()).contains("3000.00");

        // The morning on which the column has another name.
        fine("load", export("tuesday", NEW, DEALS).toString());
        assertThat(booked()).contains("3000.00");
        itIsSeen();
        String before = run("drift", "--open").out();
        fine("load", folder.resolve("tuesday").toString());
        assertThat(run("drift", "--open").out()).isEqualTo(before);

        assertThat(run("drift", "--system", "nosuch").exit()).isEqualTo(2);
        rebased(landscape);
        inForce(landscape, "the CRM renamed a column");
        // Whoever works next takes up what waited.
        for (int i = 0; i < 5 && !booked().contains("6000.00"); i++) {
            fine("load", folder.resolve("tuesday").toString());
        }
        assertThat(booked()).contains("6000.00");
        assertThat(String.valueOf(fine("drift").object().get("waiting"))).isEqualTo("{}");
        assertThat(fine("check").object().get("holds")).isEqualTo(true);
    }

    private void itIsSeen() {
        Run drift = run("drift", "--open");
        assertThat(drift.exit()).as(drift.err()).isEqualTo(1);
        assertThat(String.valueOf(drift.object().get("waiting"))).isEqualTo("{crm:opportunity=30}");
        assertThat(drift.list("findings"))
                .anySatisfy(
                        each ->
                                assertThat(each)
                                        .containsEntry("path", OLD)
                                        .containsEntry("class", "missing")
                                        .containsEntry("policy", "park")
                                        .containsEntry("owner", "sales-operations")
                                        .containsEntry("records", DEALS))
                .anySatisfy(
                        each ->
                                assertThat(each)
                                        .containsEntry("path", NEW)
                                        .containsEntry("class", "new-field")
                                        .containsEntry("policy", "warn"));
        assertThat(told()).contains(OLD, "sales-operations");
        assertThat(fine("exceptions", "--parked").list("messages"))
                .hasSize(DEALS)
                .allSatisfy(
                        each -> {
                            assertThat(each).containsEntry("code", "contract-deviates");
                            assertThat(String.valueOf(each.get("sentence")))
                                    .contains(OLD, "throughline drift accept");
                        });
    }

    /** What the vendor says about it moves the two rows that read the field, and nothing else. */
    private void rebased(Path landscape) throws IOException {
        Path contract = landscape.resolve("contracts/crm.json");
        Path next = folder.resolve("next.json");
        Files.writeString(next, Files.readString(contract).replace(OLD, NEW));
        String named = "crm=" + next;
        Run plan = run("plan", "--landscape", landscape.toString(), "--vendor-contract", named);
        assertThat(plan.exit()).isEqualTo(1);
        assertThat(String.valueOf(plan.object().get("money"))).contains("booked USD 3000.00");

        Path mappings = landscape.resolve("mappings/crm.yaml");
        String was = Files.readString(mappings);
        fine("contract", "rebase", named, "--landscape", landscape.toString(), "--write");
        String is = Files.readString(mappings);
        String either = "either(raw.closing_value, raw.close_value)";
        assertThat(is.lines().filter(line -> !was.lines().toList().contains(line)))
                .containsExactly(
                        "        - " + NEW,
                        "      amount: money(" + either + ", 'USD')",
                        "          amount: money(" + either + ", 'USD')");
        // Once is enough: what reads the new name already is not touched again.
        Run again =
                run("contract", "rebase", named, "--landscape", landscape.toString(), "--write");
        assertThat(again.list("rows")).noneMatch(each -> "broken".equals(each.get("verdict")));
        assertThat(Files.readString(mappings)).isEqualTo(is);
        assertThat(is.replace(either, "raw.close_value").replace("        - " + NEW + "\n", ""))
                .isEqualTo(was);
        Files.writeString(contract, Files.readString(next));
    }

    private String told() {
        try (Database database =
                Databases.open(new Home(folder.resolve("home")), Optional.empty())) {
            return JdbcClient.create(database.dataSource())
                    .sql(
                            "select string_agg(data, ' ') from publication where type ="
                                    + " 'dev.throughline.contract.deviated.v1'")
                    .query(String.class)
                    .single();
        }
    }
}
