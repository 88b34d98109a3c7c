package throughline.landscape;

import java.time.Duration;
import java.util.List;

/**
 * One business clock.
 *
 * @param from the fact that starts it, for example {@code closed-won}
 * @param to the fact that stops it, for example {@code project-active}
 * @param target business time between them
 * @param warnAt the share of the target after which it warns, in percent
 * @param pauses why it may stand still
 */
public record ClockPolicy(
        String name,
        String from,
        String to,
        Duration target,
        int warnAt,
        String owner,
        List<Pause> pauses) {

    public ClockPolicy {
        pauses = List.copyOf(pauses);
    }

    /** From the win of a deal to its project. */
    public static final Between WON_TO_ACTIVE = new Between("closed-won", "project-active");

    /** From the acceptance of a milestone to what may be billed for it. */
    public static final Between ACCEPTED_TO_CHARGED =
            new Between("milestone-accepted", "charge-ready");

    /** From what may be billed to its invoice in the financial system. */
    public static final Between CHARGED_TO_POSTED = new Between("charge-ready", "invoice-posted");

    /** All that a clock can run between. */
    public static final List<Between> RUNNING =
            List.of(WON_TO_ACTIVE, ACCEPTED_TO_CHARGED, CHARGED_TO_POSTED);

    /**
     * Two facts between which business time is measured.
     *
     * @param from starts the clock
     * @param to stops it
     */
    public record Between(String from, String to) {
        @Override
        public String toString() {
            return from + " to " + to;
        }
    }

    /** What it runs between. */
    public Between between() {
        return new Between(from, to);
    }
}
