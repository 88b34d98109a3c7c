package throughline.intake;

import throughline.correlation.Trace;
import throughline.observed.RecordKey;

/**
 * A message that is durable and waits to be decided.
 *
 * @param again whether it was decided before, and comes again for another release
 * @param trace what everything that follows from it is known by
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes are handed on, never compared
public record Arrived(
        long id, RecordKey key, String origin, boolean again, byte[] body, Trace trace) {}
