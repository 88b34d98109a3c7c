package throughline.contracts;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.OneTransaction;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.landscape.contract.VendorContract;
import tools.jackson.core.JacksonException;

/**
 * Counts what arrived otherwise than declared, beside the way on which messages are acknowledged
 * and decided. Every message is counted once, in the transaction that notes how far counting has
 * come: a crash repeats nothing and leaves nothing out, a record that comes twice is one message,
 * and sums do not depend on the order.
 *
 * <p><b>Threads</b>: any number, of any number of processes; one of them counts at a time.
 */
public final class Comparing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Comparing.class);
    private static final int CHUNK = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final JdbcClient database;
    private final OneTransaction transaction;
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final BooleanSupplier busy;
    private Optional<Thread> thread = Optional.empty();
    private Optional<Horizon> before = Optional.empty();
    private volatile Optional<Look> looked = Optional.empty();
    private volatile boolean closed;

    /** Under which release and on which day the weeks were last looked at. */
    private record Look(String release, LocalDate day) {}

    /**
     * Compares what a database keeps.
     *
     * @param busy while this holds, counting gives way
     */
    public Comparing(
            DataSource source,
            Supplier<Release> release,
            InstantSource clock,
            BooleanSupplier busy) {
        this.database = JdbcClient.create(source);
        this.transaction = new OneTransaction(source);
        this.release = release;
        this.clock = clock;
        this.busy = busy;
    }

    /** Goes on by itself from now on. */
    public Comparing started() {
        thread = Optional.of(Thread.ofPlatform().name("comparing").daemon().start(this::go));
        return this;
    }

    private void go() {
        while (!closed) {
            try {
                if (busy.getAsBoolean() || step() == 0) {
                    TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                }
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException e) {
                LOG.warn("comparing with contracts is tried again: {}", e.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(5);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /**
     * Counts everything that is durable now.
     *
     * @return how many messages were counted
     */
    public long catchUp() {
        if (release.get().contracts().isEmpty()) {
            return 0;
        }
        long counted = 0;
        long target = newest();
        while (progress() < target) {
            int now = step();
            counted += now;
            if (now == 0) {
                try {
                    TimeUnit.MILLISECONDS.sleep(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return counted;
                }
            }
        }
        return counted;
    }

    private long newest() {
        return database.sql("select coalesce(max(id), 0) from message").query(Long.class).single();
    }

    private long progress() {
        return database.sql("select message_id from drift_progress").query(Long.class).single();
    }

    /**
     * Numbers are given before transactions end, so a message may appear below one that was read.
     *
     * @param newest the newest message that was seen
     * @param transaction every transaction that could still bring an older one is below this
     */
    private record Horizon(long newest, long transaction) {}

    /**
     * Up to where no message can appear any more: what was the newest a while ago, when all
     * transactions of that time have ended.
     */
    private synchronized long safe() {
        Horizon now =
                database.sql(
                                """
                                select (select coalesce(max(id), 0) from message),
                                    pg_snapshot_xmax(pg_current_snapshot())::text::bigint
                                """)
                        .query((row, number) -> new Horizon(row.getLong(1), row.getLong(2)))
                        .single();
        long oldest =
                database.sql("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                        .query(Long.class)
                        .single();
        if (before.isEmpty() || oldest >= before.get().transaction()) {
            long safe = before.map(Horizon::newest).orElse(0L);
            before = Optional.of(now);
            return safe;
        }
        return 0;
    }

    private record Read(long id, String system, String type, Instant received, byte[] body) {}

    private int step() {
        Release now = release.get();
        if (now.contracts().isEmpty()) {
            return 0; // the first contract is held against all that was kept
        }
        long until = safe();
        return transaction.of(
                () -> {
                    List<Long> held =
                            database.sql(
                                            "select message_id from drift_progress for update skip"
                                                    + " locked")
                                    .query((row, number) -> row.getLong(1))
                                    .list();
                    if (held.isEmpty()) {
                        return 0;
                    }
                    int counted = until <= held.getFirst() ? 0 : count(held.getFirst(), until, now);
                    boolean caughtUp = until > 0 && counted < CHUNK;
                    if (caughtUp && (counted > 0 || turned(now))) {
                        new Telling(database).tellTrends(now, clock.instant());
                        looked = Optional.of(look(now));
                    }
                    return counted;
                });
    }

    /** A system that fell silent sends nothing that would make anybody look. */
    private boolean turned(Release now) {
        return !looked.equals(Optional.of(look(now)));
    }

    private Look look(Release now) {
        return new Look(now.id(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private int count(long after, long until, Release now) {
        String[] systems =
                now.contracts().stream().map(VendorContract::system).toArray(String[]::new);
        Tally tally = new Tally();
        List<Read> read =
                systems.length == 0
                        ? List.of()
                        : database.sql(
                                        """
                                        select id, system, type, received_at, body from message
                                        where id > ? and id <= ? and system = any(?)
                                        order by id limit ?
                                        """)
                                .params(after, until, systems, CHUNK)
                                .query(
                                        (row, number) ->
                                                new Read(
                                                        row.getLong(1),
                                                        row.getString(2),
                                                        row.getString(3),
                                                        row.getTimestamp(4).toInstant(),
                                                        row.getBytes(5)))
                                .list();
        for (Read each : read) {
            Optional<VendorContract> contract = now.contract(each.system());
            if (contract.isPresent() && contract.get().covers(each.type())) {
                object(each.body()).ifPresent(raw -> compare(each, contract.get(), raw, tally));
            }
        }
        DriftStore store = new DriftStore(database);
        store.add(tally);
        new Telling(database).tell(tally, now, clock.instant());
        long reached = read.size() == CHUNK ? read.getLast().id() : until;
        database.sql("update drift_progress set message_id = ?").param(reached).update();
        return read.isEmpty() ? 0 : read.size();
    }

    private static Optional<Map<String, Object>> object(byte[] body) {
        try {
            return Optional.of(RawJson.object(body));
        } catch (JacksonException | RawJson.NoObjectException unreadable) {
            return Optional.empty(); // whoever decides puts it aside and says why
        }
    }

    private static void compare(
            Read read, VendorContract contract, Map<String, Object> raw, Tally tally) {
        tally.record(
                new Tally.Kind(
                        read.system(), read.type(), week(read.received()), contract.fingerprint()),
                contract,
                raw,
                read.id());
    }

    /** The Monday of a point in time, in UTC. */
    static LocalDate week(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    public void close() {
        closed = true;
        thread.ifPresent(Thread::interrupt);
    }
}
