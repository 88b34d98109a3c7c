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
 * @param code a print of the code that computed it; empty when that was not noted yet
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
        Optional<String> gate,
        String code) {

    /** Whether the code that runs here computed it; what other code found, this one may not do. */
    boolean isOfThisCode() {
        return code.equals(OwnCode.print());
    }

    /** How it stands. */
    public enum State {
        RUNNING,
        FINISHED,
        CANCELLED,
        FAILED
    }
}
