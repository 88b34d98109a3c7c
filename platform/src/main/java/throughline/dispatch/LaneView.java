package throughline.dispatch;

import java.time.Duration;

/**
 * How a lane is doing, for operators.
 *
 * @param breaker {@code CLOSED} when calls go through, {@code OPEN} while the system is left alone
 * @param queued writes in memory
 * @param underWay calls that have not ended
 * @param sent calls made since the start
 * @param pausedFor for how long the system asked to be left alone; zero when it did not
 * @param lastFailure the last failure's sentence; empty when there was none
 */
public record LaneView(
        String system,
        String breaker,
        int queued,
        int underWay,
        long sent,
        Duration pausedFor,
        String lastFailure) {}
