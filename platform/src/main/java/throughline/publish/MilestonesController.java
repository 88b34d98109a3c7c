package throughline.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Business milestones as server-sent events. Whoever comes back with the id of the last event that
 * was heard goes on right after it.
 */
@RestController
public final class MilestonesController implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MilestonesController.class);
    private static final int LISTENERS = 200;
    private static final int PAGE = 200;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int LOOKS_PER_SIGN_OF_LIFE = 30;

    private final PublicationStore store;
    private final CloudEvents events;
    private final Semaphore listeners = new Semaphore(LISTENERS);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Publishes what the store holds, as the given enterprise. */
    public MilestonesController(PublicationStore store, CloudEvents events) {
        this.store = store;
        this.events = events;
    }

    /**
     * A stream of milestones.
     *
     * @param lastEventId from where to go on; without it only what comes is heard, with {@code
     *     start} everything
     * @param types which to hear; all when none are named
     */
    @GetMapping(path = "/api/v1/milestones", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public SseEmitter milestones(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(name = "type", required = false) @Nullable List<String> types) {
        List<String> wanted = types == null || types.isEmpty() ? Milestones.TYPES : types;
        if (!Milestones.TYPES.containsAll(wanted)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "Cannot stream " + wanted + ": there are only " + Milestones.TYPES + ".");
        }
        Position from = from(lastEventId);
        if (!listeners.tryAcquire()) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Cannot stream to more than " + LISTENERS + " listeners. Try again later.");
        }
        SseEmitter emitter = new SseEmitter(0L);
        Thread.ofVirtual().name("milestones").start(() -> stream(emitter, from, wanted));
        return emitter;
    }

    private Position from(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return store.end();
        }
        if (lastEventId.equals("start")) {
            return Position.START;
        }
        return Position.parse(lastEventId)
                .orElseThrow(
                        () ->
                                new ResponseStatusException(
                                        HttpStatus.BAD_REQUEST,
                                        "Cannot go on after "
                                                + lastEventId
                                                + ": it is no id of an event of this stream."
                                                + " Leave it out to hear what comes."));
    }

    private void stream(SseEmitter emitter, Position from, List<String> types) {
        try {
            Position position = from;
            int quiet = 0;
            emitter.send(SseEmitter.event().comment("listening"));
            boolean open = true;
            while (open) {
                List<Published> page = store.after(position, types, PAGE);
                for (Published each : page) {
                    send(emitter, each);
                    position = each.position();
                }
                quiet = page.isEmpty() ? quiet + 1 : 0;
                if (quiet >= LOOKS_PER_SIGN_OF_LIFE) {
                    quiet = 0;
                    emitter.send(SseEmitter.event().comment("still here"));
                }
                long pause = page.size() < PAGE ? LOOK.toMillis() : 0;
                open = !closed.await(pause, TimeUnit.MILLISECONDS);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("a listener left: {}", gone.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        } finally {
            listeners.release();
        }
    }

    private void send(SseEmitter emitter, Published published) throws IOException {
        emitter.send(
                SseEmitter.event()
                        .id(published.position().toString())
                        .name(published.publication().type())
                        .data(
                                new String(
                                        events.json(published.publication()),
                                        StandardCharsets.UTF_8),
                                MediaType.TEXT_PLAIN));
    }

    /** Ends all streams; listeners come back by themselves. */
    @Override
    public void close() {
        closed.countDown();
    }
}
