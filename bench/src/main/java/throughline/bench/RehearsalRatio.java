package throughline.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.dispatch.Dispatch;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.landscape.Release;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Rehearsals;
import throughline.rehearsal.Scope;
import throughline.releases.KeptRelease;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;

/**
 * How much faster a history is rehearsed than it was decided live, in the same run: won deals with
 * their writes to systems that answer at once, hours of a year, and the days on which they are
 * billed and recognized. The time before messages are durable is in neither.
 */
final class RehearsalRatio {

    private static final int DEALS = 2_000;
    private static final int CHUNK = 100_000;
    private static final double MEBIBYTE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String EVENTS = "select count(*) from event";

    private final DataSource database;
    private final Release release;
    private final int wanted;
    private int cards;
    private double liveSeconds;

    private RehearsalRatio(DataSource database, Release release, int wanted) {
        this.database = database;
        this.release = release;
        this.wanted = wanted;
    }

    /**
     * Measures, prints, and tells the smaller ratio.
     *
     * @param same what is in force, as it is read from its folder
     * @param other with other rates
     * @param young with another remark, which is rehearsed and put in force in between
     */
    static double measure(
            DataSource database,
            ReadResult.Released same,
            ReadResult.Released other,
            ReadResult.Released young,
            int events)
            throws Exception {
        RehearsalRatio ratio = new RehearsalRatio(database, same.release(), events);
        KeptRelease inForce = Kept.inForce(database, same);
        KeptRelease next = Kept.drafted(database, other);
        ratio.live();
        Bench.settle(database);
        WarmUp.rounds(round -> ratio.sampled(next));
        double unchanged = ratio.rehearse(inForce);
        double changed = ratio.rehearse(next);
        KeptRelease newer = Kept.drafted(database, young);
        ratio.whole(newer);
        Kept.putInForce(database, newer);
        Bench.say("rehearsal         another release was rehearsed and put in force");
        double afterwards = ratio.rehearse(next);
        Bench.emptied(database, "proven");
        Bench.say("rehearsal         the same with nothing remembered: both are derived (no goal)");
        ratio.rehearse(next);
        return Math.min(Math.min(unchanged, changed), afterwards);
    }

    private void live() throws Exception {
        List<RawMessage> deals = new ArrayList<>(Firm.masters());
        int count = Math.min(DEALS, Math.max(20, wanted / 100));
        for (int i = 0; i < count; i++) {
            deals.add(Firm.timeAndMaterials("R-" + i));
            deals.add(Firm.fixedFee("S-" + i));
        }
        decide(deals);
        while (Bench.number(database, EVENTS) < wanted) {
            List<RawMessage> work = new ArrayList<>();
            for (int i = 0; i < Math.min(CHUNK, wanted / 4); i++) {
                work.add(Firm.timeCard("R-" + cards, "R-" + cards % count, cards / count));
                cards++;
            }
            decide(work);
        }
        Bench.say(
                "rehearsal         %d events were decided live in %.1f s: %.0f a second",
                Bench.number(database, EVENTS),
                liveSeconds,
                Bench.number(database, EVENTS) / liveSeconds);
    }

    private void decide(List<RawMessage> messages) throws Exception {
        try (Intake intake = new Intake(database, InstantSource.system(), arrived -> {})) {
            Bench.accept(intake, messages);
        }
        Forward forward = new Forward();
        long start = System.nanoTime();
        try (Engine engine =
                        new Engine(
                                database,
                                release,
                                InstantSource.system(),
                                forward,
                                EngineOptions.LOADING);
                Dispatch dispatch = Activation.dispatch(database, release, engine)) {
            forward.to(dispatch);
            dispatch.start();
            quiet(engine);
            engine.tick(PATIENCE);
            quiet(engine);
            liveSeconds += Bench.seconds(start);
        }
    }

    private static void quiet(Engine engine) throws InterruptedException {
        if (!engine.awaitQuiet(PATIENCE)) {
            throw new IllegalStateException("the engine did not come to rest");
        }
    }

    private void sampled(KeptRelease candidate) throws Exception {
        new Rehearsals(database, InstantSource.system())
                .rehearse(
                        candidate,
                        new Scope(20, Optional.empty()),
                        Signature.of("bench"),
                        Rehearsals.Watcher.NOBODY);
    }

    private Rehearsal whole(KeptRelease candidate) throws InterruptedException {
        return new Rehearsals(database, InstantSource.system())
                .rehearse(candidate, Scope.WHOLE, Signature.of("bench"), Rehearsals.Watcher.NOBODY);
    }

    private double rehearse(KeptRelease candidate) throws Exception {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        Spent spent = Spent.from(database);
        Rehearsal found = whole(candidate);
        double peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        long differ =
                Bench.number(
                        database,
                        "select count(*) from rehearsed_engagement where rehearsal = "
                                + found.number());
        boolean old = candidate.inForce();
        if (old != (differ == 0)) {
            throw new IllegalStateException(differ + " engagements differ");
        }
        double seconds = found.millis() / 1_000.0;
        double ratio = liveSeconds / seconds;
        Bench.say(
                "rehearsal         %d events of %s in %.1f s, %d engagements differ; at most %.0f"
                        + " of %.0f MiB of heap (goal 1024); ratio %.1f (goal 5.0)",
                found.events(),
                old ? "what is in force" : "other rates",
                seconds,
                differ,
                peak / MEBIBYTE,
                Runtime.getRuntime().maxMemory() / MEBIBYTE,
                ratio);
        spent.say("rehearsal", found.events());
        return ratio;
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** Releases that an installation keeps. */
    private static final class Kept {

        static KeptRelease inForce(DataSource database, ReadResult.Released released) {
            new throughline.releases.AppliedReleases(database)
                    .inForceOr(released, InstantSource.system().instant());
            return new ReleaseStore(database).find(released.release().id()).orElseThrow();
        }

        static KeptRelease drafted(DataSource database, ReadResult.Released released) {
            return new ReleaseStore(database)
                    .draft(
                            released,
                            Signature.of("bench"),
                            "measured",
                            InstantSource.system().instant());
        }

        static void putInForce(DataSource database, KeptRelease release) {
            ReleaseStore store = new ReleaseStore(database);
            store.activate(
                    new ReleaseStore.Wanted(
                            store.inForce().map(throughline.releases.Activation::number),
                            release.id(),
                            throughline.releases.Activation.Kind.APPLIED,
                            Optional.empty(),
                            Signature.of("bench"),
                            Optional.empty()),
                    InstantSource.system().instant(),
                    () -> {});
        }
    }
}
