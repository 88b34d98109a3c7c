package throughline.dispatch;

import java.time.Duration;
import throughline.align.ActionOutcome;
import throughline.connectors.ConnectorException;

/** How one attempt of ours ended. */
sealed interface Ending {

    /** There is an outcome. */
    record Ended(ActionOutcome outcome) implements Ending {}

    /**
     * It may be sent again: it did not arrive, or arriving twice does no harm.
     *
     * @param after how long to wait first
     * @param kind why it failed
     */
    record SendAgain(Duration after, ConnectorException.Kind kind, String sentence)
            implements Ending {

        /** Whether it is the system that is away, so that this write is not to blame. */
        boolean away() {
            return switch (kind) {
                case UNREACHABLE, LIMITED, UNAUTHORIZED -> true;
                case REFUSED, TIMED_OUT, DROPPED, FAILED, UNDONE, UNREADABLE -> false;
            };
        }
    }

    /** Nobody knows whether it arrived; to be searched for later. */
    record SearchLater(Duration after, String sentence) implements Ending {}
}
