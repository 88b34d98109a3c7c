package throughline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.engine.Engine;
import throughline.engine.Pipeline;

class CrashingInMidLoadTest {

    private static final int OPPORTUNITIES = 3_000;
    private static final String HEAD =
            "opportunity_id,sales_agent,product,account,"
                    + "deal_stage,engage_date,close_date,close_value";

    @TempDir Path folder;

    @Test
    void a_load_that_is_killed_and_begun_again_ends_with_the_same_figures() throws Exception {
        Path files = pipeline();
        List<String> expected;
        try (Database database =
                Databases.open(new Home(folder.resolve("calm")), Optional.empty())) {
            load(database, files);
            expected = Pipeline.figures(database.dataSource());
        }
        Home home = new Home(folder.resolve("crashed"));
        for (long decided : new long[] {1, 700}) {
            killWhenDecided(home, files, decided);
        }
        long start = System.nanoTime();
        try (Database database = Databases.open(home, Optional.empty())) {
            assertThat(count(database, "inbox")).as("messages in mid-way").isPositive();
            // What died does not count as at work: nobody waits for its leases to run out.
            assertThat(Engine.worksOn(database.dataSource())).isFalse();
            load(database, files);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMinutes(1));
            assertThat(Pipeline.figures(database.dataSource())).isEqualTo(expected);
            assertThat(count(database, "inbox")).isZero();
        }
    }

    @Test
    void a_load_goes_on_by_itself_when_the_server_that_decides_for_it_is_killed() throws Exception {
        Path files = pipeline();
        List<String> expected;
        try (Database database =
                Databases.open(new Home(folder.resolve("calm")), Optional.empty())) {
            load(database, files);
            expected = Pipeline.figures(database.dataSource());
        }
        Path nothing = Files.createDirectories(folder.resolve("nothing"));
        Files.writeString(nothing.resolve("sales_pipeline.csv"), HEAD + "\n");
        Files.writeString(
                nothing.resolve("sales_teams.csv"), "sales_agent,manager,regional_office\n");
        Home home = new Home(folder.resolve("served"));
        Process server = child(home, nothing);
        try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
                Database database = Databases.open(home, Optional.empty())) {
            assertThat(said.readLine()).startsWith("decided ");
            assertThat(Engine.worksOn(database.dataSource())).isTrue();
            LoadResult result =
                    new Loading(
                                    database.dataSource(),
                                    Pipeline.release(),
                                    InstantSource.system(),
                                    // All is read then, and the other process has begun on it.
                                    progress -> {
                                        if (progress.phase().equals("deciding")) {
                                            server.destroyForcibly();
                                        }
                                    })
                            .load(List.of(files));

            assertThat(result.received()).isEqualTo(OPPORTUNITIES + 2);
            assertThat(Pipeline.figures(database.dataSource())).isEqualTo(expected);
            assertThat(count(database, "inbox")).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    private static long count(Database database, String table) throws Exception {
        return Long.parseLong(
                Pipeline.query(database.dataSource(), "select count(*) from " + table).getFirst());
    }

    private static void load(Database database, Path files) throws Exception {
        new Loading(
                        database.dataSource(),
                        Pipeline.release(),
                        InstantSource.system(),
                        progress -> {})
                .load(List.of(files));
    }

    private static Process child(Home home, Path files) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-Dthroughline.root=" + System.getProperty("throughline.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        home.directory().toString(),
                        files.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Runs the load in a process of its own and kills that without warning. */
    private void killWhenDecided(Home home, Path files, long decided) throws Exception {
        Process process = child(home, files);
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("decided ")
                        && Long.parseLong(line.substring("decided ".length())) >= decided) {
                    process.destroyForcibly();
                }
            }
        } catch (java.io.IOException e) {
            assertThat(e).as("it was killed while it spoke").hasMessage("Stream closed");
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed, not ended").isEqualTo(137);
    }

    private Path pipeline() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(
                files.resolve("products.csv"), "product,series,sales_price\nGTX Basic,GTX,550\n");
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        for (int i = 0; i < OPPORTUNITIES; i++) {
            lines.add(
                    "O%d,Agent,GTX Basic,Account %d,%s,2017-01-02,2017-03-%02d,%d"
                            .formatted(i, i % 7, i % 5 == 0 ? "Lost" : "Won", 1 + i % 28, i));
        }
        Files.write(files.resolve("sales_pipeline.csv"), lines);
        // Read last of all by its source's order; waits for nobody, but changes what came before.
        Files.writeString(
                files.resolve("sales_teams.csv"),
                "sales_agent,manager,regional_office\nAgent,M,W\n");
        return files;
    }

    /** The process that is killed. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Database database = Databases.open(new Home(Path.of(arguments[0])), Optional.empty());
            try (Engine engine =
                            new Engine(
                                    database.dataSource(),
                                    Pipeline.release(),
                                    InstantSource.system(),
                                    throughline.dispatch.Handover.NONE,
                                    new throughline.engine.EngineOptions(
                                            2, 32, 100, Duration.ofSeconds(6), Optional.empty()));
                    throughline.intake.Intake intake =
                            new throughline.intake.Intake(
                                    database.dataSource(),
                                    InstantSource.system(),
                                    engine::arrived)) {
                List<throughline.intake.RawMessage> all = new ArrayList<>();
                throughline.intake.FileContent content =
                        new throughline.intake.FileContent(Pipeline.release());
                for (String name : List.of("sales_pipeline.csv", "sales_teams.csv")) {
                    Path file = Path.of(arguments[1]).resolve(name);
                    content.read(file, content.sourceOf(file), all::add);
                }
                for (int i = 0; i < all.size(); i += 500) {
                    intake.accept(all.subList(i, Math.min(i + 500, all.size())));
                }
                while (!engine.awaitQuiet(Duration.ofMillis(1))) {
                    System.out.println("decided " + engine.figures().decided());
                }
                System.out.println("decided " + engine.figures().decided());
            }
            Thread.currentThread().join();
        }
    }
}
