package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
class ListingWritesTest {

    private static final String DEAL = "crm:opportunity:1C1I7A6R";
    private static final String CUSTOMER = DEAL + "/erp/customer";
    private static final String INVOICE = DEAL + "/erp/invoice/2017-03#1";
    private static final String BACK = DEAL + "/crm/write-back";

    @TempDir static Path folder;

    private Path home;

    @BeforeAll
    void a_deal_has_writes_of_every_kind() throws Exception {
        home = folder.resolve("home");
        CommandRun loaded =
                CommandRun.json(
                        home,
                        "load",
                        "--landscape",
                        CommandRun.landscape("pipeline").toString(),
                        PipelineFiles.in(folder.resolve("files")).toString());
        assertThat(loaded.exit()).as(loaded.err()).isZero();
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            JdbcClient client = JdbcClient.create(database.dataSource());
            write(client, CUSTOMER, "erp", "rejected", List.of());
            write(client, INVOICE, "erp", "planned", List.of(CUSTOMER));
            write(client, BACK, "crm", "confirmed", List.of());
            client.sql(
                            """
                            insert into attempt (key, slot, number, at, ended, sentence, next)
                            values (?, 1, 1, now(), 'not-done', 'it is down', now())
                            """)
                    .param(INVOICE)
                    .update();
        }
    }

    @Test
    void what_is_not_done_is_listed_with_what_it_waits_for() {
        CommandRun run = CommandRun.json(home, "actions", "1C1I7A6R");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.list("actions"))
                .extracting(write -> write.get("key"))
                .containsExactly(CUSTOMER, INVOICE);
        assertThat(run.list("actions").getLast())
                .containsEntry("waitsFor", List.of(CUSTOMER))
                .containsEntry("amount", "1054.00");
        assertThat(String.valueOf(run.object().get("counts"))).contains("confirmed=1", "sent=0");
    }

    @Test
    void a_status_or_a_system_chooses() {
        assertThat(CommandRun.json(home, "actions", "--status", "confirmed").list("actions"))
                .singleElement()
                .satisfies(write -> assertThat(write).containsEntry("key", BACK));
        assertThat(CommandRun.json(home, "actions", "--system", "crm", "--all").list("actions"))
                .hasSize(1);
        assertThat(CommandRun.json(home, "actions", "--system", "crm").list("actions")).isEmpty();
        CommandRun wrong = CommandRun.json(home, "actions", "--status", "lost");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("planned, held, sent, ambiguous");
    }

    @Test
    void one_is_told_with_its_body_and_what_was_tried() {
        CommandRun run = CommandRun.json(home, "actions", INVOICE);
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.object()).containsEntry("body", Map.of("net", "1054.00"));
        assertThat(run.list("tried"))
                .singleElement()
                .satisfies(
                        attempt ->
                                assertThat(attempt)
                                        .containsEntry("ended", "not-done")
                                        .containsEntry("sentence", "it is down"));
    }

    @Test
    void a_trace_tells_what_one_message_led_to() {
        Map<String, Object> closed = traced("select * from publication where subject = ?");
        CommandRun run = CommandRun.json(home, "trace", String.valueOf(closed.get("trace")));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.list("messages"))
                .singleElement()
                .satisfies(
                        message ->
                                assertThat(message)
                                        .containsEntry("externalId", "1C1I7A6R")
                                        .containsEntry("state", "decided")
                                        .containsEntry("engagement", DEAL));
        assertThat(run.list("milestones"))
                .extracting(each -> each.get("id"))
                .contains(closed.get("id"));

        CommandRun parent =
                CommandRun.of(
                        "trace",
                        "00-" + closed.get("trace") + "-00f067aa0ba902b7-01",
                        "--home",
                        home.toString());
        assertThat(parent.out()).contains("came in", "crm:opportunity:1C1I7A6R", "told");
        CommandRun unknown = CommandRun.json(home, "trace", "f".repeat(32));
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("nothing here is known under it");
        CommandRun nonsense = CommandRun.json(home, "trace", "yesterday's");
        assertThat(nonsense.exit()).isEqualTo(2);
        assertThat(nonsense.err()).contains("32 hexadecimal digits");
    }

    /** The first row with the id that it has, and its trace as tools show it. */
    private Map<String, Object> traced(String query) {
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            return JdbcClient.create(database.dataSource())
                    .sql(query)
                    .param(DEAL)
                    .query(
                            (row, number) ->
                                    Map.<String, Object>of(
                                            "id",
                                            row.getString("id"),
                                            "trace",
                                            row.getString("trace").replace("-", "")))
                    .list()
                    .getFirst();
        }
    }

    private static void write(
            JdbcClient client, String key, String system, String status, List<String> needs) {
        client.sql(
                        """
                        insert into action (key, engagement, system, kind, natural_key, body,
                            depends_on, at_stake_currency, at_stake_minor, status, planned_at)
                        values (:key, :deal, :system, 'POST_INVOICE', :key, '{"net": "1054.00"}',
                            :needs, 'USD', 105400, :status, now())
                        """)
                .param("key", key)
                .param("deal", DEAL)
                .param("system", system)
                .param("needs", needs.toArray(String[]::new))
                .param("status", status)
                .update();
    }
}
