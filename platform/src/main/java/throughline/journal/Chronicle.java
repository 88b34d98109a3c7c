package throughline.journal;

import java.time.Instant;
import throughline.correlation.Trace;
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
     * @param trace what all that follows is known by
     */
    void decided(long before, Outcome outcome, Turns.Turn reason, Trace trace);

    /** The record that an engagement begins with makes it findable. */
    void rooted(EngagementId engagement, RecordKey root);

    /** Where an engagement stands at the end of the batch, and where it stood at its beginning. */
    void stands(Engagement before, Engagement after, Instant known);
}
