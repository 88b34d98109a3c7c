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

    /** Postings and measures that come with an event, as {@link Spent} counts them. */
    private static final int DETAILS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private EngineRatio() {}

    /** Measures, prints, and tells the ratio. */
    static double measure(DataSource database, Release release, int cards) throws Exception {
        List<RawMessage> deals = new ArrayList<>(Firm.masters());
        for (int i = 0; i < DEALS; i++) {
            deals.add(Firm.timeAndMaterials("T-" + i));
            deals.add(Firm.timeAndMaterials("U-" + i));
        }
        decided(database, release, deals);
        WarmUp.rounds(
                round -> decided(database, release, work("U-", "E" + round + "-", cards / 2)));
        List<RawMessage> work = work("T-", "F-", cards);
        double ours = decided(database, release, work);
        long payload = Bench.number(database, "select avg(length(payload))::bigint from event");
        long state =
                Bench.number(
                        database, "select coalesce(avg(length(state)), 600)::bigint from snapshot");
        Bench.settle(database);
        int size = (int) Math.min(state, 1_000);
        double raw = plain(database, new PlainWriter(database, (int) payload, size, 0));
        double alike = plain(database, new PlainWriter(database, (int) payload, size, DETAILS));
        Bench.say(
                "engine            %8.0f events/s; plain writer %8.0f events/s; ratio %.2f (goal"
                        + " 0.35)",
                ours, raw, ours / raw);
        Bench.say(
                "engine            a plain writer of as many rows as ours %8.0f events/s; ratio"
                        + " %.2f",
                alike, ours / alike);
        return ours / raw;
    }

    private static double plain(DataSource database, PlainWriter plain) throws Exception {
        plain.prepare();
        plain.run(10_000);
        Spent spent = Spent.from(database);
        double perSecond = plain.run(100_000);
        spent.say("plain writer", 100_000);
        return perSecond;
    }

    /** Deals that are won, and cards of deals that were won before. */
    private static List<RawMessage> work(String timed, String fixed, int cards) {
        List<RawMessage> work = new ArrayList<>();
        for (int i = 0; i < DEALS; i++) {
            work.add(Firm.fixedFee(fixed + i));
        }
        for (int i = 0; i < cards; i++) {
            work.add(Firm.timeCard(fixed + "card-" + i, timed + i % DEALS, i / DEALS));
        }
        return work;
    }

    /** Messages are durable before the clock starts: intake is measured apart. */
    private static double decided(DataSource database, Release release, List<RawMessage> work)
            throws Exception {
        try (Intake intake = new Intake(database, InstantSource.system(), arrived -> {})) {
            Bench.accept(intake, work);
        }
        long before = Bench.number(database, "select count(*) from event");
        Spent spent = Spent.from(database);
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
            spent.say("engine", events);
            return events / seconds;
        }
    }

    static Engine engine(DataSource database, Release release) {
        return new Engine(
                database, release, InstantSource.system(), Handover.NONE, EngineOptions.LOADING);
    }
}
