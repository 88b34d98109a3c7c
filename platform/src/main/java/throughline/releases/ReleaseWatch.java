package throughline.releases;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.landscape.Release;

/** Notices in a serving process that another release was put in force, by whomever. */
public final class ReleaseWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseWatch.class);
    private static final Duration STEP = Duration.ofMillis(500);

    private final ReleaseStore store;
    private final Consumer<Release> adopt;
    private final Thread thread;
    private String inForce;
    private volatile boolean closed;

    /**
     * Watches from now on.
     *
     * @param release the one that the process works under
     */
    public ReleaseWatch(DataSource database, Release release, Consumer<Release> adopt) {
        this.store = new ReleaseStore(database);
        this.inForce = ReleaseStore.shortId(release.id());
        this.adopt = adopt;
        this.thread = Thread.ofPlatform().name("release-watch").daemon().start(this::watch);
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
        if (now.isEmpty() || now.get().release().equals(inForce)) {
            return;
        }
        Optional<Release> next = store.release(now.get().release());
        if (next.isPresent()) {
            LOG.info("release {} is in force in place of {}", now.get().release(), inForce);
            inForce = now.get().release();
            adopt.accept(next.get());
        } else {
            LOG.error(
                    "release {} is in force, but this version finds its landscape unsound; it goes"
                            + " on under {}",
                    now.get().release(),
                    inForce);
            pause();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
