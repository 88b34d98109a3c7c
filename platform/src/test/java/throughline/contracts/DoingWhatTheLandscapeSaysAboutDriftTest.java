package throughline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
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

/** The four things that a landscape can say about drift, each done on an installation. */
final class DoingWhatTheLandscapeSaysAboutDriftTest {

    @TempDir private Path folder;

    private int files;

    private record Run(int exit, String out, String err) {
        @SuppressWarnings("unchecked") // JSON objects have text keys
        Map<String, Object> object() {
            return JsonMapper.shared().readValue(out, Map.class);
        }

        @SuppressWarnings("unchecked") // JSON objects have text keys
        List<Map<String, Object>> findings() {
            return (List<Map<String, Object>>) Objects.requireNonNull(object().get("findings"));
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

    /** The landscape of a CRM export, with these rules of drift. */
    private Path landscape() throws IOException {
        Path from = Path.of(System.getProperty("throughline.root", ".."), "landscapes/pipeline");
        Path to = folder.resolve("landscape");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
            }
        }
        Path general = to.resolve("landscape.yaml");
        Files.writeString(
                general,
                Files.readString(general)
                        + "secondPerson: {above: [USD 1000000.00], percent: 1000}\n");
        return to;
    }

    private void rules(Path landscape, String... rules) throws IOException {
        Path system = landscape.resolve("systems/crm.yaml");
        String plain = Files.readString(system).replaceAll("(?s)drift:.*", "");
        Files.writeString(system, plain + "drift:\n" + String.join("", rules));
        fine("rehearse", landscape.toString(), "--reason", "rules of drift");
        fine("apply", landscape.toString());
    }

    private String deals(String header, String... lines) throws IOException {
        Path file = folder.resolve("in" + ++files).resolve("sales_pipeline.csv");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, header + "\n" + String.join("\n", lines) + "\n");
        return file.toString();
    }

    private static final String HEADER =
            "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,"
                    + "close_value";

    private static String deal(String id, String stage, String value) {
        return id + ",Moses,GTX Basic,Isdom," + stage + ",2017-01-02,2017-03-01," + value;
    }

    private void firstDeals() throws IOException {
        Path in = Files.createDirectories(folder.resolve("first"));
        Files.writeString(
                in.resolve("accounts.csv"),
                "account,sector,year_established,revenue,employees,office_location,"
                        + "subsidiary_of\nIsdom,medical,2002,1,1,United States,\n");
        Files.writeString(
                in.resolve("products.csv"), "product,series,sales_price\nGTX Basic,GTX,550\n");
        Files.writeString(
                in.resolve("sales_teams.csv"),
                "sales_agent,manager,regional_office\nMoses,Dustin,Central\n");
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < 25; i++) {
            lines.add(deal("A%03d".formatted(i), i % 5 == 0 ? "Lost" : "Won", "100"));
        }
        Files.writeString(in.resolve("sales_pipeline.csv"), String.join("\n", lines) + "\n");
        fine("load", "--landscape", folder.resolve("landscape").toString(), in.toString());
        fine("contract", "learn", "crm", "--write");
    }

    private String waiting() {
        return String.valueOf(run("drift").object().get("waiting"));
    }

    private Map<String, Object> finding(String drift) {
        return run("drift").findings().stream()
                .filter(each -> drift.equals(each.get("class")))
                .findFirst()
                .orElseThrow();
    }

    private List<String> told(String drift) {
        try (Database database =
                Databases.open(new Home(folder.resolve("home")), Optional.empty())) {
            return JdbcClient.create(database.dataSource())
                    .sql(
                            "select type || ' ' || path || ' ' || value from drift_told where"
                                    + " class = ? order by 1")
                    .param(drift)
                    .query((row, number) -> row.getString(1))
                    .list();
        }
    }

    @Test
    void accepts_warns_parks_and_stops_each_as_it_is_said() throws IOException {
        Path landscape = landscape();
        firstDeals();
        rules(
                landscape,
                "  - {class: new-field, do: accept}\n",
                "  - {field: close_value, class: retyped, do: stop}\n",
                "  - {field: deal_stage, class: new-value, do: warn}\n");

        fine("load", deals(HEADER + ",hue", deal("B1", "Won", "100") + ",red"));
        assertThat(waiting()).isEqualTo("{}");
        assertThat(finding("new-field")).containsEntry("open", false).containsEntry("path", "hue");
        assertThat(told("new-field")).as("accepted: nobody is told").isEmpty();

        fine("load", deals(HEADER, deal("B2", "Engaging", "")));
        assertThat(finding("new-value")).containsEntry("open", true).containsEntry("of", 27);
        assertThat(told("new-value")).containsExactly("opportunity deal_stage Engaging");

        fine("load", deals(HEADER, deal("B3", "Won", "a lot"), deal("B4", "Won", "100")));
        assertThat(run("drift").exit()).isEqualTo(1);
        assertThat(finding("retyped")).containsEntry("stopped", true).containsEntry("records", 1);
        assertThat(waiting()).isEqualTo("{crm:opportunity=2}");
        fine("load", deals(HEADER, deal("B5", "Won", "100")));
        assertThat(waiting()).as("whatever comes of the type").isEqualTo("{crm:opportunity=3}");

        // The release says what is done about it: what was found under other rules, too.
        rules(landscape, "  - {class: new-value, do: accept}\n", "  - {do: warn}\n");
        assertThat(finding("new-value")).containsEntry("open", false);
        assertThat(finding("retyped")).containsEntry("policy", "warn");
        fine("drift", "accept", "crm:opportunity", "close_value", "retyped", "--reason", "known");
        fine("load", deals(HEADER, deal("B6", "Won", "100")));
        assertThat(waiting()).isEqualTo("{}");
        assertThat(finding("retyped")).containsEntry("open", false);
    }

    @Test
    void a_system_that_fell_silent_is_seen_told_stopped_for_and_accepted() throws IOException {
        Path landscape = landscape();
        firstDeals();
        rules(landscape, "  - {type: opportunity, class: volume, do: stop}\n");
        fine("drift");
        LocalDate monday =
                LocalDate.now(ZoneOffset.UTC)
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        try (Database database =
                Databases.open(new Home(folder.resolve("home")), Optional.empty())) {
            JdbcClient sql = JdbcClient.create(database.dataSource());
            for (int week = 2; week < 6; week++) {
                sql.sql(
                                "insert into drift_week (system, type, week, contract, records)"
                                        + " select system, type, ?, contract, 40 from drift_week"
                                        + " where type = 'opportunity' and week = ?")
                        .params(Date.valueOf(monday.minusWeeks(week)), Date.valueOf(monday))
                        .update();
            }
        }
        assertThat(finding("volume"))
                .containsEntry("week", monday.minusWeeks(1).toString())
                .containsEntry("sentence", "0 records a week, fewer than about 40 records a week")
                .containsEntry("open", true);
        fine("load", deals(HEADER, deal("B1", "Won", "100")));
        run("drift");
        assertThat(told("volume")).containsExactly("opportunity  fewer");
        fine("load", deals(HEADER, deal("B2", "Won", "100")));
        assertThat(waiting()).isEqualTo("{crm:opportunity=1}");

        Run typo = run("drift", "accept", "crm:opportunity", "amuont", "nulls", "--reason", "x");
        assertThat(typo.exit()).isEqualTo(2);
        assertThat(typo.err()).contains("nothing like that was found");
        fine("drift", "accept", "crm:opportunity", "", "volume", "--reason", "holidays");
        fine("load", deals(HEADER, deal("B3", "Won", "100")));
        assertThat(waiting()).isEqualTo("{}");
        assertThat(finding("volume")).containsEntry("open", false);
    }
}
