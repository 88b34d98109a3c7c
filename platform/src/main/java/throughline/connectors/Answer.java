package throughline.connectors;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;

/** How one attempt to write ended. */
public sealed interface Answer {

    /**
     * The system holds the record.
     *
     * @param externalId its id there
     * @param facts what the system decided itself: {@code number}, {@code date}, {@code tax}
     */
    record Confirmed(String externalId, Map<String, String> facts) implements Answer {
        public Confirmed {
            facts = Map.copyOf(facts);
        }
    }

    /** The system refused, and would refuse the same again. */
    record Rejected(String code, String sentence) implements Answer {}

    /**
     * The system does not hold it, or holds it under the same idempotency key: sending again is
     * safe.
     *
     * @param after how long the system asked to be left alone
     */
    record Retryable(ConnectorException.Kind kind, String sentence, Optional<Duration> after)
            implements Answer {}

    /** It was sent, and what became of it is not known. */
    record Ambiguous(ConnectorException.Kind kind, String sentence) implements Answer {}

    /**
     * What a failed call means for a write.
     *
     * @param repeatable whether the same write may be sent twice
     */
    static Answer of(ConnectorException failure, boolean repeatable) {
        return switch (failure.kind()) {
            case UNREACHABLE, LIMITED, UNAUTHORIZED, UNDONE ->
                    new Retryable(failure.kind(), failure.sentence(), failure.retryAfter());
            case REFUSED -> new Rejected(failure.code(), failure.sentence());
            case TIMED_OUT, DROPPED, FAILED, UNREADABLE ->
                    repeatable
                            ? new Retryable(
                                    failure.kind(), failure.sentence(), failure.retryAfter())
                            : new Ambiguous(failure.kind(), failure.sentence());
        };
    }

    /** The answer to a kind that the connector does not write. */
    static Answer notWritten(Action action) {
        return new Rejected(
                "not-writable",
                "Cannot send "
                        + action.key()
                        + ": the connector of "
                        + action.system()
                        + " writes no "
                        + action.kind()
                        + ". Name another system for it in the landscape.");
    }
}
