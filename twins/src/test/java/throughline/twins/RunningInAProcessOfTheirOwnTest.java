package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class RunningInAProcessOfTheirOwnTest {

    @TempDir private Path folder;

    @Test
    void the_ready_file_says_where_all_three_answer_and_life_goes_on() throws Exception {
        Path ready = folder.resolve("ready.json");
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        try (Subscriber subscriber = new Subscriber()) {
            String arguments =
                    "--generate --history-months 1 --seed 3 --day-millis 20 --ready-file " + ready;
            String webhook = " --webhook " + subscriber.url();
            Thread running =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            exit.complete(
                                                    new CommandLine(new TwinsMain())
                                                            .execute(
                                                                    (arguments + webhook)
                                                                            .split(" "))));
            JsonNode addresses = Caller.JSON.readTree(Files.readAllBytes(appeared(ready)));
            try (Caller psa = Caller.strangerTo(addresses.path("psa").asString())) {
                assertThat(psa.get("/_stats").status()).isEqualTo(200);
            }
            assertThat(subscriber.heard(5).getFirst().path()).isEqualTo("/hooks/crm");
            running.interrupt();
            assertThat(exit.get(10, TimeUnit.SECONDS)).isZero();
        }
    }

    private static Path appeared(Path file) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!Files.exists(file) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(5_000_000);
        }
        return file;
    }
}
