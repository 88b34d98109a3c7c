package throughline.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.observed.RecordKey;

/** Everything that a batch of signals causes, gathered to be written in one transaction. */
public final class JournalBatch {

    private final EventRows events;
    private final EffectRows effects = new EffectRows();
    private final SummaryRows summaries;
    private final Map<RecordKey, Long> approvals = new HashMap<>();

    /**
     * An empty batch.
     *
     * @param release the short id of the release that it is decided under
     */
    public JournalBatch(String release) {
        this.events = new EventRows(release);
        this.summaries = new SummaryRows(release);
    }

    /**
     * Takes in what one signal caused.
     *
     * @param before the state's sequence before it
     * @param message the raw message that led here, 0 when there is none
     * @param cause otherwise: a decision, the clock, an action
     */
    public void decided(
            long before, Outcome outcome, Instant known, long message, @Nullable String cause) {
        EngagementId id = outcome.state().id();
        EventRows.Reason reason = new EventRows.Reason(known, message, cause);
        long sequence = before;
        for (Event event : outcome.events()) {
            sequence++;
            events.add(id, sequence, event, reason);
            effects.add(id, sequence, event, known);
        }
    }

    /** A unit's approval in force changed, and its record is not among those kept in this batch. */
    public void approved(RecordKey unit, long sequence) {
        approvals.put(unit, sequence);
    }

    /** The record that an engagement begins with makes it findable. */
    public void rooted(EngagementId engagement, RecordKey root) {
        effects.link(engagement, root);
    }

    /** Where an engagement stands at the end of the batch. */
    public void stands(long before, Engagement after, Instant known) {
        summaries.add(before, after, known);
    }

    /** How many events there are. */
    public int size() {
        return events.size();
    }

    /** Writes it all, with the newest versions of records. */
    public void write(Connection connection, Collection<KeptRecord> records) throws SQLException {
        events.send(connection);
        summaries.send(connection);
        effects.send(connection);
        RecordStore.keep(connection, List.copyOf(records));
        RecordStore.approve(connection, approvals);
    }
}
