package throughline.rehearsal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import throughline.landscape.Release;
import throughline.landscape.Threshold;
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
        Activation inForce = inForce();
        Release release = made(candidate.id());
        Threshold threshold = made(inForce.release()).secondPersonAbove();
        long number =
                store.begin(
                        new RehearsalStore.Begun(
                                candidate.id(),
                                candidate.hash(),
                                inForce.release(),
                                scope,
                                by.toString()),
                        clock.instant());
        boolean news = !candidate.id().equals(inForce.release());
        long start = System.nanoTime();
        Rehearsing.Extent extent = new Rehearsing.Extent(0, 0, 0, false);
        Rehearsal.State state = Rehearsal.State.FAILED;
        Optional<String> gate = Optional.empty();
        try {
            extent =
                    new Rehearsing(
                                    database,
                                    release,
                                    clock,
                                    watcher.progress(),
                                    watcher.cancelled())
                            .run(scope, (looked, found) -> store.keep(number, looked, found));
            gate = Gate.of(database, number, threshold);
            if (extent.whole() && news && new ChangeOver(database, clock).wasInForce(candidate)) {
                compensations(candidate, number);
            }
            state = extent.whole() ? Rehearsal.State.FINISHED : Rehearsal.State.CANCELLED;
        } finally {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            store.end(number, state, extent, millis, gate);
        }
        if (news && state == Rehearsal.State.FINISHED && scope.isWhole()) {
            releases.step(
                    candidate.id(),
                    ReleaseStep.REHEARSED,
                    by,
                    "rehearsal " + number,
                    Optional.of(number),
                    clock.instant());
        }
        return store.find(number).orElseThrow();
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
    private void compensations(KeptRelease earlier, long rehearsal) {
        List<Findings.OneWrite> writes =
                new Findings(database, rehearsal).eachWrite(Integer.MAX_VALUE);
        new CompensationStore(database)
                .keep(rehearsal, Compensating.plan(database, made(earlier.id()), writes));
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
