package throughline.rehearsal;

import java.time.Instant;
import java.util.Optional;

/**
 * A rehearsal as it is kept.
 *
 * @param release what was rehearsed, by its short id, and {@code hash} by all of its content
 * @param against the release in force then
 * @param baseline what the history was held against; empty until it ended by itself
 * @param gate why a second person must agree; empty when nobody needs to
 */
public record Rehearsal(
        long number,
        String release,
        String hash,
        String against,
        String scope,
        State state,
        Instant startedAt,
        String by,
        long engagements,
        long steps,
        long events,
        long millis,
        Optional<Baseline> baseline,
        Optional<String> gate) {

    /** How it stands. */
    public enum State {
        RUNNING,
        FINISHED,
        CANCELLED,
        FAILED
    }
}
