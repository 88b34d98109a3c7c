package throughline.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.engagement.Event;
import throughline.engagement.WorkEvent;
import throughline.landscape.RecordVersion;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** The newest versions of records. */
public final class RecordStore {

    private static final String FIND =
            """
            select r.system, r.type, r.external_id, r.version, r.message_id, r.engagement, \
            r.sequence,
                r.approved_sequence, r.canonical
            from unnest(?::text[], ?::text[], ?::text[]) as k(system, type, external_id)
            join record r using (system, type, external_id)
            """;
    private static final String OF_ENGAGEMENTS =
            "select system, type, external_id from record where engagement = any(?)";
    private static final String TIME =
            """
            select system, type, external_id from record
            where engagement = ? and approved_sequence is not null
                and (convert_from(canonical, 'UTF8')::jsonb ->> 'on')::date >= ?
            """;
    private static final String KEEP =
            """
            insert into record as r (system, type, external_id, version, message_id, engagement,
                sequence, approved_sequence, canonical)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int8[], ?::text[],
                ?::int8[], ?::int8[], ?::bytea[])
            on conflict (system, type, external_id) do update set version = excluded.version,
                message_id = excluded.message_id, engagement = excluded.engagement,
                sequence = excluded.sequence, approved_sequence = excluded.approved_sequence,
                canonical = excluded.canonical
            """;
    private static final String APPROVE =
            """
            update record r set approved_sequence = nullif(u.approved, 0)
            from unnest(?::text[], ?::text[], ?::text[], ?::int8[])
                as u(system, type, external_id, approved)
            where r.system = u.system and r.type = u.type and r.external_id = u.external_id
            """;
    private static final String ENGAGEMENTS =
            """
            select i.system, i.type, i.external_id, i.engagement
            from unnest(?::text[], ?::text[], ?::text[]) as k(system, type, external_id)
            join identity i using (system, type, external_id)
            """;

    private RecordStore() {}

    /**
     * The newest versions of some records.
     *
     * @param withApprovals whether the approvals in force are looked up too
     */
    public static Map<RecordKey, KeptRecord> find(
            Connection connection, Collection<RecordKey> keys, boolean withApprovals)
            throws SQLException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<RecordKey, KeptRecord> found = new HashMap<>();
        List<EngagementStore.Place> approvals = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            columns(keys).bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    KeptRecord record = read(rows);
                    found.put(record.key(), record);
                    if (withApprovals && record.approvedSequence() > 0) {
                        approvals.add(place(record));
                    }
                }
            }
        }
        Map<EngagementStore.Place, Event> events = EngagementStore.events(connection, approvals);
        found.replaceAll(
                (key, record) ->
                        events.get(place(record)) instanceof WorkEvent.TimeApproved approved
                                ? record.approvedAt(
                                        record.approvedSequence(), Optional.of(approved))
                                : record);
        return found;
    }

    /** The newest versions of all records of some engagements, with the approvals in force. */
    public static Map<RecordKey, KeptRecord> of(
            Connection connection, Collection<String> engagements) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_ENGAGEMENTS)) {
            statement.setArray(1, connection.createArrayOf("text", engagements.toArray()));
            return find(connection, keys(statement), true);
        }
    }

    /**
     * The approved time of an engagement, with its approvals.
     *
     * @param worked the first day of that work
     * @param besides records that are looked up too
     */
    public static Collection<KeptRecord> time(
            Connection connection, String engagement, LocalDate worked, Set<RecordKey> besides)
            throws SQLException {
        Set<RecordKey> keys = new LinkedHashSet<>(besides);
        try (PreparedStatement statement = connection.prepareStatement(TIME)) {
            statement.setString(1, engagement);
            statement.setObject(2, worked);
            keys.addAll(keys(statement));
        }
        return find(connection, keys, true).values();
    }

    private static List<RecordKey> keys(PreparedStatement statement) throws SQLException {
        List<RecordKey> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(new RecordKey(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return keys;
    }

    /** The newest versions of all records of a type. */
    public static List<CanonicalRecord> all(Connection connection, String system, String type)
            throws SQLException {
        List<CanonicalRecord> found = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select canonical from record where system = ? and type = ?")) {
            statement.setString(1, system);
            statement.setString(2, type);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(StateCodec.record(rows.getBytes(1)));
                }
            }
        }
        return found;
    }

    private static EngagementStore.Place place(KeptRecord record) {
        String engagement = record.engagement();
        return new EngagementStore.Place(
                engagement == null ? "" : engagement, record.approvedSequence());
    }

    private static KeptRecord read(ResultSet row) throws SQLException {
        return new KeptRecord(
                new RecordKey(row.getString(1), row.getString(2), row.getString(3)),
                new RecordVersion(Optional.ofNullable(row.getString(4))),
                row.getLong(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                Optional.empty(),
                Canonical.stored(row.getBytes(9)));
    }

    private static Columns columns(Collection<RecordKey> keys) {
        Columns columns = new Columns("text", "text", "text");
        keys.forEach(key -> columns.row(key.system(), key.type(), key.id()));
        return columns;
    }

    /** Keeps these as the newest versions. */
    static void keep(Connection connection, Collection<KeptRecord> records) throws SQLException {
        Columns rows =
                new Columns(
                        "text", "text", "text", "text", "int8", "text", "int8", "int8", "bytea");
        for (KeptRecord record : records) {
            rows.row(
                    record.key().system(),
                    record.key().type(),
                    record.key().id(),
                    record.version().stated().orElse(null),
                    record.messageId(),
                    record.engagement(),
                    record.sequence(),
                    record.approvedSequence() == 0 ? null : record.approvedSequence(),
                    record.canonical().bytes());
        }
        rows.update(connection, KEEP);
    }

    /**
     * Notes which approval is in force for units of records that stay as they are.
     *
     * @param sequences of those approvals; 0 where none is in force any more
     */
    public static void approve(Connection connection, Map<RecordKey, Long> sequences)
            throws SQLException {
        Columns rows = new Columns("text", "text", "text", "int8");
        sequences.forEach((key, at) -> rows.row(key.system(), key.type(), key.id(), at));
        rows.update(connection, APPROVE);
    }

    /** Whose these objects are; those of nobody are left out. */
    public static Map<RecordKey, String> engagementsOf(
            Connection connection, Collection<RecordKey> keys) throws SQLException {
        Map<RecordKey, String> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ENGAGEMENTS)) {
            columns(keys).bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new RecordKey(rows.getString(1), rows.getString(2), rows.getString(3)),
                            rows.getString(4));
                }
            }
        }
        return found;
    }
}
