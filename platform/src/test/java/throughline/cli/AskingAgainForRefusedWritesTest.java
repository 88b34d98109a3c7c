package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AskingAgainForRefusedWritesTest {

    private static final String DEAL = "crm:opportunity:1C1I7A6R";
    private static final String INVOICE = DEAL + "/erp/invoice/2017-03#1";
    private static final String CUSTOMER = DEAL + "/erp/customer";

    @TempDir static Path folder;

    private Path home;

    @BeforeAll
    void deals_are_loaded() throws Exception {
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

    @BeforeEach
    void an_invoice_was_refused_twice_and_a_customer_once_before_it_was_taken() {
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            JdbcClient client = JdbcClient.create(database.dataSource());
            client.sql("delete from action").update();
            client.sql("delete from decision").update();
            write(client, INVOICE, "rejected");
            write(client, INVOICE + "~2", "rejected");
            write(client, CUSTOMER, "rejected");
            write(client, CUSTOMER + "~2", "confirmed");
        }
    }

    @Test
    void the_newest_attempt_of_each_refused_write_is_decided_upon() {
        CommandRun run = CommandRun.json(home, "retry", "1C1I7A6R");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.object()).containsEntry("asked", 1);
        assertThat(run.list("writes"))
                .singleElement()
                .satisfies(write -> assertThat(write).containsEntry("key", INVOICE + "~2"));
        assertThat(deciders()).containsExactly(DEAL + " Administrator");
    }

    @Test
    void one_reason_is_mended_for_all_that_it_held_up() {
        CommandRun run = CommandRun.json(home, "retry", "--code", "tax-code");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(deciders()).containsExactly(DEAL + " Administrator");
    }

    @Test
    void it_is_refused_when_no_such_write_stands_refused() {
        CommandRun run = CommandRun.json(home, "retry", "--code", "other");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("nothing-refused");
        assertThat(deciders()).isEmpty();
    }

    @Test
    void everything_at_once_and_nobody_are_wrong_usage() {
        assertThat(CommandRun.json(home, "retry").exit()).isEqualTo(2);
        CommandRun nobody = CommandRun.json(home, "retry", "1C1I7A6R", "--as", "nobody");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).contains("unknown-person");
        assertThat(deciders()).isEmpty();
    }

    private List<@Nullable String> deciders() {
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            return JdbcClient.create(database.dataSource())
                    .sql("select engagement || ' ' || by from decision")
                    .query(String.class)
                    .list();
        }
    }

    private static void write(JdbcClient client, String key, String status) {
        client.sql(
                        """
                        insert into action (key, engagement, system, kind, natural_key, body,
                            depends_on, status, code, sentence, planned_at)
                        values (:key, :deal, 'erp', 'POST_INVOICE', :key, '{}', '{}', :status,
                            'tax-code', 'The tax code is unknown.', now())
                        """)
                .param("key", key)
                .param("deal", DEAL)
                .param("status", status)
                .update();
    }
}
