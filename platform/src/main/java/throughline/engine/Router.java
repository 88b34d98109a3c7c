package throughline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.contracts.Holding;
import throughline.intake.Arrived;
import throughline.journal.Partitions;
import throughline.landscape.Release;

/**
 * Takes messages up, as they arrive or from the inbox, and hands the work that they make to the
 * worker whose partition it is. What belongs to another node's partition is handed over through the
 * inbox.
 */
final class Router implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final int CHUNK = 512;
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final long UNDER_WAY_MILLIS = 10;

    private final DataSource database;
    private final Leases leases;
    private final Flow flow;
    private final Supplier<Release> release;
    private final List<Worker> workers;
    private final KnownRecords records;
    private final KnownEngagements engagements;
    private final Translator translator;
    private long scannedUntil;
    private volatile boolean closed;
    private volatile boolean confused;

    Router(
            DataSource database,
            Leases leases,
            Flow flow,
            Supplier<Release> release,
            List<Worker> workers) {
        this.database = database;
        this.leases = leases;
        this.flow = flow;
        this.release = release;
        this.workers = workers;
        this.records = new KnownRecords(database);
        this.engagements = new KnownEngagements(database);
        this.translator = new Translator(records, engagements, Holding.live(database));
    }

    KnownRecords records() {
        return records;
    }

    /** Something that was counted on did not come to be: looks everything up anew. */
    void confused() {
        confused = true;
    }

    void close() {
        closed = true;
    }

    @Override
    public void run() {
        while (!closed) {
            List<Arrived> chunk = List.of();
            try {
                chunk = next();
                if (!chunk.isEmpty()) {
                    route(chunk);
                }
            } catch (InterruptedException e) {
                closed = true;
            } catch (SQLException | RuntimeException e) {
                LOG.warn("routing is tried again: {}", e.toString(), e);
                abandon(chunk);
            }
        }
    }

    private void abandon(List<Arrived> chunk) {
        flow.over(chunk.stream().map(each -> new Work.Ignored(each, "")).toList());
        flow.fellBehind();
        records.clear();
        engagements.clear();
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private List<Arrived> next() throws InterruptedException, SQLException {
        @Nullable List<Arrived> told = flow.next(flow.isBehind() ? 0 : LOOK_AGAIN_MILLIS);
        if (told != null) {
            List<Arrived> chunk = new ArrayList<>(told);
            while (chunk.size() < CHUNK) {
                List<Arrived> more = flow.next(0);
                if (more == null) {
                    break;
                }
                chunk.addAll(more);
            }
            return chunk;
        }
        return scan();
    }

    private List<Arrived> scan() throws SQLException, InterruptedException {
        if (leases.partitions().isEmpty()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            return List.of();
        }
        List<Arrived> found;
        try (Connection connection = database.getConnection()) {
            found = InboxStore.scan(connection, scannedUntil, leases.partitions(), CHUNK);
        }
        if (found.size() == CHUNK) {
            scannedUntil = found.getLast().id();
        } else {
            // Numbers are given before transactions end: begin at the front again for the late
            // ones.
            scannedUntil = 0;
            flow.caughtUp();
        }
        List<Arrived> fresh = flow.takeUp(found);
        if (fresh.isEmpty() && !found.isEmpty()) {
            // All of it is under way: reading it again at once would find the same.
            Thread.sleep(UNDER_WAY_MILLIS);
        }
        return fresh;
    }

    private void route(List<Arrived> chunk) throws SQLException, InterruptedException {
        if (confused) {
            confused = false;
            records.clear();
            engagements.clear();
        }
        records.refresh(leases.holdsAll());
        List<Work> foreign = new ArrayList<>();
        for (Work work : translated(chunk)) {
            int partition = Partitions.of(work.owner());
            if (leases.holds(partition)) {
                workers.get(partition % workers.size()).put(work);
            } else {
                foreign.add(work);
            }
        }
        handOver(foreign);
    }

    /** One message that makes translating fail is put aside alone; the others go on. */
    private List<Work> translated(List<Arrived> chunk) {
        try {
            return translator.translate(chunk, release.get());
        } catch (RuntimeException e) {
            if (DatabaseTroubleException.passes(e)) {
                throw e;
            }
            if (chunk.size() > 1) {
                List<Work> works = new ArrayList<>();
                chunk.forEach(each -> works.addAll(translated(List.of(each))));
                return works;
            }
            LOG.error("{} cannot be translated", chunk.getFirst().key(), e);
            return List.of(Work.Shelved.incident(chunk.getFirst(), e));
        }
    }

    private void handOver(List<Work> works) throws SQLException {
        if (works.isEmpty()) {
            return;
        }
        throughline.journal.Columns rows = new throughline.journal.Columns("int8", "int2");
        works.forEach(work -> rows.row(work.messageId(), Partitions.of(work.owner())));
        try (Connection connection = database.getConnection()) {
            rows.update(
                    connection,
                    "update inbox i set partition = r.p from unnest(?::int8[], ?::int2[]) as r(id,"
                            + " p) where i.message_id = r.id");
        }
        flow.over(works);
    }
}
