package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A {@code serve} in a process of its own, as an operator runs it. */
final class ServeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path ready;
    private final Path said;

    private ServeProcess(Process process, Path ready, Path said) {
        this.process = process;
        this.ready = ready;
        this.said = said;
    }

    /** Starts one and waits until it answers. */
    static ServeProcess on(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolveSibling(home.getFileName() + ".serve"));
        Path ready = Files.createTempFile(folder, "ready", ".json");
        Files.delete(ready);
        Path said = Files.createTempFile(folder, "said", ".log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx300m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Throughline.class.getName(),
                                "serve",
                                "--landscape",
                                CommandRun.landscape("pipeline").toString(),
                                "--home",
                                home.toString(),
                                "--port",
                                "0",
                                "--ready-file",
                                ready.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        ServeProcess serve = new ServeProcess(process, ready, said);
        serve.awaitReady();
        return serve;
    }

    private void awaitReady() throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(ready)) {
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
        assertThat(exit()).as("killed, not ended").isEqualTo(137);
    }

    /** Asks it to end. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exit();
    }

    private int exit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
