package throughline.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.database.OneTransaction;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.releases.Activation;
import throughline.releases.KeptRelease;
import throughline.releases.RefusedReleaseException;
import throughline.releases.ReleaseStep;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;

/** Rehearses releases and keeps what that found. */
public final class Rehearsals {

    private final DataSource database;
    private final InstantSource clock;
    private final ReleaseStore releases;
    private final RehearsalStore store;

    /** Those of a database. */
    public Rehearsals(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.releases = new ReleaseStore(database);
        this.store = new RehearsalStore(database);
    }

    /** Somebody who waits. */
    public record Watcher(Consumer<Progress> progress, BooleanSupplier cancelled) {
        /** Nobody. */
        public static final Watcher NOBODY = new Watcher(progress -> {}, () -> false);
    }

    /**
     * Rehearses a release against the one in force.
     *
     * @return what was found, also when it was cancelled on the way
     * @throws RefusedReleaseException when nothing is in force, or the release cannot be made
     */
    public Rehearsal rehearse(KeptRelease candidate, Scope scope, Signature by, Watcher watcher)
            throws InterruptedException {
        return begin(candidate, scope, by).run(watcher);
    }

    /**
     * Begins to rehearse a release against the one in force; it is known by its number from now on.
     *
     * @throws RefusedReleaseException when nothing is in force, or the release cannot be made
     */
    public Begun begin(KeptRelease candidate, Scope scope, Signature by) {
        Activation inForce = inForce();
        Release release = made(candidate.id());
        known(scope, release);
        Release before = made(inForce.release());
        boolean news = !candidate.id().equals(inForce.release());
        Underway underway =
                store.begin(
                        new RehearsalStore.Begun(
                                candidate.id(),
                                candidate.hash(),
                                inForce.release(),
                                scope,
                                by.toString()),
                        clock.instant());
        return new Begun(underway, candidate, scope, by, new Under(release, before, news));
    }

    private static void known(Scope scope, Release release) {
        List<String> units = release.units().stream().map(Unit::name).toList();
        if (scope.unit().isPresent() && !units.contains(scope.unit().get())) {
            throw new RefusedReleaseException(
                    "unknown-unit",
                    "Cannot rehearse unit %s of release %s: it has no such unit. It has: %s."
                            .formatted(
                                    scope.unit().get(),
                                    ReleaseStore.shortId(release.id()),
                                    String.join(", ", units)));
        }
    }

    /** What is rehearsed, and whether it is not in force already. */
    private record Under(Release release, Release inForce, boolean news) {}

    /** A rehearsal that was begun and is still to be run, once. */
    public final class Begun {
        private final Underway underway;
        private final long number;
        private final KeptRelease candidate;
        private final Scope scope;
        private final Signature by;
        private final Under under;

        private Begun(
                Underway underway, KeptRelease candidate, Scope scope, Signature by, Under under) {
            this.underway = underway;
            this.number = underway.number();
            this.candidate = candidate;
            this.scope = scope;
            this.by = by;
            this.under = under;
        }

        /** Its number. */
        public long number() {
            return number;
        }

        /** Runs it to its end, or until it is cancelled. */
        public Rehearsal run(Watcher watcher) throws InterruptedException {
            long start = System.nanoTime();
            Rehearsing.Extent extent = Rehearsing.Extent.NONE;
            Rehearsal.State state = Rehearsal.State.FAILED;
            Optional<String> gate = Optional.empty();
            try {
                store.tidy();
                extent =
                        new Rehearsing(
                                        database,
                                        under.release(),
                                        clock,
                                        watcher.progress(),
                                        watcher.cancelled())
                                .run(scope, (looked, found) -> store.keep(number, looked, found));
                if (extent.whole()) {
                    askedOtherwise();
                }
                gate = gate(extent);
                state = extent.whole() ? Rehearsal.State.FINISHED : Rehearsal.State.CANCELLED;
            } finally {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                RehearsalStore.Ended ended = new RehearsalStore.Ended(state, extent, millis, gate);
                try {
                    // Whoever dies in between leaves neither: it is rehearsed again then.
                    new OneTransaction(database).of(() -> end(ended));
                } finally {
                    underway.close();
                }
            }
            return store.find(number).orElseThrow();
        }

        private Optional<String> gate(Rehearsing.Extent extent) {
            boolean back = under.news() && new Grounds(database, releases).wasInForce(candidate);
            List<Compensation> plan =
                    extent.whole() && back ? compensations(candidate, number) : List.of();
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return Gate.of(
                    database,
                    number,
                    new Gate.Stake(
                            under.inForce(), under.release(), extent.booked(), back, plan, today));
        }

        /** What deriving cannot find: the same documents, asked for in other words. */
        private void askedOtherwise() {
            List<Difference> found = new ArrayList<>();
            OtherRequests others = OtherRequests.between(under.inForce(), under.release());
            try (Connection connection = database.getConnection()) {
                others.each(
                        connection,
                        Optional.empty(),
                        each -> {
                            if (scope.takes(each.engagement(), each.unit())) {
                                found.add(each);
                            }
                        });
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("writes cannot be read", e);
            }
            store.add(number, found);
        }

        /** Whether its release went a step. */
        private boolean end(RehearsalStore.Ended ended) {
            store.end(number, ended);
            boolean step =
                    under.news() && ended.state() == Rehearsal.State.FINISHED && scope.isWhole();
            if (step) {
                releases.step(
                        candidate.id(),
                        ReleaseStep.REHEARSED,
                        by,
                        "rehearsal " + number,
                        Optional.of(number),
                        clock.instant());
            }
            return step;
        }
    }

    /**
     * Rehearses going back to an earlier release.
     *
     * @throws RefusedReleaseException when one cannot go back to it
     */
    public Rehearsal rehearseRollBack(KeptRelease earlier, Signature by, Watcher watcher)
            throws InterruptedException {
        new ChangeOver(database, clock).earlier(earlier);
        return rehearse(earlier, Scope.WHOLE, by, watcher);
    }

    /** Whoever goes back to it will want to know what that asks of the outside world. */
    private List<Compensation> compensations(KeptRelease earlier, long rehearsal) {
        List<Findings.OneWrite> writes =
                new Findings(database, rehearsal).eachWrite(Integer.MAX_VALUE);
        List<Compensation> plan = Compensating.plan(database, made(earlier.id()), writes);
        new CompensationStore(database).keep(rehearsal, plan);
        return plan;
    }

    private Activation inForce() {
        return releases.inForce()
                .orElseThrow(
                        () ->
                                new RefusedReleaseException(
                                        "nothing-in-force",
                                        "Cannot rehearse: nothing was ever decided here. Load"
                                                + " history first, or serve."));
    }

    private Release made(String id) {
        return releases.release(id)
                .orElseThrow(
                        () ->
                                new RefusedReleaseException(
                                        "unsound-landscape",
                                        "Cannot rehearse release "
                                                + id
                                                + ": its landscape is not sound. Run plan on"
                                                + " it."));
    }
}
