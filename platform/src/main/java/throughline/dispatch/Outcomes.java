package throughline.dispatch;

import throughline.engagement.EngagementId;
import throughline.engagement.Signal;

/** Where outcomes go: the engine, which takes them in with their events in one transaction. */
@FunctionalInterface
public interface Outcomes {

    /** A write ended. May refuse by an exception; the write is then looked for again later. */
    void ended(EngagementId engagement, Signal.ActionEnded signal);
}
