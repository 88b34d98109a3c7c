package throughline.engagement;

import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.observed.RecordKey;

/** What other systems are asked for, and how that ended. */
public sealed interface EffectEvent extends Event {

    /** The difference between desired and observed asked for this write. */
    record ActionPlanned(Action action) implements EffectEvent {}

    /** A planned write is no longer wanted and had not been sent. */
    record ActionWithdrawn(ActionKey action) implements EffectEvent {}

    /** A write ended. */
    record ActionConcluded(ActionKey action, String system, ActionOutcome outcome)
            implements EffectEvent {}

    /** An object of another system belongs to this engagement. */
    record RecordLinked(RecordKey record) implements EffectEvent {}
}
