package throughline.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.engine.Replay;
import throughline.landscape.Release;
import throughline.rehearsal.Derivation.Elsewhere;

/**
 * Decides the whole kept history again, engagement by engagement, and keeps what differs.
 *
 * <p><b>Threads</b>: works on several of its own; one caller.
 */
public final class Rehearsing {

    /** One more than two processors: a fifth of the time each waits for the database. */
    private static final int THREADS = 3;

    /** Engagements are read together until they have as many events. */
    private static final long EVENTS_AT_ONCE = 8_000;

    private static final int ENGAGEMENTS_AT_ONCE = 400;

    private static final String ALL =
            "select id, sequence, coalesce(unit, '') from engagement order by id";

    private final DataSource database;
    private final Release release;
    private final InstantSource clock;
    private final Consumer<Progress> progress;
    private final BooleanSupplier cancelled;

    /** A rehearsal of a release on what a database keeps. */
    public Rehearsing(
            DataSource database,
            Release release,
            InstantSource clock,
            Consumer<Progress> progress,
            BooleanSupplier cancelled) {
        this.database = database;
        this.release = release;
        this.clock = clock;
        this.progress = progress;
        this.cancelled = cancelled;
    }

    /** Takes differences, from several threads. */
    @FunctionalInterface
    public interface Sink {
        /** These engagements differ so; what was told of them before does not count. */
        void differ(List<String> looked, List<Difference> differences);
    }

    /**
     * What was gone through.
     *
     * @param steps messages and signals that were decided again
     * @param whole false when it was cancelled
     */
    public record Extent(long engagements, long steps, long events, boolean whole) {}

    private final AtomicLong engagements = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    /**
     * Goes through everything in a scope.
     *
     * @throws InterruptedException when the caller is interrupted
     */
    public Extent run(Scope scope, Sink sink) throws InterruptedException {
        try {
            progress.accept(new Progress("reading", 0, 0));
            Replay replay = new Replay(database, release);
            Further further = further(replay);
            Derivation.Past past = new Derivation.Past(days(), Timeline.read(database, release));
            List<Difference> waiting = waiting(scope, further);
            if (!waiting.isEmpty()) {
                sink.differ(List.of(), waiting);
            }
            List<Batch> batches = batches(scope, further);
            Sink first = (_, found) -> sink.differ(List.of(), found);
            Set<Elsewhere> moved = new Round(further, past, batches, first).run();
            if (!moved.isEmpty() && !cancelled.getAsBoolean()) {
                further.add(moved);
                Set<String> reached = new HashSet<>();
                moved.forEach(each -> reached.add(each.to().value()));
                List<Batch> again = batches(reached.stream().sorted().toList());
                new Round(further, past, again, sink).run();
            }
            return new Extent(
                    engagements.get(), steps.get(), events.get(), !cancelled.getAsBoolean());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the history cannot be read", e);
        }
    }

    private Further further(Replay replay) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return reading(connection, () -> Further.read(connection, replay));
        }
    }

    private Days days() throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (Connection connection = database.getConnection()) {
            return Days.read(connection, today);
        }
    }

    private static List<Difference> waiting(Scope scope, Further further) {
        return further.changes().isEmpty() || !scope.isWhole()
                ? List.of()
                : List.of(
                        new Difference(
                                "",
                                "messages that wait",
                                "",
                                "",
                                List.of(),
                                further.changes(),
                                List.of()));
    }

    /** Some engagements, and how many events they have together. */
    private record Batch(List<String> ids, long events) {}

    private List<Batch> batches(Scope scope, Further further) throws SQLException {
        Set<String> fresh = new HashSet<>();
        further.roots().values().forEach(id -> fresh.add(id.value()));
        List<Batch> batches = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        long sum = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String id = rows.getString(1);
                fresh.remove(id);
                if (!scope.takes(id, rows.getString(3))) {
                    continue;
                }
                ids.add(id);
                sum += rows.getLong(2);
                if (sum >= EVENTS_AT_ONCE || ids.size() >= ENGAGEMENTS_AT_ONCE) {
                    batches.add(new Batch(List.copyOf(ids), sum));
                    ids.clear();
                    sum = 0;
                }
            }
        }
        if (scope.isWhole()) {
            ids.addAll(fresh.stream().sorted().toList());
        }
        if (!ids.isEmpty()) {
            batches.add(new Batch(List.copyOf(ids), sum));
        }
        return batches;
    }

    private static List<Batch> batches(List<String> ids) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += ENGAGEMENTS_AT_ONCE) {
            int to = Math.min(ids.size(), from + ENGAGEMENTS_AT_ONCE);
            batches.add(new Batch(ids.subList(from, to), 0));
        }
        return batches;
    }

    /** All reads of it see one moment. */
    private static <T> T reading(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        try {
            return work.done();
        } finally {
            connection.rollback();
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T done() throws SQLException;
    }

    /** Several threads that go through all batches. */
    private final class Round {
        private final Further further;
        private final Derivation.Past past;
        private final Sink sink;
        private final long total;
        private final ConcurrentLinkedQueue<Batch> left;
        private final Set<Elsewhere> moved = java.util.concurrent.ConcurrentHashMap.newKeySet();

        Round(Further further, Derivation.Past past, List<Batch> batches, Sink sink) {
            this.further = further;
            this.past = past;
            this.sink = sink;
            this.left = new ConcurrentLinkedQueue<>(batches);
            this.total = batches.stream().mapToLong(Batch::events).sum();
            done.set(0);
        }

        Set<Elsewhere> run() throws InterruptedException {
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < Math.min(THREADS, left.size()); i++) {
                    all.add(threads.submit(this::work));
                }
                for (Future<?> each : all) {
                    await(each);
                }
            }
            return moved;
        }

        private void await(Future<?> work) throws InterruptedException {
            try {
                work.get();
            } catch (ExecutionException failed) {
                left.clear();
                throw failed.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException("a rehearsal failed", failed.getCause());
            }
        }

        private void work() {
            Replay replay = new Replay(database, release);
            further.roots().forEach(replay::belongs);
            for (Batch batch = left.poll();
                    batch != null && !cancelled.getAsBoolean();
                    batch = left.poll()) {
                derive(replay, batch);
                progress.accept(new Progress("rehearsing", done.addAndGet(batch.events()), total));
            }
        }

        private void derive(Replay replay, Batch batch) {
            List<Difference> differences = new ArrayList<>();
            for (Kept kept : read(batch)) {
                Derivation.Outcome derived = Derivation.of(replay, past, kept);
                moved.addAll(derived.elsewhere());
                Difference difference = Comparison.of(kept, derived, release);
                if (!difference.isNone()) {
                    differences.add(difference);
                }
                engagements.incrementAndGet();
                steps.addAndGet(kept.steps().size());
                events.addAndGet(derived.events());
            }
            sink.differ(batch.ids(), differences);
        }

        private List<Kept> read(Batch batch) {
            try (Connection connection = database.getConnection()) {
                return reading(
                        connection,
                        () -> KeptStore.read(connection, batch.ids(), further.byEngagement()));
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("the history cannot be read", e);
            }
        }
    }
}
