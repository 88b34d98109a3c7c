package throughline.engine;

import org.jspecify.annotations.Nullable;
import throughline.correlation.Trace;
import throughline.engagement.Signal;
import throughline.intake.Arrived;
import throughline.journal.Turns;
import throughline.landscape.Release;
import throughline.observed.Cause;

/**
 * What led to a signal.
 *
 * @param why beside the message, or instead of it: a release, a decision, the clock, an action
 * @param trace what all that follows is known by
 */
record Led(Cause cause, @Nullable String why, Trace trace) {

    /** A message. What is decided again follows from the release, not from the record. */
    static Led by(Arrived message, Release release) {
        return new Led(
                new Cause(message.id(), message.origin()),
                message.again() ? Turns.release(Engine.shortId(release)) : null,
                message.trace());
    }

    /** Something else; a record that is referred to led there by its own message. */
    static Led by(Work.Signalled signalled) {
        return signalled.signal() instanceof Signal.ReferenceKnown known
                ? new Led(known.cause(), null, signalled.trace())
                : new Led(new Cause(0, signalled.cause()), signalled.cause(), signalled.trace());
    }
}
