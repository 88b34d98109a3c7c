package throughline.dispatch;

import java.time.Instant;
import java.util.Comparator;
import throughline.align.Action;
import throughline.align.ActionOutcome;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;
import throughline.wording.Counted;

/**
 * A write on its way.
 *
 * @param attempts how often it was sent or searched for so far
 * @param stage what is to be done next
 * @param order arrival in this lane; breaks ties, oldest first
 * @param trace what it is followed by
 */
record Pending(
        EngagementId engagement,
        Action action,
        int attempts,
        Stage stage,
        long order,
        Trace trace) {

    /**
     * Earlier due first, then more money at stake, then older. Money is compared by face value:
     * good enough for an order, not a conversion.
     */
    static final Comparator<Pending> URGENCY =
            Comparator.comparing((Pending each) -> each.action.due().orElse(Instant.MAX))
                    .thenComparing(
                            each -> -each.action.atStake().map(money -> money.minor()).orElse(0L))
                    .thenComparingLong(Pending::order);

    /** What must happen in order: the writes of one record. */
    String record() {
        return action.naturalKey().isBlank() ? action.key().value() : action.naturalKey();
    }

    Pending next(Stage stage) {
        return new Pending(engagement, action, attempts + 1, stage, order, trace);
    }

    Pending at(Stage stage) {
        return new Pending(engagement, action, attempts, stage, order, trace);
    }

    Pending with(Action completed) {
        return new Pending(engagement, completed, attempts, stage, order, trace);
    }

    /** What it comes to when it was tried often enough. */
    ActionOutcome tired(String last) {
        return new ActionOutcome.Ambiguous(
                action.key()
                        + " was tried "
                        + Counted.of(attempts, "time")
                        + " while other writes went through. Last: "
                        + last
                        + " Look there and say what became of it.");
    }

    /** What is known about the write. */
    enum Stage {
        /** Planned: it was not sent, or is known not to have arrived. */
        TO_SEND,
        /** Sent, and nobody knows what became of it. */
        IN_DOUBT,
        /** Claimed by a process that is gone; what it sent last may still be under way. */
        LEFT_BEHIND
    }
}
