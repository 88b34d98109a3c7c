package throughline.dispatch;

import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;

/**
 * What the engine tells dispatch after a transaction committed, so that nothing has to be looked
 * up. Only for speed: what is not told is found in the database a little later.
 *
 * <p><b>Threads</b> Called from any thread; never blocks for long.
 */
public interface Handover {

    /**
     * An action was planned, durably.
     *
     * @param trace what it is followed by
     */
    void planned(EngagementId engagement, Action action, Trace trace);

    /** An action's outcome was taken in, durably. */
    void concluded(ActionKey action, ActionOutcome outcome);

    /** Nobody is told. */
    Handover NONE =
            new Handover() {
                @Override
                public void planned(EngagementId engagement, Action action, Trace trace) {}

                @Override
                public void concluded(ActionKey action, ActionOutcome outcome) {}
            };
}
