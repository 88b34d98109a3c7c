package throughline.engagement;

import java.util.List;
import throughline.landscape.Release;

/** Decides what a signal does to an engagement. */
public final class EngagementDecider {

    private EngagementDecider() {}

    /**
     * Learns from a signal, applies the rules until nothing is left to do, and aligns the systems.
     *
     * <p><b>Errors</b>: none for business reasons; what the business refuses is an exception event.
     */
    public static Outcome handle(Engagement state, Signal signal, Release release) {
        return new Outcome(state, List.of());
    }
}
