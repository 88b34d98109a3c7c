package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.releases.KeptRelease;
import throughline.releases.ReleaseStore;
import throughline.server.FirmWithTwins;
import throughline.server.Server;
import throughline.twins.Twins;

/** A server in a process of its own, which can be killed, and goes back when it is told to. */
final class ServedElsewhere implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path said;

    private ServedElsewhere(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Starts it and waits until it answers. */
    static ServedElsewhere on(Path home, Path landscape, Twins twins) throws IOException {
        Path said = Files.createTempFile(home.getParent(), "said", ".log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx300m",
                                "-XX:TieredStopAtLevel=1",
                                "-Dthroughline.root=" + System.getProperty("throughline.root"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                home.toString(),
                                landscape.toString(),
                                twins.crm().url(),
                                twins.psa().url(),
                                twins.erp().url())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        ServedElsewhere served = new ServedElsewhere(process, said);
        served.await("serving");
        return served;
    }

    /** Tells it to go back to a release; it begins to. */
    void goBack(String release) throws IOException {
        process.getOutputStream().write((release + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until it has said something. */
    void await(String word) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readAllLines(said).contains(word)) {
            assertThat(process.isAlive() && System.nanoTime() < until).as(said()).isTrue();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Everything that it said so far. */
    String said() throws IOException {
        return Files.readString(said);
    }

    /** Ends it without warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed, not ended").isEqualTo(137);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process that is killed. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Path home = Path.of(arguments[0]);
            Path landscape = Path.of(arguments[1]);
            Server server =
                    Server.start(
                            FirmWithTwins.plan(
                                    home, landscape, arguments[2], arguments[3], arguments[4]),
                            0);
            DataSource database = server.installation().dataSource();
            BufferedReader asked =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println("serving");
            @Nullable String id = asked.readLine();
            if (id != null) {
                KeptRelease back = new ReleaseStore(database).find(id).orElseThrow();
                new ChangeOver(database, InstantSource.system())
                        .rollBack(back, Somebody.called("ann"));
                System.out.println("gone back");
            }
            Thread.currentThread().join();
        }
    }
}
