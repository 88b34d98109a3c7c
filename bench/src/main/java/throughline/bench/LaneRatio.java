package throughline.bench;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import throughline.align.Action;
import throughline.connectors.Connector;
import throughline.correlation.Trace;
import throughline.dispatch.Dispatch;
import throughline.dispatch.Lanes;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/**
 * How much of what a vendor's latency allows one lane carries through with a thousand writes under
 * way, and what memory that takes; and how long it takes to catch up after a vendor was away. Over
 * HTTP, to a vendor in a process of its own, each write claimed and concluded durably.
 */
final class LaneRatio {

    private static final int AT_ONCE = 1_000;
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final double GOAL = 0.95;
    private static final double GOAL_MEBIBYTES = 100;
    private static final double MEBIBYTE = 1024 * 1024;

    /** An hour is half a minute: every wait of ours is shortened with it. */
    private static final int FASTER = 120;

    private static final Duration HOUR = Duration.ofHours(1).dividedBy(FASTER);
    private static final int RECOVERING = 200;
    private static final Duration RECOVERING_LATENCY = Duration.ofMillis(100);
    private static final double RECOVERY_GOAL = 1.1;

    private static final Trace TRACE = Trace.named("bench");

    private LaneRatio() {}

    static void throughput(DataSource database, Release release, int writes) throws Exception {
        SystemDeclaration psa = declared(release, Map.of("concurrency", AT_ONCE));
        try (Vendor vendor = Vendor.start(0, LATENCY, 0);
                Connector connector = PollCost.connector(psa, vendor.address());
                Planned planned = new Planned(database);
                Dispatch dispatch = dispatch(database, planned, psa, connector)) {
            double before = memory();
            dispatch.start();
            hand(planned, dispatch, writes);
            planned.await(writes / 2, Duration.ofMinutes(2));
            double during = memory();
            planned.awaitAll(Duration.ofMinutes(2));
            WarmUp.rounds(
                    round -> {
                        hand(planned, dispatch, writes / 2);
                        planned.awaitAll(Duration.ofMinutes(2));
                    });
            Spent spent = Spent.from(database);
            long start = hand(planned, dispatch, writes);
            planned.awaitAll(Duration.ofMinutes(2));
            double perSecond = writes / Bench.seconds(start);
            double allowed = AT_ONCE / (LATENCY.toMillis() / 1e3);
            // The last ones are waited for whole, which no lane can help.
            double best = writes / (writes / allowed + LATENCY.toMillis() / 1e3);
            Bench.say(
                    "lane              %d writes at once to a vendor that takes %d ms: %.0f a"
                        + " second of %.0f that this allows for %d, %.1f%% (goal %.0f%%); %.0f MiB"
                        + " more memory (goal %.0f)",
                    AT_ONCE,
                    LATENCY.toMillis(),
                    perSecond,
                    best,
                    writes,
                    100 * perSecond / best,
                    100 * GOAL,
                    during - before,
                    GOAL_MEBIBYTES);
            spent.say("lane", writes);
        }
    }

    /** Plans writes and hands them over; tells when that began. */
    private static long hand(Planned planned, Dispatch dispatch, int writes) throws SQLException {
        List<Action> actions = planned.plan(writes);
        long start = System.nanoTime();
        actions.forEach(each -> dispatch.planned(Planned.deal(), each, TRACE));
        return start;
    }

    static void outage(DataSource database, Release release, int writes) throws Exception {
        Map<String, Object> limits =
                Map.of(
                        "concurrency",
                        RECOVERING,
                        "backoffMillis",
                        Math.max(1, 1_000 / FASTER),
                        "longestBackoffMillis",
                        300_000 / FASTER,
                        "longestBreakMillis",
                        60_000 / FASTER);
        SystemDeclaration psa = declared(release, limits);
        Vendor first = Vendor.start(0, RECOVERING_LATENCY, 0);
        int port = first.port();
        try (Connector connector = PollCost.connector(psa, first.address());
                Planned planned = new Planned(database);
                Dispatch dispatch = dispatch(database, planned, psa, connector)) {
            int warm = writes / 5;
            List<Action> actions = planned.plan(writes + warm);
            Bench.settle(database);
            dispatch.start();
            actions.subList(0, warm).forEach(each -> dispatch.planned(Planned.deal(), each, TRACE));
            planned.await(warm, Duration.ofMinutes(2));
            first.close();
            long away = System.nanoTime();
            actions.subList(warm, writes + warm)
                    .forEach(each -> dispatch.planned(Planned.deal(), each, TRACE));
            Thread.sleep(HOUR);
            long tried = dispatch.lanes().getFirst().sent() - warm;
            try (Vendor again = Vendor.start(port, RECOVERING_LATENCY, 0)) {
                double gone = Bench.seconds(away);
                long back = System.nanoTime();
                planned.await((long) writes + warm, Duration.ofMinutes(3));
                double took = Bench.seconds(back);
                double allowed =
                        writes * RECOVERING_LATENCY.toMillis() / 1e3 / RECOVERING
                                + RECOVERING_LATENCY.toMillis() / 1e3;
                Bench.say(
                        "outage            %d writes waited %.0f s (an hour, %d times as fast) for"
                            + " %s, which was tried %d times meanwhile; done %.1f s after it was"
                            + " back, of %.1f s that %d at once of %d ms take, %.2f times (goal"
                            + " %.1f)",
                        writes,
                        gone,
                        FASTER,
                        again.address(),
                        tried,
                        took,
                        allowed,
                        RECOVERING,
                        RECOVERING_LATENCY.toMillis(),
                        took / allowed,
                        RECOVERY_GOAL);
            }
        } finally {
            first.close();
        }
    }

    private static Dispatch dispatch(
            DataSource database, Planned planned, SystemDeclaration psa, Connector connector) {
        Dispatch dispatch =
                new Lanes(database, planned, partition -> true, InstantSource.system())
                        .open(List.of(psa), Map.of("psa", connector));
        planned.telling(dispatch);
        return dispatch;
    }

    private static SystemDeclaration declared(Release release, Map<String, Object> limits) {
        SystemDeclaration psa =
                release.systems().stream()
                        .filter(system -> system.name().equals("psa"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Object> settings = new HashMap<>(psa.settings());
        settings.put("limits", limits);
        return new SystemDeclaration(
                psa.name(),
                psa.role(),
                psa.connector(),
                psa.mode(),
                psa.entities(),
                psa.units(),
                psa.writes(),
                psa.owner(),
                settings);
    }

    /** What is alive on the heap, and buffers beside it, in MiB. */
    private static double memory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long buffers =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        return (heap + buffers) / MEBIBYTE;
    }
}
