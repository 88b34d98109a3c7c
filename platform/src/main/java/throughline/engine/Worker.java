package throughline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.journal.Columns;
import throughline.journal.EngagementStore;
import throughline.journal.JournalBatch;
import throughline.journal.KeptRecord;
import throughline.journal.Partitions;
import throughline.journal.RateStore;
import throughline.journal.RecordStore;
import throughline.landscape.Release;
import throughline.observed.RecordKey;

/**
 * Decides the work of its partitions, one batch and one transaction after another. A batch that
 * fails is tried again from the database; one that fails for itself is halved until the message
 * that does it is alone, and that one is put aside as an incident.
 */
final class Worker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int WAITING = 4_096;

    private final DataSource database;
    private final Leases leases;
    private final Flow flow;
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final Aftermath aftermath;
    private final int batch;
    private final Periods periods;
    private final GivingWay givingWay;
    private final ArrayBlockingQueue<Work> queue = new ArrayBlockingQueue<>(WAITING);
    private final Map<EngagementId, Engagement> cache;
    private volatile boolean distrust;
    private volatile boolean closed;

    Worker(
            DataSource database,
            Leases leases,
            Flow flow,
            Supplier<Release> release,
            Aftermath aftermath,
            Settings settings) {
        this.database = database;
        this.leases = leases;
        this.flow = flow;
        this.release = release;
        this.aftermath = aftermath;
        this.clock = settings.clock();
        this.batch = settings.batch();
        this.periods = settings.periods();
        this.givingWay = settings.givingWay();
        int most = settings.cached();
        this.cache =
                new LinkedHashMap<>(1024, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(
                            Map.Entry<EngagementId, Engagement> eldest) {
                        return size() > most;
                    }
                };
    }

    /** What all workers of an engine share. */
    record Settings(
            InstantSource clock, int batch, int cached, Periods periods, GivingWay givingWay) {}

    /** Hands work in; waits while there is too much. */
    void put(Work work) throws InterruptedException {
        queue.put(work);
    }

    /** Hands work in unless there is too much. */
    boolean offer(Work work) {
        return queue.offer(work);
    }

    /** Another node may have written for a partition that is ours now: states are loaded anew. */
    void distrust() {
        distrust = true;
    }

    void close() {
        closed = true;
    }

    @Override
    public void run() {
        List<Work> works = new ArrayList<>(batch);
        while (!closed) {
            try {
                works.clear();
                Work first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    works.add(first);
                    queue.drainTo(works, batch - 1);
                    long began = System.nanoTime();
                    decide(works);
                    givingWay.after(System.nanoTime() - began);
                }
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private void decide(List<Work> works) throws InterruptedException {
        if (distrust) {
            distrust = false;
            cache.clear();
        }
        try {
            attempt(works);
        } catch (LeaseLostException e) {
            cache.clear();
            flow.lost(works);
        } catch (SQLException e) {
            failed(works, e, DatabaseTroubleException.passes(e));
        } catch (RuntimeException e) {
            failed(works, e, DatabaseTroubleException.passes(e));
        }
    }

    private void failed(List<Work> works, Exception trouble, boolean passes)
            throws InterruptedException {
        forget(works);
        if (!passes) {
            halve(works, trouble);
            return;
        }
        LOG.warn("a batch is tried again: {}", trouble.getMessage());
        TimeUnit.MILLISECONDS.sleep(200);
        if (closed) {
            flow.over(works);
        } else {
            decide(works);
        }
    }

    private void forget(List<Work> works) {
        for (Work work : works) {
            EngagementId id = engagement(work);
            if (id != null) {
                cache.remove(id);
            }
        }
    }

    private void halve(List<Work> works, Exception trouble) throws InterruptedException {
        if (works.size() > 1) {
            int half = works.size() / 2;
            decide(new ArrayList<>(works.subList(0, half)));
            decide(new ArrayList<>(works.subList(half, works.size())));
            return;
        }
        Work work = works.getFirst();
        LOG.error("{} cannot be decided", work.owner(), trouble);
        if (incident(work, trouble) instanceof Work.Shelved incident
                && !(work instanceof Work.Shelved)) {
            decide(List.of(incident));
        } else {
            flow.over(works);
        }
    }

    private static @org.jspecify.annotations.Nullable Work incident(Work work, Exception trouble) {
        return switch (work) {
            case Work.Observed(var message, _, _, _, _, _, _) ->
                    Work.Shelved.incident(message, trouble);
            case Work.Mastered(var message, _, _, _) -> Work.Shelved.incident(message, trouble);
            case Work.GivenUp(_, var then) -> Work.Shelved.incident(then.message(), trouble);
            case Work.Shelved _, Work.Ignored _, Work.Signalled _ -> null;
        };
    }

    private void attempt(List<Work> works) throws SQLException {
        BatchRun<JournalBatch> run;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                byKeys(connection);
                leases.check(connection, partitions(works));
                run = decided(connection, works);
                write(connection, run);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            periods.note(run.records.kept().keySet());
            cache.putAll(run.reached());
            flow.batches.incrementAndGet();
            flow.decided.addAndGet(works.size());
            flow.events.addAndGet(run.journal.size());
            flow.outdated.addAndGet(run.outdated);
            aftermath.follow(connection, run);
        }
        // Those that go on to another engagement are still under way.
        Set<Long> onTheirWay = new TreeSet<>();
        run.moved.forEach(each -> onTheirWay.add(each.messageId()));
        run.after.forEach(each -> onTheirWay.add(each.messageId()));
        flow.over(
                works.stream()
                        .filter(
                                work ->
                                        work.messageId() == 0
                                                || !onTheirWay.contains(work.messageId()))
                        .toList());
        run.moved.forEach(aftermath::goOn);
        run.after.forEach(aftermath::goOn);
    }

    /**
     * All statements of a batch look rows up by their keys. Plans are kept for long: one that was
     * made while a table was small would read all of it when it has grown.
     */
    private static void byKeys(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "set local enable_seqscan = off; set local enable_hashjoin = off;"
                            + " set local enable_mergejoin = off");
        }
    }

    private static Set<Integer> partitions(List<Work> works) {
        Set<Integer> partitions = new TreeSet<>();
        works.forEach(work -> partitions.add(Partitions.of(work.owner())));
        return partitions;
    }

    private BatchRun<JournalBatch> decided(Connection connection, List<Work> works)
            throws SQLException {
        Set<RecordKey> keys = new LinkedHashSet<>();
        Set<EngagementId> missing = new LinkedHashSet<>();
        Map<EngagementId, Engagement> states = new HashMap<>();
        for (Work work : works) {
            RecordKey key = key(work);
            if (key != null) {
                keys.add(key);
            }
            EngagementId id = engagement(work);
            if (id != null) {
                Engagement cached = cache.get(id);
                if (cached == null) {
                    missing.add(id);
                } else {
                    states.put(id, cached);
                }
            }
        }
        if (!missing.isEmpty()) {
            states.putAll(EngagementStore.load(connection, missing));
        }
        Map<RecordKey, KeptRecord> records = RecordStore.find(connection, keys, true);
        Instant now = clock.instant();
        Release current = release.get();
        BatchRun<JournalBatch> run =
                new BatchRun<>(
                        current,
                        periods.current(),
                        now,
                        states,
                        new RecordsInHand(records, shelf(connection)),
                        new JournalBatch(Engine.shortId(current)));
        works.forEach(run::decide);
        run.conclude();
        return run;
    }

    private static RecordsInHand.Shelf shelf(Connection connection) {
        return (id, worked, besides) -> {
            try {
                return RecordStore.time(connection, id.value(), worked, besides);
            } catch (SQLException e) {
                throw new DatabaseTroubleException(e);
            }
        };
    }

    private static @org.jspecify.annotations.Nullable EngagementId engagement(Work work) {
        return switch (work) {
            case Work.Observed observed -> observed.engagement();
            case Work.Signalled signalled -> signalled.engagement();
            case Work.GivenUp givenUp -> givenUp.by();
            case Work.Mastered _, Work.Shelved _, Work.Ignored _ -> null;
        };
    }

    private static @org.jspecify.annotations.Nullable RecordKey key(Work work) {
        return switch (work) {
            case Work.Observed observed -> observed.record().key();
            case Work.Mastered mastered -> mastered.record().key();
            case Work.GivenUp givenUp -> givenUp.then().record().key();
            case Work.Shelved _, Work.Ignored _, Work.Signalled _ -> null;
        };
    }

    private void write(Connection connection, BatchRun<JournalBatch> run) throws SQLException {
        run.journal.write(connection, run.records.kept().values());
        Map<RecordKey, Long> approved = new LinkedHashMap<>();
        run.records.approved().forEach((unit, each) -> approved.put(unit, each.sequence()));
        RecordStore.approve(connection, approved);
        RateStore.keep(connection, run.published.values());
        WatchStore.keep(connection, run.watches, run.now);
        InboxStore.park(connection, run.shelved, clock.instant());
        InboxStore.ignore(connection, run.ignored);
        InboxStore.settled(connection, run.settled);
        InboxStore.done(connection, run.done);
        if (!run.decisions.isEmpty()) {
            Columns taken = new Columns("int8");
            run.decisions.forEach(taken::row);
            taken.update(
                    connection, "update decision set taken_at = now() where id = any(?::int8[])");
        }
    }
}
