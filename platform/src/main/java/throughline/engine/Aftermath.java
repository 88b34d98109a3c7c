package throughline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.correlation.Trace;
import throughline.dispatch.Handover;
import throughline.journal.Columns;
import throughline.journal.KeptRecord;
import throughline.journal.RecordStore;
import throughline.observed.Cause;
import throughline.observed.RecordKey;

/**
 * What a committed batch sets in motion: tells dispatch, takes up again what waited for something
 * that is there now, and tells whoever rests on a record that changed. All of it is found again
 * after a crash, by comparing tables, so nothing here need be durable.
 *
 * <p><b>Threads</b>: called by all workers.
 */
final class Aftermath {

    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

    private final Leases leases;
    private final Flow flow;
    private final Handover handover;
    private final InstantSource clock;
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final Set<String> watchedKinds = ConcurrentHashMap.newKeySet();
    private final Set<RecordKey> parkedKeys = ConcurrentHashMap.newKeySet();
    private final AtomicLong missed = new AtomicLong();
    private volatile long madeUp;
    private List<Worker> workers = List.of();
    private java.util.function.Consumer<RecordKey> changed = key -> {};

    Aftermath(Leases leases, Flow flow, Handover handover, InstantSource clock) {
        this.clock = clock;
        this.leases = leases;
        this.flow = flow;
        this.handover = handover;
    }

    /** Closes the circle of those who know each other. */
    void meet(List<Worker> all, java.util.function.Consumer<RecordKey> recordsChanged) {
        this.workers = all;
        this.changed = recordsChanged;
    }

    /** Whether somebody could not be told yet: there was no room, or the database failed. */
    boolean isBehind() {
        return missed.get() != madeUp;
    }

    /** Learns what is awaited and watched, and does what a crash left undone, or a full queue. */
    void resume(Connection connection) throws SQLException {
        long before = missed.get();
        awaited.addAll(InboxStore.awaited(connection));
        parkedKeys.addAll(InboxStore.parkedKeys(connection));
        watchedKinds.addAll(WatchStore.kinds(connection));
        takeUp(connection, InboxStore.arrived(connection, List.copyOf(awaited)));
        tell(connection, WatchStore.allStale(connection), clock.instant());
        madeUp = before;
    }

    void follow(Connection connection, BatchRun<?> run) {
        for (BatchRun.Planned each : run.planned) {
            handover.planned(each.engagement(), each.action(), each.trace());
        }
        run.concluded.forEach(handover::concluded);
        try {
            release(connection, run);
            supersede(connection, run);
            tellWatchers(connection, run);
        } catch (SQLException e) {
            missed.incrementAndGet();
            LOG.warn("what a batch set in motion is found again later: {}", e.getMessage());
        }
    }

    private void tellWatchers(Connection connection, BatchRun<?> run) throws SQLException {
        Set<Seen> seen = new LinkedHashSet<>();
        run.watches.forEach(
                (watching, message) -> {
                    seen.add(new Seen(watching.watched(), message));
                    watchedKinds.add(kind(watching.watched()));
                });
        Set<RecordKey> moved = new LinkedHashSet<>();
        if (!seen.isEmpty()) {
            moved.addAll(WatchStore.moved(connection, seen));
        }
        for (RecordKey key : run.records.kept().keySet()) {
            if (watchedKinds.contains(kind(key))) {
                moved.add(key);
            }
        }
        if (!moved.isEmpty()) {
            tell(connection, WatchStore.stale(connection, moved), run.now);
        }
    }

    private void release(Connection connection, BatchRun<?> run) throws SQLException {
        Set<String> mine = new LinkedHashSet<>();
        for (Work.Shelved each : run.shelved) {
            mine.addAll(each.waitsFor());
            parkedKeys.add(each.message().key());
        }
        // First known to be awaited, then looked for: whoever comes in between sees the one or the
        // other.
        awaited.addAll(mine);
        Set<String> there = new LinkedHashSet<>();
        if (!mine.isEmpty()) {
            there.addAll(InboxStore.arrived(connection, mine));
        }
        if (!awaited.isEmpty()) {
            run.records.kept().keySet().stream()
                    .map(RecordKey::toString)
                    .filter(awaited::contains)
                    .forEach(there::add);
            run.linked.stream().map(key -> "@" + key).filter(awaited::contains).forEach(there::add);
        }
        takeUp(connection, there);
    }

    private void takeUp(Connection connection, Collection<String> there) throws SQLException {
        if (there.isEmpty() || leases.partitions().isEmpty()) {
            return;
        }
        there.stream()
                .filter(key -> !key.startsWith("@"))
                .map(key -> key.split(":", 3))
                .forEach(parts -> changed.accept(new RecordKey(parts[0], parts[1], parts[2])));
        there.forEach(awaited::remove);
        if (InboxStore.unpark(connection, there, leases.partitions().iterator().next()) > 0) {
            flow.fellBehind();
        }
    }

    /** An older version that was put aside is of no use once a newer one was taken in. */
    private void supersede(Connection connection, BatchRun<?> run) throws SQLException {
        if (parkedKeys.isEmpty()) {
            return;
        }
        Columns rows = new Columns("text", "text", "text", "int8");
        for (KeptRecord record : run.records.kept().values()) {
            if (parkedKeys.contains(record.key())) {
                RecordKey key = record.key();
                rows.row(key.system(), key.type(), key.id(), record.messageId());
            }
        }
        InboxStore.supersede(connection, rows);
    }

    /** Tells watchers: engagements by a signal, messages by being translated again. */
    private void tell(Connection connection, List<WatchStore.Stale> stale, Instant takenIn)
            throws SQLException {
        if (stale.isEmpty()) {
            return;
        }
        Unseen.keep(connection, stale, takenIn);
        Set<RecordKey> references = new LinkedHashSet<>();
        List<Long> again = new ArrayList<>();
        for (WatchStore.Stale each : stale) {
            if (each.messageId() == 0) {
                references.add(each.watched());
            } else {
                again.add(each.messageId());
            }
        }
        translateAgain(connection, again);
        if (references.isEmpty()) {
            return;
        }
        var records = RecordStore.find(connection, references, false);
        Map<Long, Trace> traces =
                InboxStore.traces(
                        connection, records.values().stream().map(KeptRecord::messageId).toList());
        for (WatchStore.Stale each : stale) {
            KeptRecord record = records.get(each.watched());
            if (each.messageId() == 0 && record != null) {
                known(each, record, traces);
            }
        }
    }

    private void known(WatchStore.Stale stale, KeptRecord record, Map<Long, Trace> traces) {
        Cause cause = new Cause(record.messageId(), record.key().toString());
        Work.Signalled work =
                new Work.Signalled(
                        new throughline.engagement.EngagementId(stale.watcher()),
                        new throughline.engagement.Signal.ReferenceKnown(
                                record.record(), cause, clock.instant()),
                        "reference " + record.key(),
                        0,
                        java.util.Optional.of(new Seen(record.key(), record.messageId())),
                        traces.getOrDefault(
                                record.messageId(), Trace.named(record.key().toString())));
        // A record may have more watchers than there is room for; other nodes look for themselves.
        if (!signal(work) && leases.holds(throughline.journal.Partitions.of(work.owner()))) {
            missed.incrementAndGet();
        }
    }

    private void translateAgain(Connection connection, List<Long> messages) throws SQLException {
        if (messages.isEmpty() || leases.partitions().isEmpty()) {
            return;
        }
        Columns rows = new Columns("int8");
        messages.stream().distinct().forEach(rows::row);
        rows.update(
                connection,
                "insert into inbox (message_id, partition) select id, "
                        + leases.partitions().iterator().next()
                        + " from unnest(?::int8[]) as r(id) order by id on conflict do nothing");
        flow.fellBehind();
    }

    /** Work that follows from other work; what finds no room is found again in the inbox. */
    void goOn(Work work) {
        int partition = throughline.journal.Partitions.of(work.owner());
        if (!leases.holds(partition) || !workers.get(partition % workers.size()).offer(work)) {
            flow.over(List.of(work));
            flow.fellBehind();
        }
    }

    /** A signal to an engagement; false when it cannot be taken now. */
    boolean signal(Work.Signalled signal) {
        int partition = throughline.journal.Partitions.of(signal.owner());
        if (!leases.holds(partition)) {
            return false;
        }
        flow.signalled();
        if (!workers.get(partition % workers.size()).offer(signal)) {
            flow.over(List.of(signal));
            return false;
        }
        return true;
    }

    private static String kind(RecordKey key) {
        return key.system() + ":" + key.type();
    }
}
