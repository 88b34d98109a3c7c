package throughline.releases;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.landscape.Release;

/**
 * Notices in a serving process that another release was put in force, or bound in another
 * environment, by whomever.
 */
public final class ReleaseWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseWatch.class);
    private static final Duration STEP = Duration.ofMillis(500);

    private final ReleaseStore store;
    private final BiConsumer<Release, Environment> adopt;
    private final Thread thread;
    private volatile long followed;
    private volatile boolean closed;

    /**
     * Watches from now on.
     *
     * @param followed the number of the change-over that the process works under
     */
    public ReleaseWatch(
            DataSource database, long followed, BiConsumer<Release, Environment> adopt) {
        this.store = new ReleaseStore(database);
        this.followed = followed;
        this.adopt = adopt;
        this.thread = Thread.ofPlatform().name("release-watch").daemon().start(this::watch);
    }

    /** Whether the process works under what is in force. */
    public boolean isUpToDate() {
        return store.inForce().map(now -> now.number() == followed).orElse(true);
    }

    private void watch() {
        while (!closed) {
            try {
                look();
                TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException e) {
                LOG.warn("the release in force is looked for again soon: {}", e.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(2);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void look() {
        Optional<Activation> now = store.inForce();
        if (now.isEmpty() || now.get().number() == followed) {
            return;
        }
        Optional<Release> next = store.release(now.get().release());
        if (next.isPresent()) {
            LOG.info("release {} is in force: {}", now.get().release(), now.get().kind().stored());
            adopt.accept(next.get(), now.get().environment());
            // Only now: what fails in between is done again.
            followed = now.get().number();
        } else {
            LOG.error(
                    "release {} is in force, but this version finds its landscape unsound; it goes"
                            + " on under the one before",
                    now.get().release());
            pause();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
