package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvingByCommandTest {

    @TempDir static Path folder;

    private Path home;

    @BeforeAll
    void the_pipeline_is_loaded() throws Exception {
        home = folder.resolve("home");
        CommandRun loaded =
                CommandRun.json(
                        home,
                        "load",
                        "--landscape",
                        CommandRun.landscape("pipeline").toString(),
                        PipelineFiles.in(folder.resolve("files")).toString());
        assertThat(loaded.exit()).as(loaded.err()).isZero();
    }

    @Test
    void a_figure_is_explained_down_to_the_line_of_the_file() {
        CommandRun run = CommandRun.json(home, "explain", "bookings", "--month", "2017-03");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.object()).containsEntry("metric", "bookings").containsEntry("agrees", "yes");
        assertThat(run.out()).contains("sales_pipeline.csv:2").contains("1604.00");
        assertThat(run.out()).contains("mappings/crm.yaml").contains("1C1I7A6R");
        assertThat(run.out()).doesNotContain("3C1I7A6R");
    }

    @Test
    void an_engagement_is_explained_and_shown_by_any_name_of_it() {
        CommandRun explained = CommandRun.json(home, "explain", "crm:opportunity:1C1I7A6R");
        assertThat(explained.exit()).as(explained.err()).isZero();
        assertThat(explained.out()).contains("1054.00");
        for (String name : new String[] {"crm:opportunity:1C1I7A6R", "1C1I7A6R"}) {
            CommandRun shown = CommandRun.json(home, "show", name);
            assertThat(shown.exit()).as(shown.err()).isZero();
            assertThat(shown.object()).containsEntry("price", "1054.00");
            assertThat(shown.list("timeline"))
                    .first()
                    .satisfies(
                            moment ->
                                    assertThat(String.valueOf(moment.get("origin")))
                                            .contains("sales_pipeline.csv"));
        }
    }

    @Test
    void what_nobody_knows_is_wrong_usage() {
        assertThat(CommandRun.json(home, "show", "P-99").exit()).isEqualTo(2);
        assertThat(CommandRun.json(home, "explain", "P-99").err()).contains("unknown-subject");
        assertThat(CommandRun.json(home, "explain", "bookings", "--month", "2017-13").err())
                .contains("no-such-period");
    }

    @Test
    void to_show_less_than_one_of_something_is_wrong_usage() {
        for (String command :
                new String[] {
                    "explain bookings", "show 1C1I7A6R", "engagements", "exceptions", "actions"
                }) {
            for (String limit : new String[] {"0", "-1"}) {
                CommandRun run = CommandRun.json(home, (command + " --limit " + limit).split(" "));
                assertThat(run.exit()).as(command).isEqualTo(2);
                assertThat(run.err()).as(command).contains("--limit takes a number from 1");
            }
        }
    }

    @Test
    void every_identity_is_listed_with_its_verdict_and_a_wrong_posting_is_found() throws Exception {
        CommandRun sound = CommandRun.json(home, "check");
        assertThat(sound.exit()).as(sound.out()).isZero();
        assertThat(sound.object()).containsEntry("holds", true);
        assertThat(sound.list("checks"))
                .extracting(check -> check.get("name"))
                .contains("debits-equal-credits", "contract-value-billing", "backlog-bridge");
        change("update posting set minor = minor + 1 where engagement like '%:1C1I7A6R'");
        try {
            CommandRun spoilt = CommandRun.json(home, "check");
            assertThat(spoilt.exit()).isEqualTo(1);
            assertThat(spoilt.out()).contains("1C1I7A6R");
            Map<String, Object> object = spoilt.object();
            assertThat(object).containsEntry("holds", false);
        } finally {
            change("update posting set minor = minor - 1 where engagement like '%:1C1I7A6R'");
        }
    }

    private void change(String sql) {
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            JdbcClient.create(database.dataSource()).sql(sql).update();
        }
    }
}
