package throughline.dispatch;

import java.time.Duration;
import throughline.align.ActionOutcome;

/** How one attempt of ours ended. */
sealed interface Ending {

    /** There is an outcome. */
    record Ended(ActionOutcome outcome) implements Ending {}

    /**
     * It did not arrive, and may be sent again.
     *
     * @param after zero for at once
     * @param wholeLane whether the system asked to be left alone altogether
     */
    record SendAgain(Duration after, boolean wholeLane, String sentence) implements Ending {}

    /** Nobody knows whether it arrived; to be searched for later. */
    record SearchLater(Duration after, String sentence) implements Ending {}
}
