package throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Evolve;

/** Engagements as the journal tells them: the newest snapshot and what came after it. */
public final class EngagementStore {

    private static final String SNAPSHOTS =
            "select engagement, state from snapshot where engagement = any(?) and format = ?";
    private static final String TAIL =
            """
            select e.engagement, e.type, e.payload
            from unnest(?::text[], ?::int8[]) as r(engagement, sequence)
            join event e on e.engagement = r.engagement and e.sequence > r.sequence
            order by e.engagement, e.sequence
            """;
    private static final String AS_KNOWN =
            """
            select engagement, type, payload from event
            where engagement = any(?) and known <= ?::timestamptz order by engagement, sequence
            """;
    private static final String EVENT =
            """
            select e.engagement, e.sequence, e.type, e.payload
            from unnest(?::text[], ?::int8[]) as r(engagement, sequence)
            join event e on e.engagement = r.engagement and e.sequence = r.sequence
            """;

    private EngagementStore() {}

    /** The states of some engagements; empty ones for those of which nothing is known. */
    public static Map<EngagementId, Engagement> load(
            Connection connection, Collection<EngagementId> ids) throws SQLException {
        Map<String, Engagement> states = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOTS)) {
            Object[] names = ids.stream().map(EngagementId::value).toArray();
            statement.setArray(1, connection.createArrayOf("text", names));
            statement.setInt(2, StateCodec.FORMAT);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    states.put(rows.getString(1), StateCodec.state(rows.getBytes(2)));
                }
            }
        }
        Columns from = new Columns("text", "int8");
        for (EngagementId id : ids) {
            Engagement state = states.computeIfAbsent(id.value(), key -> Engagement.empty(id));
            from.row(id.value(), state.sequence());
        }
        foldTail(connection, from, states);
        Map<EngagementId, Engagement> found = new HashMap<>();
        ids.forEach(id -> found.put(id, states.getOrDefault(id.value(), Engagement.empty(id))));
        return found;
    }

    /** The states of some engagements as they were known at an instant, from their journals. */
    public static Map<EngagementId, Engagement> asKnown(
            Connection connection, Collection<EngagementId> ids, Instant known)
            throws SQLException {
        Map<String, Engagement> states = new HashMap<>();
        ids.forEach(id -> states.put(id.value(), Engagement.empty(id)));
        try (PreparedStatement statement = connection.prepareStatement(AS_KNOWN)) {
            statement.setArray(1, connection.createArrayOf("text", states.keySet().toArray()));
            statement.setString(2, known.toString());
            statement.setFetchSize(10_000);
            fold(statement, states);
        }
        Map<EngagementId, Engagement> found = new HashMap<>();
        ids.forEach(id -> found.put(id, states.getOrDefault(id.value(), Engagement.empty(id))));
        return found;
    }

    private static void foldTail(
            Connection connection, Columns from, Map<String, Engagement> states)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAIL)) {
            from.bind(statement);
            statement.setFetchSize(10_000);
            fold(statement, states);
        }
    }

    private static void fold(PreparedStatement statement, Map<String, Engagement> states)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Event event = EventCodec.read(rows.getString(2), rows.getBytes(3));
                states.computeIfPresent(
                        rows.getString(1), (id, state) -> Evolve.apply(state, event));
            }
        }
    }

    /** One engagement's state; empty when the journal has nothing of it. */
    public static Optional<Engagement> find(Connection connection, EngagementId id)
            throws SQLException {
        return Optional.of(
                        load(connection, java.util.List.of(id))
                                .getOrDefault(id, Engagement.empty(id)))
                .filter(state -> state.sequence() > 0);
    }

    /** Single events by where they stand: {@code engagement} and sequence. */
    static Map<Place, Event> events(Connection connection, Collection<Place> places)
            throws SQLException {
        if (places.isEmpty()) {
            return Map.of();
        }
        Columns wanted = new Columns("text", "int8");
        places.forEach(place -> wanted.row(place.engagement(), place.sequence()));
        Map<Place, Event> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(EVENT)) {
            wanted.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new Place(rows.getString(1), rows.getLong(2)),
                            EventCodec.read(rows.getString(3), rows.getBytes(4)));
                }
            }
        }
        return found;
    }

    /** Where an event stands in the journal. */
    record Place(String engagement, long sequence) {}
}
