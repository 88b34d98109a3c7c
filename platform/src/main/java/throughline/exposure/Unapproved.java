package throughline.exposure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementDecider;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.engagement.Signal;
import throughline.engagement.WorkEvent;
import throughline.journal.EngagementStore;
import throughline.journal.StateCodec;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.Cause;

/**
 * What time that nobody has approved would be worth: the decider is told that it was approved, on a
 * copy of its engagement, so that rates and caps are those that will count.
 */
final class Unapproved {

    private static final String OPEN =
            """
            select r.canonical, r.engagement, m.received_at, m.id
            from record r join message m on m.id = r.message_id
            where r.system = ? and r.type = ? and r.approved_sequence is null
                and r.engagement is not null
            order by r.engagement, m.id
            """;

    private final Connection connection;
    private final Release release;

    Unapproved(Connection connection, Release release) {
        this.connection = connection;
        this.release = release;
    }

    /** Time that is worth something once it is approved. */
    record Worth(
            String engagement, TimeEntry entry, boolean submitted, Money amount, Instant since) {}

    private record Kept(TimeEntry entry, Instant since, long message) {}

    List<Worth> all(Instant now) throws SQLException {
        Map<String, List<Kept>> byEngagement = new LinkedHashMap<>();
        for (Mapping mapping : WorkTypes.of(release).mappings()) {
            read(mapping, byEngagement);
        }
        List<Worth> worths = new ArrayList<>();
        for (Map.Entry<String, List<Kept>> each : byEngagement.entrySet()) {
            EngagementId id = new EngagementId(each.getKey());
            Optional<Engagement> state = EngagementStore.find(connection, id);
            if (state.isPresent()) {
                worths.addAll(priced(state.get(), each.getValue(), now));
            }
        }
        return worths;
    }

    private void read(Mapping mapping, Map<String, List<Kept>> into) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setString(1, mapping.system());
            statement.setString(2, mapping.type());
            statement.setFetchSize(5_000);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    CanonicalRecord record = StateCodec.record(row.getBytes(1));
                    if (record instanceof TimeEntry entry
                            && entry.billable()
                            && (entry.status() == TimeStatus.DRAFT
                                    || entry.status() == TimeStatus.SUBMITTED)) {
                        into.computeIfAbsent(row.getString(2), _ -> new ArrayList<>())
                                .add(
                                        new Kept(
                                                entry,
                                                row.getTimestamp(3).toInstant(),
                                                row.getLong(4)));
                    }
                }
            }
        }
    }

    private List<Worth> priced(Engagement engagement, List<Kept> entries, Instant now) {
        List<Worth> worths = new ArrayList<>();
        Engagement state = engagement;
        for (Kept kept : entries) {
            Outcome outcome =
                    EngagementDecider.handle(
                            state,
                            new Signal.RecordObserved(
                                    approved(kept.entry()),
                                    Optional.empty(),
                                    new Cause(kept.message(), "foreseen"),
                                    now),
                            release);
            state = outcome.state();
            for (Event event : outcome.events()) {
                if (event instanceof WorkEvent.TimeApproved time
                        && time.unit().equals(kept.entry().key())
                        && !time.amount().isZero()) {
                    worths.add(
                            new Worth(
                                    engagement.id().value(),
                                    kept.entry(),
                                    kept.entry().status() == TimeStatus.SUBMITTED,
                                    time.amount(),
                                    kept.since()));
                }
            }
        }
        return worths;
    }

    private static TimeEntry approved(TimeEntry entry) {
        return new TimeEntry(
                entry.key(),
                entry.project(),
                entry.person(),
                entry.on(),
                entry.hours(),
                entry.role(),
                entry.billable(),
                TimeStatus.APPROVED,
                entry.attributes());
    }
}
