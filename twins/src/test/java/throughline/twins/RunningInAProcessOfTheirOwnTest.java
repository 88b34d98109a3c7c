package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                                                    Telling.line(new TwinsMain())
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

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--crm-port x, 2, wrong-usage",
                "--psa-port 65536, 2, wrong-usage",
                "--erp-port -1, 2, wrong-usage",
                "--seed 99999999999999999999, 2, wrong-usage",
                "--seed, 2, wrong-usage",
                "--history-months -5, 2, wrong-usage",
                "--deals-per-month 2147483647, 2, wrong-usage",
                "--day-millis 0, 2, wrong-usage",
                "--quiet-after -1, 2, wrong-usage",
                "--rest-after 1.5, 2, wrong-usage",
                "--webhook :::, 2, wrong-usage",
                "--webhook file:///etc/passwd, 2, wrong-usage",
                "--webhook-secret whsec_, 2, wrong-usage",
                "--webhook-secret whsec_?, 2, wrong-usage",
                "--nonsense \u001b[2J, 2, wrong-usage",
                "@/etc/hostname, 2, wrong-usage",
                "--ready-file /nowhere/ready.json, 3, outside-failure"
            })
    void whatever_nobody_can_mean_is_told_in_a_sentence(String line, int exit, String code) {
        StringWriter said = new StringWriter();
        CommandLine command = Telling.line(new TwinsMain());
        command.setErr(new PrintWriter(said));
        assertThat(command.execute(line.split(" "))).as(said.toString()).isEqualTo(exit);
        assertThat(said.toString())
                .startsWith("throughline: ")
                .endsWith(". [" + code + "]\n")
                .hasLineCount(1)
                .doesNotContain("Exception", "\u001b");
    }

    @Test
    void a_port_that_another_program_has_is_told() throws Exception {
        StringWriter said = new StringWriter();
        CommandLine command = Telling.line(new TwinsMain());
        command.setErr(new PrintWriter(said));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exit = command.execute("--crm-port", Integer.toString(other.getLocalPort()));
            assertThat(exit).isEqualTo(3);
            assertThat(said.toString())
                    .contains("cannot listen on port " + other.getLocalPort(), "[port-taken]");
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
