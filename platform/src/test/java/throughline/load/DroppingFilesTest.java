package throughline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.engine.Pipeline;
import throughline.intake.Intake;
import throughline.landscape.Release;
import throughline.releases.Releases;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DroppingFilesTest {

    private static final String HEADER =
            "opportunity_id,sales_agent,product,account,"
                    + "deal_stage,engage_date,close_date,close_value\n";

    private final Release release = Pipeline.release();
    private Database database;
    private Intake intake;
    private Path folder;
    private DropFolder drop;

    @BeforeAll
    void open(@TempDir Path home) {
        database = Databases.open(new Home(home), Optional.empty());
        intake = new Intake(database.dataSource(), InstantSource.system(), arrived -> {});
    }

    @AfterAll
    void close() {
        intake.close();
        database.close();
    }

    @BeforeEach
    void empty(@TempDir Path fresh) throws Exception {
        Pipeline.empty(database.dataSource());
        folder = Files.createDirectories(fresh.resolve("drop"));
        drop =
                new DropFolder(
                        folder,
                        () -> release,
                        intake,
                        InstantSource.system(),
                        Duration.ofSeconds(1));
    }

    @Test
    void a_file_is_begun_when_it_has_stopped_growing_and_goes_to_done_with_a_report()
            throws Exception {
        Path file = folder.resolve("sales_pipeline.csv");
        Files.writeString(file, HEADER + "A,Ada,GTX Basic,Acme,Won,2017-01-02,2017-03-01,10\n");
        drop.lookOnce();
        assertThat(file).exists();
        Files.writeString(
                file,
                HEADER
                        + "A,Ada,GTX Basic,Acme,Won,2017-01-02,2017-03-01,10\n"
                        + "B,Ada,GTX Basic,Acme,Won\n"
                        + "C,Ada,GTX Basic,Acme,Won,2017-01-02,2017-03-01,10\n");
        drop.lookOnce();
        assertThat(file).exists();
        drop.lookOnce();
        assertThat(names("done"))
                .containsExactlyInAnyOrder("sales_pipeline.csv", "sales_pipeline.csv.report.json");
        assertThat(report("done/sales_pipeline.csv.report.json"))
                .contains("\"received\":3", "\"unreadable\":1", "sales_pipeline.csv:3")
                .contains("has 5 fields, the header has 8");
        assertThat(
                        Pipeline.query(
                                database.dataSource(),
                                "select type || ' ' || origin from message order by id"))
                .containsExactly(
                        "opportunity sales_pipeline.csv:2",
                        "unreadable sales_pipeline.csv:3",
                        "opportunity sales_pipeline.csv:4");
    }

    @Test
    void a_file_that_is_broken_as_a_whole_goes_to_failed_and_nothing_of_it_is_taken_in()
            throws Exception {
        Files.writeString(
                folder.resolve("sales_pipeline.csv"), HEADER + "A,\"Ada,GTX Basic,Acme\nB,C\n");
        Files.writeString(folder.resolve("products-2.csv"), "product,product\nX,Y\n");
        Files.writeString(folder.resolve("holidays.xlsx"), "?");
        Files.createFile(folder.resolve("accounts.csv"));
        Files.writeString(folder.resolve("accounts-2.csv"), "account;sector\nAcme;retail\n");
        Files.write(
                folder.resolve("accounts-3.csv"),
                "account,sector\nAcme,retail\n".getBytes(StandardCharsets.UTF_16));
        drop.lookOnce();
        drop.lookOnce();
        assertThat(names("failed")).hasSize(12);
        assertThat(report("failed/accounts-2.csv.report.json"))
                .contains("invalid-csv", "not separated by commas");
        assertThat(report("failed/accounts-3.csv.report.json"))
                .contains("bad-encoding", "not UTF-8");
        assertThat(report("failed/sales_pipeline.csv.report.json"))
                .contains("opened in line 2 is never closed");
        assertThat(report("failed/sales_pipeline.csv.report.json")).contains("invalid-csv");
        assertThat(report("failed/products-2.csv.report.json")).contains("column product twice");
        assertThat(report("failed/holidays.xlsx.report.json"))
                .contains("unknown-file", "sales_pipeline*.csv");
        assertThat(report("failed/accounts.csv.report.json")).contains("it is empty");
        assertThat(Pipeline.query(database.dataSource(), "select id from message")).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_spoil_their_line_only() throws Exception {
        byte[] line =
                "A,Ada,GTX Basic,Acm?,Won,2017-01-02,2017-03-01,10\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        line[19] = (byte) 0xE9;
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[header.length + 2 * line.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(line, 0, all, header.length, line.length);
        line[19] = 'e';
        System.arraycopy(line, 0, all, header.length + line.length, line.length);
        Files.write(folder.resolve("sales_pipeline.csv"), all);
        drop.lookOnce();
        drop.lookOnce();
        assertThat(report("done/sales_pipeline.csv.report.json"))
                .contains("\"received\":2", "bad-encoding", "sales_pipeline.csv:2");
    }

    @Test
    void json_that_says_a_name_twice_or_has_no_bottom_is_refused_as_notifications_are()
            throws Exception {
        Release timesheets =
                Releases.sound(
                        Path.of(
                                System.getProperty("throughline.root"),
                                "landscapes",
                                "timesheets"));
        DropFolder nested =
                new DropFolder(
                        folder,
                        () -> timesheets,
                        intake,
                        InstantSource.system(),
                        Duration.ofSeconds(1));
        Files.writeString(folder.resolve("twice.json"), "[{\"model\":\"a\",\"pk\":1,\n\"pk\":2}]");
        Files.writeString(
                folder.resolve("deep.json"),
                "[{\"model\":\"a\",\"pk\":1,\"x\":%s%s}]"
                        .formatted("[".repeat(200), "]".repeat(200)));
        Files.writeString(
                folder.resolve("nul.json"),
                "[{\"model\":\"a\",\"pk\":\"1\\u0000\"},{\"model\":\"a\",\"pk\":2}]");
        nested.lookOnce();
        nested.lookOnce();
        assertThat(report("failed/twice.json.report.json"))
                .contains("invalid-json", "Duplicate", "line 2");
        assertThat(report("failed/deep.json.report.json")).contains("invalid-json", "depth");
        assertThat(report("done/nul.json.report.json"))
                .contains("\"received\":2", "bad-encoding", "pk holds a NUL");
    }

    private List<String> names(String where) throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve(where))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private String report(String name) throws Exception {
        return Files.readString(folder.resolve(name));
    }
}
