package throughline.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Tryton and Redmine of the folder {@code peers}, and the people who work with them. */
final class RealServers {

    private static final Path ROOT = Path.of(System.getProperty("throughline.root"));
    private static final String SKIPPED =
            "skipped: the real Tryton and Redmine are not asked for. They are installed from"
                    + " Debian's packages and started, as root, by ./mvnw -Ppeers -pl platform -am"
                    + " test";

    private final Map<String, String> told;

    private RealServers(Map<String, String> told) {
        this.told = told;
    }

    /** Both as they were set up; where they are not asked for, the test says so and is skipped. */
    static RealServers fresh() throws Exception {
        boolean asked = Boolean.getBoolean("throughline.peers");
        if (!asked) {
            System.out.println(SKIPPED);
        }
        Assumptions.assumeTrue(asked, SKIPPED);
        String said =
                run(Duration.ofMinutes(8), "tryton", "reset")
                        + run(Duration.ofMinutes(5), "redmine", "reset");
        return new RealServers(
                said.lines()
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    /** Where one answers: {@code TRYTON_ERP_URL}, without its path. */
    String address(String name) {
        return told.getOrDefault(name, "").replaceFirst("(?<=:[0-9]{1,5})/.*", "");
    }

    Map<String, String> secrets() {
        return Map.of(
                "env:CRM_PASSWORD", told.getOrDefault("TRYTON_PASSWORD", ""),
                "env:ERP_PASSWORD", told.getOrDefault("TRYTON_PASSWORD", ""),
                "env:PSA_API_KEY", told.getOrDefault("REDMINE_API_KEY", ""));
    }

    /** What somebody does in one of the servers, and what came of it. */
    JsonNode people(String... words) {
        return JsonMapper.shared().readTree(command("people", words));
    }

    void killTheErp() {
        command("tryton", "kill", "erp");
    }

    void startWhatIsDown() {
        command("tryton", "up");
    }

    void end() {
        command("redmine", "down");
        command("tryton", "down");
    }

    /** A day of a month that is over for so long that its time is billed and its revenue posted. */
    static LocalDate past(int months, int day) {
        return LocalDate.now(ZoneOffset.UTC).minusMonths(months).withDayOfMonth(day);
    }

    private static String command(String script, String... words) {
        try {
            return run(Duration.ofMinutes(2), script, words);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String run(Duration patience, String script, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ROOT.resolve("peers").resolve(script).toString());
        command.addAll(List.of(words));
        Path answer = Files.createTempFile("peers", ".out");
        Path complaint = Files.createTempFile("peers", ".err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(answer.toFile())
                            .redirectError(complaint.toFile())
                            .start();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroy();
                throw new IllegalStateException(
                        "%s %s:%n%s"
                                .formatted(
                                        String.join(" ", command),
                                        ended ? "ended with " + process.exitValue() : "hangs",
                                        Files.readString(complaint)));
            }
            return Files.readString(answer, StandardCharsets.UTF_8);
        } finally {
            Files.delete(answer);
            Files.delete(complaint);
        }
    }
}
