package throughline.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows a firm that lives. */
@Command(
        name = "demo",
        description = "Starts simulated vendors and Throughline on them, and lives a firm's life.")
final class DemoCommand extends InstallationCommand {

    private static final Duration LONGEST = Duration.ofHours(720);

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8484",
            description = "Where it answers on loopback; 0 takes a free one (default: 8484).")
    private int port = 8484;

    @Option(
            names = "--headless",
            description =
                    "End by itself, add up, and fail when anything is lost, doubled or out of"
                            + " balance.")
    private boolean headless;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long it lives when headless, as 60s or 5m (default: 60s).")
    private @Nullable String length;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "The firm's life follows from it (default: 7).")
    private long seed = 7;

    @Option(names = "--no-faults", description = "Vendors that never misbehave.")
    private boolean noFaults;

    @Override
    public Integer call() throws Exception {
        if (common().isDatabaseNamed()) {
            throw wrong(
                    "Cannot live on another database: the demonstration begins anew on one of its"
                            + " own, below its home. Leave out --database; serve takes one.");
        }
        int on = answering(port);
        Optional<Duration> lives =
                headless || length != null
                        ? Optional.of(time(length == null ? "60s" : length))
                        : Optional.empty();
        return DemoRun.of(common(), headless ? 0 : on, lives, !noFaults, seed).sound(out()) ? 0 : 1;
    }

    private Duration time(String text) {
        try {
            Duration time = Duration.parse("PT" + text);
            if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        } catch (DateTimeParseException none) {
            // Told below.
        }
        throw wrong("Cannot live for \"" + text + "\": write 60s or 5m, up to 720h.");
    }
}
