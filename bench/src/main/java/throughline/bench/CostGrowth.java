package throughline.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import throughline.engine.Engine;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.landscape.Release;

/**
 * What an event costs at the start, in an engagement of many time entries, and in a database of
 * many events, each over the cost at the start.
 */
final class CostGrowth {

    private static final int SAMPLE = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final DataSource database;
    private final Release release;
    private int cards;

    private CostGrowth(DataSource database, Release release) {
        this.database = database;
        this.release = release;
    }

    /** Measures and prints; the larger ratio is told. */
    static double measure(DataSource database, Release release, int large, int stored)
            throws Exception {
        CostGrowth growth = new CostGrowth(database, release);
        growth.begin();
        growth.cost("G-0", SAMPLE);
        double start = growth.cost("G-1", SAMPLE);
        growth.cost("G-2", large);
        double inLarge = growth.cost("G-2", SAMPLE);
        while (Bench.number(database, "select count(*) from event") < stored) {
            growth.spread(50_000);
        }
        Bench.settle(database);
        double inStored = growth.cost("G-3", SAMPLE);
        Bench.say(
                "cost growth       %.2f in an engagement of %d entries, %.2f at %d stored events"
                        + " (goal 1.30)",
                inLarge / start,
                large,
                inStored / start,
                Bench.number(database, "select count(*) from event"));
        return Math.max(inLarge, inStored) / start;
    }

    private void begin() throws Exception {
        List<RawMessage> deals = new ArrayList<>(Firm.masters());
        for (int i = 0; i < 500; i++) {
            deals.add(Firm.timeAndMaterials("G-" + i));
        }
        decide(deals);
    }

    /** Seconds per entry of one engagement. */
    private double cost(String deal, int entries) throws Exception {
        List<RawMessage> work = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            work.add(Firm.timeCard("G-" + cards, deal, cards++));
        }
        return decide(work) / entries;
    }

    private void spread(int entries) throws Exception {
        List<RawMessage> work = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            work.add(Firm.timeCard("G-" + cards, "G-" + (10 + cards % 490), cards++));
        }
        decide(work);
    }

    private double decide(List<RawMessage> messages) throws Exception {
        try (Intake intake = new Intake(database, InstantSource.system(), arrived -> {})) {
            Bench.accept(intake, messages);
        }
        long start = System.nanoTime();
        try (Engine engine = EngineRatio.engine(database, release)) {
            engine.awaitQuiet(PATIENCE);
            return Bench.seconds(start);
        }
    }
}
