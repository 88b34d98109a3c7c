package throughline.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.landscape.Release;

/**
 * Decides the whole kept history again, engagement by engagement, and keeps what differs.
 *
 * <p><b>Threads</b>: works on several of its own; one caller.
 */
final class Rehearsing {

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
    Rehearsing(
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
    interface Sink {
        /** These engagements differ so; what was told of them before does not count. */
        void differ(List<String> looked, List<Difference> differences);
    }

    /**
     * What was gone through.
     *
     * @param steps messages and signals that were decided again
     * @param whole false when it was cancelled
     * @param booked what stands in the books of those engagements
     */
    record Extent(
            long engagements,
            long steps,
            long events,
            boolean whole,
            Baseline baseline,
            Booked booked) {
        /** Nothing yet. */
        static final Extent NONE = new Extent(0, 0, 0, false, Baseline.BOOKS, new Booked());
    }

    private final AtomicLong engagements = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final Booked booked = new Booked();

    /**
     * Goes through everything in a scope.
     *
     * @throws InterruptedException when the caller is interrupted
     */
    Extent run(Scope scope, Sink sink) throws InterruptedException {
        try {
            progress.accept(new Progress("reading", 0, 0));
            Courses courses = courses();
            Further further = courses.rehearsed().further();
            List<Difference> waiting = waiting(scope, further);
            if (!waiting.isEmpty()) {
                sink.differ(List.of(), waiting);
            }
            List<Batch> batches = batches(scope, further);
            new Round(courses, batches, (_, found) -> sink.differ(List.of(), found), booked).run();
            Set<String> reached = courses.goOn();
            if (!reached.isEmpty() && !cancelled.getAsBoolean()) {
                new Round(courses, batches(List.copyOf(reached)), sink, new Booked()).run();
            }
            return new Extent(
                    engagements.get(),
                    steps.get(),
                    events.get(),
                    !cancelled.getAsBoolean(),
                    courses.inForce().isPresent() ? Baseline.BEGINNING : Baseline.BOOKS,
                    booked);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the history cannot be read", e);
        }
    }

    /**
     * How history goes under what is rehearsed, and what it is held against.
     *
     * @param inForce how it goes under what is in force; empty when the books tell that
     * @param life with what is rehearsed in the place of what is in force
     */
    private record Courses(
            Course rehearsed, Optional<Course> inForce, Derivation.Past life, Instant now) {

        /** Whether the same messages reach everybody on both. */
        boolean readAlike() {
            return inForce.map(rehearsed::readsAs).orElse(true);
        }

        /** Of which engagements may be found to stand as it brings them there. */
        List<String> throughout() {
            return Stream.concat(Stream.of(rehearsed), inForce.stream())
                    .filter(Course::isThroughout)
                    .map(course -> course.release().id())
                    .toList();
        }

        /** Whom messages were found to reach on one of them. */
        Set<String> goOn() {
            Set<String> reached = new TreeSet<>(rehearsed.goOn());
            inForce.ifPresent(course -> reached.addAll(course.goOn()));
            return reached;
        }
    }

    private Courses courses() throws SQLException {
        Timeline timeline = Timeline.read(database, release);
        try (Connection connection = database.getConnection()) {
            return OneMoment.of(connection, reads -> courses(reads, timeline));
        }
    }

    /** What reaches whom, seen at one moment on both: what comes in between differs on neither. */
    private Courses courses(Connection reads, Timeline timeline) throws SQLException {
        Instant now = clock.instant();
        Days days = Days.read(reads, LocalDate.ofInstant(now, ZoneOffset.UTC));
        Derivation.Past life = new Derivation.Past(days, timeline);
        Optional<Release> before = timeline.baseline();
        if (before.isEmpty()) {
            Course course = Course.of(reads, database, life);
            return new Courses(course, Optional.empty(), life, now);
        }
        return new Courses(
                Course.of(reads, database, throughout(days, release)),
                Optional.of(Course.of(reads, database, throughout(days, before.get()))),
                life,
                now);
    }

    private Derivation.Past throughout(Days days, Release one) {
        return new Derivation.Past(days, Timeline.throughout(database, one));
    }

    private static List<Difference> waiting(Scope scope, Further further) {
        return further.changes().isEmpty() || !scope.isWhole()
                ? List.of()
                : List.of(
                        new Difference(
                                "",
                                false,
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

    /** Several threads that go through all batches. */
    private final class Round {
        private final Courses courses;
        private final Sink sink;
        private final Booked booked;
        private final long total;
        private final ConcurrentLinkedQueue<Batch> left;
        private final boolean alike;

        Round(Courses courses, List<Batch> batches, Sink sink, Booked booked) {
            this.courses = courses;
            this.sink = sink;
            this.booked = booked;
            this.left = new ConcurrentLinkedQueue<>(batches);
            this.alike = courses.readAlike();
            this.total = batches.stream().mapToLong(Batch::events).sum();
            done.set(0);
        }

        void run() throws InterruptedException {
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < Math.min(THREADS, left.size()); i++) {
                    all.add(threads.submit(this::work));
                }
                for (Future<?> each : all) {
                    await(each);
                }
            }
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
            Walks walks =
                    new Walks(
                            courses.rehearsed().new Walk(),
                            courses.inForce().map(course -> course.new Walk()));
            for (Batch batch = left.poll();
                    batch != null && !cancelled.getAsBoolean();
                    batch = left.poll()) {
                derive(walks, batch);
                progress.accept(new Progress("rehearsing", done.addAndGet(batch.events()), total));
            }
        }

        /** One thread's ways through the courses. */
        private record Walks(Course.Walk rehearsed, Optional<Course.Walk> inForce) {}

        private void derive(Walks walks, Batch batch) {
            Map<String, Difference> differences = new LinkedHashMap<>();
            Both all = reading(connection -> both(connection, walks, batch.ids()));
            Before before = walks.inForce().map(walk -> before(walk, all)).orElse(Before.LIFE);
            booked.add(all.rehearsed().stream().map(kept -> kept.inForce().books()).toList());
            for (Kept kept : all.rehearsed()) {
                Derivation.Outcome derived = walks.rehearsed().derive(kept);
                Difference difference = Comparison.of(kept, before.of(kept), derived, release);
                if (!difference.isNone()) {
                    differences.put(kept.id().value(), difference);
                } else if (courses.rehearsed().isThroughout() && before.isLife(kept)) {
                    all.proven().note(release, kept, derived);
                }
                engagements.incrementAndGet();
                steps.addAndGet(kept.steps().size());
                events.addAndGet(derived.events());
            }
            if (!before.apart().isEmpty()) {
                for (Difference each : onward(walks.rehearsed(), before.apart())) {
                    differences.merge(each.engagement(), each, Difference::or);
                }
            }
            sink.differ(batch.ids(), List.copyOf(differences.values()));
            all.proven().keep(database);
        }

        /** What is kept of engagements, by what reaches them on each course. */
        private record Both(List<Kept> rehearsed, List<Kept> inForce, Proven proven) {}

        private Both both(Connection connection, Walks walks, List<String> ids)
                throws SQLException {
            List<Kept> rehearsed = walks.rehearsed().read(connection, ids);
            return new Both(
                    rehearsed,
                    alike || walks.inForce().isEmpty()
                            ? rehearsed
                            : walks.inForce().get().read(connection, ids),
                    Proven.of(connection, courses.throughout(), ids, courses.life().days()));
        }

        /** Of most it is known from earlier rehearsals that they stand where it brings them. */
        private Before before(Course.Walk walk, Both all) {
            Map<String, Standing> standings = new HashMap<>();
            for (Kept kept : all.inForce()) {
                if (all.proven().holds(walk.release(), kept)) {
                    continue;
                }
                Derivation.Outcome derived = walk.derive(kept);
                if (Comparison.of(kept, kept.inForce(), derived, walk.release()).isNone()) {
                    all.proven().note(walk.release(), kept, derived);
                } else {
                    standings.put(kept.id().value(), derived.standing());
                }
            }
            return new Before(standings);
        }

        /**
         * What changes, from where they stand, of engagements that are not as the release in force
         * would have made them: an earlier one may have let them through to where they could not
         * have come to under either.
         */
        private List<Difference> onward(Course.Walk walk, List<String> apart) {
            Onward onward =
                    new Onward(
                            walk.replay(),
                            courses.rehearsed().further(),
                            courses.life(),
                            courses.now());
            return reading(connection -> onward.of(connection, apart));
        }

        private <T> T reading(OneMoment.Reads<T> reads) {
            try (Connection connection = database.getConnection()) {
                return OneMoment.of(connection, reads);
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("the history cannot be read", e);
            }
        }
    }
}
