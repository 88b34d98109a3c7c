package throughline.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Outcome;
import throughline.observed.RecordKey;

/** Takes down what is decided, in the order in which it is: to be written, or to be compared. */
public interface Chronicle {

    /**
     * Takes in what one signal caused.
     *
     * @param before the state's sequence before it
     * @param message the raw message that led here, 0 when there is none
     * @param cause otherwise: a decision, the clock, an action; with a message, the release under
     *     which it is decided again
     */
    void decided(long before, Outcome outcome, Instant known, long message, @Nullable String cause);

    /** A unit's approval in force changed, and its record is not among those of this batch. */
    void approved(RecordKey unit, long sequence);

    /** The record that an engagement begins with makes it findable. */
    void rooted(EngagementId engagement, RecordKey root);

    /** Where an engagement stands at the end of the batch, and where it stood at its beginning. */
    void stands(Engagement before, Engagement after, Instant known);
}
