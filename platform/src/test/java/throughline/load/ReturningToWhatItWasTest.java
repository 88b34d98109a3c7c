package throughline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
import throughline.intake.RawMessage;
import throughline.intake.RawMessage.Source;
import throughline.intake.Receipt;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReturningToWhatItWasTest {

    private static final String HEADER =
            "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n";
    private static final String A = "Acme,retail,1996,1,2,United States,\n";
    private static final String B = "Acme,medical,1996,1,2,United States,\n";

    @TempDir Path folder;
    private Database database;

    @BeforeAll
    void open(@TempDir Path home) {
        database = Databases.open(new Home(home), Optional.empty());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void empty() throws Exception {
        Pipeline.empty(database.dataSource());
    }

    @Test
    void a_record_that_goes_from_one_content_to_another_and_back_ends_with_the_first()
            throws Exception {
        load("accounts-1.csv", A);
        load("accounts-2.csv", B);
        assertThat(sector()).isEqualTo("medical");
        assertThat(load("accounts-3.csv", A).duplicates()).isZero();
        assertThat(sector()).isEqualTo("retail");
    }

    @Test
    void an_export_of_one_name_may_bring_back_what_it_held_two_exports_ago() throws Exception {
        load("accounts.csv", A);
        load("accounts.csv", B);
        load("accounts.csv", A);
        assertThat(sector()).isEqualTo("retail");
    }

    @Test
    void a_file_in_which_a_record_goes_back_ends_with_its_last_line() throws Exception {
        load("accounts.csv", A + B + A);
        assertThat(sector()).isEqualTo("retail");
        assertThat(load("accounts.csv", A + B + A).duplicates()).isEqualTo(3);
        assertThat(sector()).isEqualTo("retail");
    }

    @Test
    void the_same_file_again_changes_nothing_whatever_came_in_between() throws Exception {
        load("accounts-1.csv", A + B);
        load("accounts-2.csv", "Acme,software,1996,1,2,United States,\n");
        LoadResult again = load("accounts-1.csv", A + B);
        assertThat(again.duplicates()).isEqualTo(2);
        assertThat(sector()).isEqualTo("software");
    }

    @Test
    void a_file_that_was_read_in_part_goes_on_where_it_stopped() throws Exception {
        load("accounts-1.csv", A);
        load("accounts-2.csv", B + "Other,retail,1996,1,2,United States,\n" + A);
        // As a crash leaves it: the first line is noted, the others are not.
        Pipeline.query(
                database.dataSource(),
                "with d as (update delivery set taken = 1 where taken = 3 returning 1)"
                        + " select count(*) from d");
        load("accounts-2.csv", B + "Other,retail,1996,1,2,United States,\n" + A);
        assertThat(sector()).isEqualTo("retail");
    }

    @Test
    void a_notification_that_comes_late_once_more_is_no_return() throws Exception {
        try (Intake intake =
                new Intake(database.dataSource(), InstantSource.system(), arrived -> {})) {
            assertThat(accept(intake, Source.WEBHOOK, "webhook 1", "retail"))
                    .isEqualTo(Receipt.Outcome.ACCEPTED);
            assertThat(accept(intake, Source.WEBHOOK, "webhook 2", "medical"))
                    .isEqualTo(Receipt.Outcome.ACCEPTED);
            assertThat(accept(intake, Source.WEBHOOK, "webhook 1", "retail"))
                    .isEqualTo(Receipt.Outcome.DUPLICATE);
            assertThat(accept(intake, Source.WEBHOOK, "webhook 3", "retail"))
                    .isEqualTo(Receipt.Outcome.ACCEPTED);
            assertThat(accept(intake, Source.POLL, "poll", "retail"))
                    .isEqualTo(Receipt.Outcome.DUPLICATE);
            assertThat(accept(intake, Source.POLL, "poll", "medical"))
                    .isEqualTo(Receipt.Outcome.ACCEPTED);
        }
    }

    @Test
    void lines_are_counted_as_an_editor_counts_them() throws Exception {
        load(
                "accounts.csv",
                "\n\"Acme\nand Sons\",retail,1996,1,2,\"United\nStates\",\n\n"
                        + "Other,retail,1996,1,2,United States,\nThird,retail\n");
        assertThat(Pipeline.query(database.dataSource(), "select origin from message order by id"))
                .containsExactly("accounts.csv:3", "accounts.csv:7", "accounts.csv:8");
    }

    private static Receipt.Outcome accept(
            Intake intake, Source source, String origin, String sector) {
        return intake.accept(
                        List.of(
                                new RawMessage(
                                        "crm",
                                        "account",
                                        "Acme",
                                        Optional.empty(),
                                        source,
                                        origin,
                                        ("{\"account\":\"Acme\",\"sector\":\"" + sector + "\"}")
                                                .getBytes(StandardCharsets.UTF_8))))
                .getFirst()
                .outcome();
    }

    private LoadResult load(String name, String lines) throws Exception {
        Path file = Files.writeString(folder.resolve(name), HEADER + lines);
        return new Loading(
                        database.dataSource(),
                        Pipeline.release(),
                        InstantSource.system(),
                        progress -> {})
                .load(List.of(file));
    }

    private String sector() throws Exception {
        String record =
                Pipeline.query(
                                database.dataSource(),
                                "select convert_from(canonical, 'UTF8') from record"
                                        + " where external_id = 'Acme'")
                        .getFirst();
        return List.of("retail", "medical", "software").stream()
                .filter(record::contains)
                .findFirst()
                .orElse(record);
    }
}
