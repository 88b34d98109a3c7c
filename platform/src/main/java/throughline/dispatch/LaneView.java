package throughline.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a lane is doing, for operators.
 *
 * @param breaker {@code CLOSED} when calls go through, {@code OPEN} while the system is left alone
 * @param queued writes in memory
 * @param underWay calls that have not ended
 * @param atOnce how many calls may be under way at once, as declared or as found out so far
 * @param sent calls made since the start
 * @param pausedFor for how long the system asked to be left alone; zero when it did not
 * @param maintainedUntil when the work on the system ends; empty when there is none now
 * @param lastFailure the last failure's sentence; empty when there was none
 */
public record LaneView(
        String system,
        String breaker,
        int queued,
        int underWay,
        int atOnce,
        long sent,
        Duration pausedFor,
        Optional<Instant> maintainedUntil,
        String lastFailure) {}
