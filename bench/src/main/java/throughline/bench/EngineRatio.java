package throughline.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import throughline.dispatch.Handover;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.landscape.Release;

/**
 * Events per second from durable raw messages through translation, decision, journal, books and
 * planned actions, over what a program reaches that only writes as many rows of the same size.
 */
final class EngineRatio {

    private static final int DEALS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private EngineRatio() {}

    /** Measures, prints, and tells the ratio. */
    static double measure(DataSource database, Release release, int cards) throws Exception {
        List<RawMessage> deals = new ArrayList<>(Firm.masters());
        List<RawMessage> work = new ArrayList<>();
        for (int i = 0; i < DEALS; i++) {
            deals.add(Firm.timeAndMaterials("T-" + i));
            work.add(Firm.fixedFee("F-" + i));
        }
        for (int i = 0; i < cards; i++) {
            work.add(Firm.timeCard("C-" + i, "T-" + i % DEALS, i / DEALS));
        }
        warmUp(database, release, deals);
        double ours = decided(database, release, work);
        long payload = Bench.number(database, "select avg(length(payload))::bigint from event");
        long state =
                Bench.number(
                        database, "select coalesce(avg(length(state)), 600)::bigint from snapshot");
        Bench.settle(database);
        PlainWriter plain = new PlainWriter(database, (int) payload, (int) Math.min(state, 1_000));
        plain.prepare();
        plain.run(10_000);
        double raw = plain.run(100_000);
        Bench.say(
                "engine            %8.0f events/s; plain writer %8.0f events/s; ratio %.2f (goal"
                        + " 0.35)",
                ours, raw, ours / raw);
        return ours / raw;
    }

    private static void warmUp(DataSource database, Release release, List<RawMessage> deals)
            throws Exception {
        try (Engine engine = engine(database, release);
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            Bench.accept(intake, deals);
            engine.awaitQuiet(PATIENCE);
        }
    }

    /** Messages are durable before the clock starts: intake is measured apart. */
    private static double decided(DataSource database, Release release, List<RawMessage> work)
            throws Exception {
        try (Intake intake = new Intake(database, InstantSource.system(), arrived -> {})) {
            Bench.accept(intake, work);
        }
        long before = Bench.number(database, "select count(*) from event");
        long start = System.nanoTime();
        try (Engine engine = engine(database, release)) {
            if (!engine.awaitQuiet(PATIENCE)) {
                throw new IllegalStateException("the engine did not come to rest");
            }
            double seconds = Bench.seconds(start);
            long events = Bench.number(database, "select count(*) from event") - before;
            Bench.say(
                    "engine            %d messages gave %d events, %d actions in %.1f s",
                    work.size(),
                    events,
                    Bench.number(database, "select count(*) from action"),
                    seconds);
            return events / seconds;
        }
    }

    static Engine engine(DataSource database, Release release) {
        return new Engine(
                database, release, InstantSource.system(), Handover.NONE, EngineOptions.LOADING);
    }
}
