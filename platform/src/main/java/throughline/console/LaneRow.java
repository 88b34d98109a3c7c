package throughline.console;

import java.time.Instant;
import throughline.dispatch.LaneView;

/**
 * How sending to one system is going, for whoever looks why a write does not go on.
 *
 * @param stands in words
 * @param tone {@code good}, {@code warn}, {@code bad} or empty
 * @param underWay calls now, of how many at once
 */
public record LaneRow(
        String system,
        String stands,
        String tone,
        String queued,
        String underWay,
        String sent,
        String lastFailure) {

    static LaneRow of(LaneView lane, Instant now) {
        String stands = "sends";
        String tone = "good";
        if (lane.maintainedUntil().isPresent()) {
            stands = "in maintenance until " + Wording.moment(lane.maintainedUntil().get());
            tone = "warn";
        } else if (lane.breaker().equals("OPEN") || lane.breaker().equals("HALF_OPEN")) {
            stands = "away: tried again by itself";
            tone = "bad";
        } else if (lane.pausedFor().isPositive()) {
            stands =
                    "left alone until "
                            + Wording.moment(now.plus(lane.pausedFor()))
                            + ", as it asks";
            tone = "warn";
        }
        return new LaneRow(
                lane.system(),
                stands,
                tone,
                Integer.toString(lane.queued()),
                lane.underWay() + " of " + lane.atOnce(),
                Long.toString(lane.sent()),
                lane.lastFailure());
    }
}
