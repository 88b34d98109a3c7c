package throughline.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.notices.Notices;

/**
 * Tells people what waits for them, all the time.
 *
 * <p><b>Threads</b>: one of its own.
 */
final class NoticeWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeWatch.class);
    private static final long EVERY_SECONDS = 5;

    private final Notices notices;
    private final CountDownLatch closed = new CountDownLatch(1);

    NoticeWatch(Notices notices) {
        this.notices = notices;
    }

    NoticeWatch started() {
        Thread.ofPlatform().name("notices").daemon().start(this::watch);
        return this;
    }

    private void watch() {
        try {
            while (!closed.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                try {
                    notices.round();
                } catch (RuntimeException e) {
                    LOG.warn("people are told again soon: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
