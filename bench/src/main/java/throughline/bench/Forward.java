package throughline.bench;

import java.util.concurrent.atomic.AtomicReference;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.correlation.Trace;
import throughline.dispatch.Handover;
import throughline.engagement.EngagementId;

/** Hands over to dispatch once there is one: engine and dispatch each need the other. */
final class Forward implements Handover {

    private final AtomicReference<Handover> to = new AtomicReference<>(Handover.NONE);

    void to(Handover handover) {
        to.set(handover);
    }

    @Override
    public void planned(EngagementId engagement, Action action, Trace trace) {
        to.get().planned(engagement, action, trace);
    }

    @Override
    public void concluded(ActionKey action, ActionOutcome outcome) {
        to.get().concluded(action, outcome);
    }
}
