package throughline.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import throughline.correlation.Trace;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.observed.RecordKey;

/** Everything that a batch of signals causes, gathered to be written in one transaction. */
public final class JournalBatch implements Chronicle {

    private final EventRows events;
    private final EffectRows effects = new EffectRows();
    private final SummaryRows summaries;

    /**
     * An empty batch.
     *
     * @param release the short id of the release that it is decided under
     */
    public JournalBatch(String release) {
        this.events = new EventRows(release);
        this.summaries = new SummaryRows(release);
    }

    @Override
    public void decided(long before, Outcome outcome, Turns.Turn reason, Trace trace) {
        EngagementId id = outcome.state().id();
        long sequence = before;
        for (Event event : outcome.events()) {
            sequence++;
            events.add(id, sequence, event, reason);
            effects.add(id, sequence, event, reason.known(), trace);
        }
    }

    @Override
    public void rooted(EngagementId engagement, RecordKey root) {
        effects.link(engagement, root);
    }

    @Override
    public void stands(Engagement before, Engagement after, Instant known) {
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
    }
}
