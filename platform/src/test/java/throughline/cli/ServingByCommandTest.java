package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.server.Installation;
import throughline.server.Server;

class ServingByCommandTest {

    @TempDir Path folder;

    @Test
    void an_unsound_landscape_is_refused_before_anything_starts() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("landscape.yaml"), "name: Half a firm\nunitz: 3\n");
        Path home = folder.resolve("home");
        CommandRun run = CommandRun.json(home, "serve", "--landscape", broken.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("unsound-landscape").contains("unitz");
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    @Test
    void commands_answer_beside_a_server_which_decides_what_they_load() throws Exception {
        Path home = folder.resolve("home");
        Installation.Plan plan =
                new Installation.Plan(
                        new Home(home),
                        Optional.empty(),
                        CommandRun.landscape("pipeline"),
                        Endpoints.OF_THE_LANDSCAPE,
                        Map.of());
        try (Server server = Serving.start(plan, 0)) {
            CommandRun loaded =
                    CommandRun.json(
                            home,
                            "load",
                            "--landscape",
                            CommandRun.landscape("pipeline").toString(),
                            PipelineFiles.in(folder.resolve("files")).toString());
            assertThat(loaded.exit()).as(loaded.err()).isZero();
            assertThat(server.installation().engine().figures().decided()).isPositive();
            CommandRun metrics = CommandRun.json(home, "metrics", "bookings", "--by", "year");
            assertThat(metrics.out()).contains("\"amount\":\"6425.00\"");
        }
    }

    @Test
    void a_fault_of_ours_at_the_start_is_not_put_on_the_landscape() {
        Installation.Plan plan =
                new Installation.Plan(
                        new Home(folder.resolve("home")),
                        Optional.of("postgresql://nobody@127.0.0.1:1/none"),
                        CommandRun.landscape("pipeline"),
                        Endpoints.OF_THE_LANDSCAPE,
                        Map.of());
        assertThatThrownBy(() -> Serving.start(plan, -5))
                .isNotInstanceOf(CommandFailure.class)
                .hasMessageContaining("database");
        Installation.Plan sound =
                new Installation.Plan(
                        new Home(folder.resolve("home")),
                        Optional.empty(),
                        CommandRun.landscape("pipeline"),
                        Endpoints.OF_THE_LANDSCAPE,
                        Map.of());
        // The port is nonsense, which the landscape cannot help.
        assertThatThrownBy(() -> Serving.start(sound, 99_999))
                .satisfies(
                        failure ->
                                assertThat(
                                                failure instanceof CommandFailure known
                                                        ? known.code()
                                                        : "internal-error")
                                        .isNotEqualTo("unsound-landscape"));
    }

    @Test
    void a_port_that_does_not_exist_is_wrong_usage() {
        CommandRun run =
                CommandRun.json(
                        folder.resolve("home"),
                        "serve",
                        "--landscape",
                        CommandRun.landscape("pipeline").toString(),
                        "--port",
                        "70000");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("70000").contains("65535");
    }

    @Test
    void a_taken_port_is_an_outside_failure_that_says_what_would_work() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run =
                    CommandRun.json(
                            folder.resolve("home"),
                            "serve",
                            "--landscape",
                            CommandRun.landscape("pipeline").toString(),
                            "--port",
                            Integer.toString(taken.getLocalPort()));
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("port-taken").contains("--port");
        }
    }

    @Test
    void a_demonstration_on_another_database_is_refused_and_not_made_on_its_own() {
        CommandRun run = CommandRun.of("demo", "--database", "postgresql://me@127.0.0.1:1/x");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("wrong-usage", "Leave out --database");
    }

    @Test
    void so_it_is_for_a_demonstration() throws Exception {
        System.setProperty("throughline.twins", TwinsJar.in(folder).toString());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run =
                    CommandRun.json(
                            folder.resolve("home"),
                            "demo",
                            "--port",
                            Integer.toString(taken.getLocalPort()));
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("port-taken").contains("--port");
        } finally {
            System.clearProperty("throughline.twins");
        }
    }
}
