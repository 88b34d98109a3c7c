package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.engine.Pipeline;

class KillingAServerTest {

    private static final int OPPORTUNITIES = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    @Test
    void a_load_during_which_the_server_is_killed_twice_ends_with_the_same_figures()
            throws Exception {
        Path files = files();
        Path calm = folder.resolve("calm");
        assertThat(load(calm, files).exit()).isZero();

        Path home = folder.resolve("killed");
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            ServeProcess first = ServeProcess.on(home);
            CompletableFuture<CommandRun> load =
                    CompletableFuture.supplyAsync(() -> load(home, files));
            awaitEvents(database, 1);
            first.kill();
            assertThat(count(database, "inbox")).as("messages in mid-way").isPositive();
            long begun = count(database, "event");
            try (ServeProcess second = ServeProcess.on(home)) {
                awaitEvents(database, begun + 500);
                second.kill();
            }
            try (ServeProcess third = ServeProcess.on(home)) {
                CommandRun loaded = load.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(loaded.exit()).as(loaded.err()).isZero();
                assertThat(loaded.object()).containsEntry("received", OPPORTUNITIES + 2);
                assertThat(figures(home)).isEqualTo(figures(calm));
                assertThat(count(database, "inbox")).isZero();
                CommandRun check = CommandRun.json(home, "check");
                assertThat(check.exit()).as(check.out()).isZero();
                assertThat(third.terminate()).isZero();
            }
        }
    }

    @Test
    void a_server_that_is_asked_to_end_does_so_without_complaint_and_with_exit_code_zero()
            throws Exception {
        try (ServeProcess server = ServeProcess.on(folder.resolve("home"))) {
            assertThat(server.terminate()).as(server.said()).isZero();
            assertThat(server.said()).contains("answers at").doesNotContain("WARN", "ERROR");
        }
    }

    private static CommandRun load(Path home, Path files) {
        return CommandRun.json(
                home,
                "load",
                "--landscape",
                CommandRun.landscape("pipeline").toString(),
                files.toString());
    }

    private static List<String> figures(Path home) throws Exception {
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            List<String> figures = Pipeline.figures(database.dataSource());
            figures.add(CommandRun.json(home, "metrics", "bookings", "--by", "month").out());
            return figures;
        }
    }

    private static void awaitEvents(Database database, long events) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (count(database, "event") < events) {
            assertThat(System.nanoTime()).as("decided in time").isLessThan(until);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static long count(Database database, String table) throws Exception {
        return Long.parseLong(
                Pipeline.query(database.dataSource(), "select count(*) from " + table).getFirst());
    }

    private Path files() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(
                files.resolve("products.csv"), "product,series,sales_price\nGTX Basic,GTX,550\n");
        Files.writeString(
                files.resolve("sales_teams.csv"),
                "sales_agent,manager,regional_office\nAgent,M,West\n");
        List<String> lines = new ArrayList<>();
        lines.add(
                "opportunity_id,sales_agent,product,account,"
                        + "deal_stage,engage_date,close_date,close_value");
        for (int i = 0; i < OPPORTUNITIES; i++) {
            lines.add(
                    "O%d,Agent,GTX Basic,Account %d,%s,2017-01-02,2017-03-%02d,%d"
                            .formatted(i, i % 7, i % 5 == 0 ? "Lost" : "Won", 1 + i % 28, i));
        }
        Files.write(files.resolve("sales_pipeline.csv"), lines);
        return files;
    }
}
