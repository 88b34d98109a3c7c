package throughline.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engine.Replay;
import throughline.journal.EngagementStore;
import throughline.journal.KeptRecord;
import throughline.journal.RecordStore;
import throughline.landscape.Release;
import throughline.observed.RecordKey;

/**
 * How engagements go on from where they stand, once a release is put in force at a moment.
 *
 * @param past the days of the calendar, and which release decided when
 */
record Onward(Replay replay, Further further, Derivation.Past past, Instant now) {

    static Onward under(Release release, Connection connection, DataSource database, Instant now)
            throws SQLException {
        Replay replay = new Replay(database, release);
        Further further = Further.read(connection, replay);
        further.roots().forEach(replay::belongs);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Derivation.Past past =
                new Derivation.Past(Days.read(connection, today), Timeline.read(database, release));
        return new Onward(replay, further, past, now);
    }

    /** What changes of some engagements, of those of which something does. */
    List<Difference> of(Connection connection, List<String> ids) throws SQLException {
        Map<EngagementId, Engagement> states =
                EngagementStore.load(connection, ids.stream().map(EngagementId::new).toList());
        Map<String, Map<RecordKey, KeptRecord>> records = new HashMap<>();
        RecordStore.of(connection, ids)
                .forEach(
                        (key, record) ->
                                records.computeIfAbsent(
                                                String.valueOf(record.engagement()),
                                                _ -> new HashMap<>())
                                        .put(key, record));
        List<Difference> found = new ArrayList<>();
        for (Kept kept : KeptStore.read(connection, ids, further.byEngagement())) {
            Derivation.Stand stand =
                    new Derivation.Stand(
                            states.getOrDefault(kept.id(), Engagement.empty(kept.id())),
                            records.getOrDefault(kept.id().value(), Map.of()),
                            now);
            Difference difference =
                    Comparison.onward(
                            kept,
                            Derivation.goingOn(replay, past, kept, stand),
                            past.timeline().candidate());
            if (!difference.isNone()) {
                found.add(difference);
            }
        }
        return found;
    }
}
