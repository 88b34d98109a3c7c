package throughline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.dispatch.Handover;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.intake.Arrived;
import throughline.landscape.Release;

/**
 * Decides what arrives, in this process, for the partitions that it holds.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class Engine implements AutoCloseable {

    private final DataSource database;
    private final InstantSource clock;
    private final Flow flow = new Flow();
    private final Leases leases;
    private final AtomicReference<Release> release;
    private final Aftermath aftermath;
    private final Periods periods;
    private final GivingWay givingWay = new GivingWay();
    private final Router router;
    private final List<Worker> workers = new ArrayList<>();
    private final Timer timer;
    private final List<Thread> threads = new ArrayList<>();
    private final Thread routing;
    private final Thread timing;

    /** An engine that begins to work. */
    public Engine(
            DataSource database,
            Release release,
            InstantSource clock,
            Handover handover,
            EngineOptions options) {
        this.database = database;
        this.clock = clock;
        this.release = new AtomicReference<>(release);
        this.leases = new Leases(database, options.lease());
        this.aftermath = new Aftermath(leases, flow, handover, clock);
        this.periods = new Periods(database, this.release::get);
        Worker.Settings settings =
                new Worker.Settings(
                        clock,
                        options.batch(),
                        Math.max(1, options.cachedEngagements() / options.workers()),
                        periods,
                        givingWay);
        for (int i = 0; i < options.workers(); i++) {
            workers.add(new Worker(database, leases, flow, this.release::get, aftermath, settings));
        }
        this.router = new Router(database, leases, flow, this.release::get, workers);
        aftermath.meet(workers, router.records()::forget);
        this.timer = new Timer(this, options);
        begin();
        for (int i = 0; i < workers.size(); i++) {
            threads.add(Thread.ofPlatform().name("worker-" + i).daemon().start(workers.get(i)));
        }
        this.routing = Thread.ofPlatform().name("router").daemon().start(router);
        this.timing = Thread.ofPlatform().name("engine-timer").daemon().start(timer);
    }

    private void begin() {
        try {
            leases.renew();
            try (Connection connection = database.getConnection()) {
                aftermath.resume(connection);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the engine cannot begin", e);
        }
    }

    /** The first twelve characters of a release's hash, as events name it. */
    public static String shortId(Release release) {
        return release.id().substring(0, Math.min(12, release.id().length()));
    }

    /** Leaves most of the machine to others while this holds: they are waited for. */
    public void giveWay(BooleanSupplier rushing) {
        givingWay.during(rushing);
    }

    /** Whether a living engine, of this process or another, works on a database. */
    public static boolean worksOn(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return Leases.othersAt(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database cannot be reached", e);
        }
    }

    /** Messages became durable. May be dropped: what is not told is found in the inbox. */
    public void arrived(List<Arrived> messages) {
        flow.arrived(messages);
    }

    /**
     * Hands a signal in that somebody will repeat if it is lost: the outcome of an action.
     *
     * @throws DataAccessResourceFailureException when it cannot be taken now
     */
    public void submit(EngagementId engagement, Signal signal) {
        String cause =
                switch (signal) {
                    case Signal.ActionEnded ended -> "action " + ended.action();
                    case Signal.ClockTicked tick -> "clock " + tick.today();
                    case Signal.Rederive _ -> "rederive";
                    case Signal.PersonDecided decided -> "decision of " + decided.by();
                    case Signal.RecordObserved _, Signal.ReferenceKnown _ -> "record";
                };
        if (!aftermath.signal(Work.Signalled.by(engagement, signal, cause))) {
            throw new DataAccessResourceFailureException(
                    "the engine is busy or does not work for " + engagement + " now");
        }
    }

    /** Decides under another release from now on; everything is derived again under it. */
    public void adopt(Release next) {
        release.set(next);
        router.confused();
        timer.adopted();
    }

    /** The release in force. */
    public Release release() {
        return release.get();
    }

    /** The partitions that are this engine's now. */
    public java.util.Collection<Integer> partitions() {
        return leases.partitions();
    }

    /**
     * Waits until nothing is left to do: no message in the inbox, no decision untaken.
     *
     * @return false when that did not come about in time
     */
    public boolean awaitQuiet(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            long taken = flow.everTaken();
            // A batch may set others in motion just after it has emptied the inbox, so the answer
            // of the database counts only when nothing was under way while it was asked.
            if (flow.isQuiet()
                    && !timer.isBehind()
                    && Quiet.is(database)
                    && !aftermath.isBehind()
                    && flow.isQuiet()
                    && flow.everTaken() == taken) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return false;
    }

    /** Moves the calendar to today for all engagements that wait for it, and waits for the end. */
    public void tick(Duration patience) throws InterruptedException {
        timer.tickAll();
        awaitQuiet(patience);
    }

    /** What it has done so far, for operators. */
    public Figures figures() {
        return new Figures(
                flow.decided.get(),
                flow.events.get(),
                flow.batches.get(),
                flow.outdated.get(),
                flow.underWay());
    }

    /**
     * Counts since the start.
     *
     * @param decided messages and signals
     * @param outdated older versions that came late and were left aside
     */
    public record Figures(long decided, long events, long batches, long outdated, int underWay) {}

    DataSource database() {
        return database;
    }

    Instant now() {
        return clock.instant();
    }

    Periods periods() {
        return periods;
    }

    Leases leases() {
        return leases;
    }

    Flow flow() {
        return flow;
    }

    boolean signal(Work.Signalled signal) {
        return aftermath.signal(signal);
    }

    Aftermath aftermath() {
        return aftermath;
    }

    void distrust() {
        workers.forEach(Worker::distrust);
        router.confused();
    }

    @Override
    public void close() {
        router.close();
        timer.close();
        join(routing);
        workers.forEach(Worker::close);
        threads.forEach(Engine::join);
        timing.interrupt();
        join(timing);
        try {
            leases.close();
        } catch (SQLException e) {
            // They run out by themselves.
            return;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
