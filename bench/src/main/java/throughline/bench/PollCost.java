package throughline.bench;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Polling;
import throughline.connectors.Secrets;
import throughline.intake.Intake;
import throughline.intake.PolledRecords;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/**
 * What a record costs that a poll brings, until it is durable: this process's processor time, from
 * the HTTP answer to the row. The vendor and the database are processes of their own and not
 * counted; deciding about the records is not part of a poll.
 */
final class PollCost {

    private static final double GOAL_MICROS = 20;
    private static final int WARM_UP = 40_000;

    private PollCost() {}

    static void measure(DataSource database, Release release, int records) throws Exception {
        polled(database, release, WARM_UP);
        double compiledBefore = Spent.compiling();
        double before = processors();
        long start = System.nanoTime();
        int read = polled(database, release, records);
        double seconds = Bench.seconds(start);
        double compiling = Spent.compiling() - compiledBefore;
        double each = (processors() - before - compiling) * 1e6 / read;
        Bench.say(
                "poll              %d changed records read and kept in %.1f s, %.1f µs of our"
                        + " processors each (goal %.0f), compiling apart (%.1f s)",
                read, seconds, each, GOAL_MICROS, compiling);
    }

    private static int polled(DataSource database, Release release, int records) throws Exception {
        Bench.emptied(database, "message", "inbox", "watermark");
        SystemDeclaration psa =
                release.systems().stream()
                        .filter(system -> system.name().equals("psa"))
                        .findFirst()
                        .orElseThrow();
        try (Vendor vendor = Vendor.start(0, Duration.ZERO, records);
                Connector connector = connector(psa, vendor.address());
                Intake intake = new Intake(database, InstantSource.system(), arrived -> {});
                Polling polling = new Polling(database, new PolledRecords(intake, () -> release))) {
            int read =
                    polling.run(
                            new Polling.Poll("psa", connector, "time-card", Duration.ofDays(1)));
            long kept = Bench.number(database, "select count(*) from throughline.message");
            if (read != records || kept != records) {
                throw new IllegalStateException(
                        "%d read and %d kept of %d records".formatted(read, kept, records));
            }
            return read;
        }
    }

    static Connector connector(SystemDeclaration psa, URI vendor) {
        return new Connectors(
                        new Endpoints(Map.of(psa.name(), vendor)),
                        Secrets.given(Map.of("env:PSA_API_KEY", "none"), _ -> Optional.empty()),
                        Path.of("unused"))
                .open(psa);
    }

    private static double processors() {
        return ((com.sun.management.OperatingSystemMXBean)
                                ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
