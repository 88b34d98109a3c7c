package throughline.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.journal.StateCodec;
import throughline.journal.Turns;

/**
 * What an engine does from time to time: renews its leases, takes up people's decisions, wakes
 * engagements whose day has come, derives again what was decided under another release.
 */
final class Timer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Timer.class);
    private static final Duration STEP = Duration.ofMillis(100);

    /** With more under way, those who could not be told would find no room again. */
    private static final int ROOM = 1_000;

    private static final Duration NET = Duration.ofSeconds(20);
    private static final Duration PERIODS = Duration.ofSeconds(1);
    private static final int MOST = 1_000;

    /** How long what was translated under the release before is waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How often a change of periods is told: decisions under way may not have seen it. */
    private static final int TELLINGS = 3;

    private static final String DECISIONS =
            """
            select id, engagement, verdict, by from decision
            where taken_at is null and partition = any(?) order by id limit 1000
            """;
    private static final String DUE =
            """
            select id, sequence from engagement
            where next_wake <= ? and partition = any(?) order by next_wake, id
            """;

    /** Those to whom it matters that a period was closed or opened. */
    private static final String PERIOD_BOUND =
            """
            select id, sequence from engagement
            where partition = any(?) and id in (
                select engagement from action
                where code is not null and status = 'rejected'
                    and kind in ('POST_INVOICE', 'POST_JOURNAL')
                union select engagement from exception_item
                where closed is null and code = 'no-open-period')
            order by id
            """;

    private static final String BEHIND =
            """
            select id, sequence from engagement
            where release <> ? and partition = any(?) order by id
            """;

    private final Engine engine;
    private final EngineOptions options;
    private final Again again;
    private final Map<String, Ticked> ticked = new HashMap<>();
    private int tellings;
    private final AtomicInteger adopted = new AtomicInteger(1);
    private volatile int rederived;
    private volatile long lossesMadeUp;
    private volatile boolean closed;

    Timer(Engine engine, EngineOptions options) {
        this.engine = engine;
        this.options = options;
        this.again = new Again(engine);
    }

    private record Ticked(LocalDate day, long sequence) {}

    void adopted() {
        adopted.incrementAndGet();
    }

    /** Whether somebody is still to be told that another release is in force. */
    boolean isBehind() {
        return adopted.get() != rederived || engine.flow().lossesOfSignals() != lossesMadeUp;
    }

    void close() {
        closed = true;
    }

    @Override
    public void run() {
        long renewed = System.nanoTime();
        long tickedAt = System.nanoTime();
        long netted = System.nanoTime();
        long periodsAt = System.nanoTime();
        while (!closed) {
            try {
                TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
                if (passed(renewed, options.lease().dividedBy(3))) {
                    renewed = System.nanoTime();
                    renew();
                }
                makeUpForLosses();
                takeDecisions();
                Duration every = options.tickEvery().orElse(null);
                if (every != null && passed(tickedAt, every)) {
                    tickedAt = System.nanoTime();
                    tickDue(today());
                }
                if (passed(periodsAt, PERIODS)) {
                    periodsAt = System.nanoTime();
                    followPeriods();
                }
                if (engine.aftermath().isBehind() && engine.flow().underWay() < ROOM) {
                    net();
                }
                if (!engine.leases().holdsAll() && passed(netted, NET)) {
                    netted = System.nanoTime();
                    net();
                }
                if (isBehind()) {
                    rederive();
                }
            } catch (InterruptedException e) {
                closed = true;
            } catch (SQLException | RuntimeException e) {
                LOG.warn("tried again soon: {}", e.toString());
            }
        }
    }

    private static boolean passed(long since, Duration time) {
        return System.nanoTime() - since > time.toNanos();
    }

    private void renew() throws SQLException {
        if (!engine.leases().renew().isEmpty()) {
            engine.distrust();
            net();
            forgetWhoWasTold();
        }
    }

    private void makeUpForLosses() {
        long losses = engine.flow().lossesOfSignals();
        if (losses != lossesMadeUp) {
            forgetWhoWasTold();
            lossesMadeUp = losses;
        }
    }

    /**
     * Whoever was told may not have heard, or the node before may not have come to telling them.
     * Who did hear is found to have nothing left to do.
     */
    private synchronized void forgetWhoWasTold() {
        ticked.clear();
        tellings = TELLINGS;
        adopted.incrementAndGet();
    }

    /** What another node left undone, or what it could not know. */
    private void net() throws SQLException {
        try (Connection connection = engine.database().getConnection()) {
            engine.aftermath().resume(connection);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(engine.now(), ZoneOffset.UTC);
    }

    private void takeDecisions() throws SQLException {
        List<Work.Signalled> found = new ArrayList<>();
        try (Connection connection = engine.database().getConnection();
                PreparedStatement statement = connection.prepareStatement(DECISIONS)) {
            statement.setArray(
                    1, connection.createArrayOf("int2", engine.leases().partitions().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(decision(rows));
                }
            }
        }
        for (Work.Signalled each : found) {
            if (engine.flow().takeUpDecision(each.decision()) && !engine.signal(each)) {
                engine.flow().leftAside(each.decision());
                return;
            }
        }
    }

    private Work.Signalled decision(ResultSet row) throws SQLException {
        long id = row.getLong(1);
        Signal.Verdict verdict = StateCodec.verdict(row.getBytes(3));
        String cause = "decision " + id + " of " + row.getString(4);
        return new Work.Signalled(
                new EngagementId(row.getString(2)),
                new Signal.PersonDecided(verdict, row.getString(4), engine.now()),
                cause,
                id,
                Optional.empty(),
                Trace.named(cause));
    }

    /** Wakes everybody whose day has come, until nobody is left whom it changes. */
    void tickAll() throws InterruptedException {
        LocalDate today = today();
        try {
            followPeriods();
            engine.awaitQuiet(Duration.ofMinutes(10));
            while (tickDue(today) > 0) {
                engine.awaitQuiet(Duration.ofMinutes(10));
            }
        } catch (SQLException e) {
            throw new DatabaseTroubleException(e);
        }
    }

    private synchronized void followPeriods() throws SQLException, InterruptedException {
        if (engine.periods().changed()) {
            tellings = TELLINGS;
        }
        if (tellings > 0) {
            tellings--;
            for (Due each : due(PERIOD_BOUND, Optional.empty())) {
                signal(each.engagement(), new Signal.Rederive(engine.now()), "accounting periods");
            }
        }
    }

    private synchronized int tickDue(LocalDate today) throws SQLException, InterruptedException {
        int woken = 0;
        for (Due due : due(DUE, Optional.of(today))) {
            Ticked now = new Ticked(today, due.sequence());
            if (!now.equals(ticked.get(due.engagement()))) {
                signal(
                        due.engagement(),
                        new Signal.ClockTicked(today, engine.now()),
                        "clock " + today);
                ticked.put(due.engagement(), now);
                woken++;
            }
        }
        return woken;
    }

    private void rederive() throws SQLException, InterruptedException {
        int now = adopted.get();
        String release = Engine.shortId(engine.release());
        List<Due> behind = due(BEHIND, Optional.of(release));
        // What was put aside may be decided now, also where no engagement is behind: a message
        // that nobody understood made none.
        if (!behind.isEmpty() || again.isUndone(release)) {
            engine.flow().awaitOver(engine.flow().messagesUnderWay(), PATIENCE);
            again.records(release);
            for (Due due : behind) {
                signal(due.engagement(), new Signal.Rederive(engine.now()), Turns.release(release));
            }
        }
        // Only now: what fails in between is done again.
        rederived = now;
    }

    private void signal(String engagement, Signal signal, String cause)
            throws InterruptedException {
        Work.Signalled work = Work.Signalled.by(new EngagementId(engagement), signal, cause);
        // Others go first: waking is never urgent.
        while (engine.flow().underWay() > MOST || !engine.signal(work)) {
            if (closed || !engine.leases().holds(throughline.journal.Partitions.of(engagement))) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private record Due(String engagement, long sequence) {}

    private List<Due> due(String sql, Optional<?> limit) throws SQLException {
        List<Due> found = new ArrayList<>();
        try (Connection connection = engine.database().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            if (limit.isPresent()) {
                statement.setObject(next++, limit.get());
            }
            statement.setArray(
                    next, connection.createArrayOf("int2", engine.leases().partitions().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Due(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        return found;
    }
}
