package throughline.connectors;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import throughline.align.Action;
import throughline.connectors.ConnectorException.Kind;

/**
 * A system that answers at a second address too, for what is safe there while the first one cannot
 * be reached. Reading is: it goes on at the watermark, and what a copy lags behind is read later.
 * Writing is only where the file allows it and the system takes the same write twice as one. That
 * something is not found on a copy proves nothing, so doubt is never settled there by not finding.
 *
 * <p><b>Threads</b>: safe for any number.
 */
final class SecondaryEndpoint implements Connector {

    /** How long the second address is gone to at once, before the first is tried again. */
    static final Duration AWAY = Duration.ofSeconds(10);

    private final Connector first;
    private final Connector second;
    private final Use use;
    private final AtomicReference<Long> awayUntil = new AtomicReference<>(System.nanoTime());

    /** What it may be used for, from {@code secondary.for} of the system's file. */
    enum Use {
        /** Polls, and searches as far as they find something. */
        READS,
        /** Those, and writes that may be sent twice. */
        REPEATABLE
    }

    SecondaryEndpoint(Connector first, Connector second, Use use) {
        this.first = first;
        this.second = second;
        this.use = use;
    }

    @Override
    public Capabilities capabilities() {
        return first.capabilities();
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        boolean safe = use == Use.REPEATABLE && capabilities().repeatable().contains(action.kind());
        if (!safe) {
            return first.write(action, idempotencyKey);
        }
        if (!isAway()) {
            Answer answer = first.write(action, idempotencyKey);
            if (!(answer instanceof Answer.Retryable(var kind, _, _)) || kind != Kind.UNREACHABLE) {
                return answer;
            }
            away();
        }
        return second.write(action, idempotencyKey);
    }

    @Override
    public Probe probe(Action action) {
        if (!isAway()) {
            Probe probe = first.probe(action);
            if (!(probe instanceof Probe.CannotTell)) {
                return probe;
            }
        }
        return switch (second.probe(action)) {
            case Probe.Found found -> found;
            case Probe.NotFound() ->
                    new Probe.CannotTell(
                            "Its first address does not answer, and that its second one does not"
                                    + " have it proves nothing.");
            case Probe.CannotTell cannot -> cannot;
        };
    }

    @Override
    public Page read(String type, Watermark after) {
        if (!isAway()) {
            try {
                return first.read(type, after);
            } catch (ConnectorException failed) {
                if (!isSilent(failed.kind())) {
                    throw failed;
                }
                away();
            }
        }
        return second.read(type, after);
    }

    /** Whether nobody is there, as against somebody who says no. */
    private static boolean isSilent(Kind kind) {
        return switch (kind) {
            case UNREACHABLE, TIMED_OUT, DROPPED, FAILED -> true;
            case REFUSED, LIMITED, UNAUTHORIZED, UNDONE, UNREADABLE -> false;
        };
    }

    private boolean isAway() {
        return awayUntil.get() - System.nanoTime() > 0;
    }

    private void away() {
        awayUntil.set(System.nanoTime() + AWAY.toNanos());
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }

    /** The use that a file names; empty when it names none that there is. */
    static Optional<Use> use(String text) {
        return switch (text) {
            case "reads" -> Optional.of(Use.READS);
            case "repeatable" -> Optional.of(Use.REPEATABLE);
            default -> Optional.empty();
        };
    }
}
