package throughline.rehearsal;

import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.releases.KeptRelease;
import throughline.releases.RefusedReleaseException;
import throughline.releases.Signature;

/**
 * Rehearsals that run in this process beside everything else: one at a time, since it takes all the
 * processors that it is given.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class RunningRehearsals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRehearsals.class);
    private static final long PATIENCE_MILLIS = 10_000;

    private final Rehearsals rehearsals;
    private @Nullable Run run;

    /** Those of an installation. */
    public RunningRehearsals(DataSource database, InstantSource clock) {
        this.rehearsals = new Rehearsals(database, clock);
    }

    /**
     * Begins one and does not wait for it.
     *
     * @return its number
     * @throws RefusedReleaseException when one is under way, or this one cannot be rehearsed
     */
    public synchronized long start(KeptRelease candidate, Scope scope, Signature by) {
        Run before = run;
        if (before != null && before.thread.isAlive()) {
            throw new RefusedReleaseException(
                    "rehearsal-under-way",
                    ("Cannot rehearse release %s now: rehearsal %d is under way. Wait for it, or"
                                    + " cancel it.")
                            .formatted(candidate.id(), before.number()));
        }
        Run next = new Run(rehearsals.begin(candidate, scope, by));
        run = next;
        next.thread.start();
        return next.number();
    }

    /** How far one has come; empty when it does not run here. */
    public synchronized Optional<Progress> progress(long number) {
        return found(number).map(each -> each.progress);
    }

    /**
     * Ends one as soon as may be; what it found so far is kept. False when it does not run here.
     */
    public synchronized boolean cancel(long number) {
        Optional<Run> found = found(number);
        found.ifPresent(each -> each.cancelled = true);
        return found.isPresent();
    }

    private Optional<Run> found(long number) {
        return Optional.ofNullable(run)
                .filter(each -> each.number() == number && each.thread.isAlive());
    }

    @Override
    public void close() {
        Run last;
        synchronized (this) {
            last = run;
        }
        if (last != null) {
            last.cancelled = true;
            try {
                last.thread.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Run {
        private final Rehearsals.Begun begun;
        private final Thread thread;
        private volatile Progress progress = new Progress("reading", 0, 0);
        private volatile boolean cancelled;

        Run(Rehearsals.Begun begun) {
            this.begun = begun;
            this.thread =
                    Thread.ofPlatform().daemon().name("rehearsal-" + number()).unstarted(this::go);
        }

        long number() {
            return begun.number();
        }

        private void go() {
            try {
                begun.run(new Rehearsals.Watcher(now -> progress = now, () -> cancelled));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failed) {
                LOG.error("rehearsal {} failed", number(), failed);
            }
        }
    }
}
