package throughline.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import throughline.correlation.Trace;
import throughline.intake.Arrived;
import throughline.journal.Columns;
import throughline.observed.RecordKey;

/** What waits to be decided, and what was put aside. */
final class InboxStore {

    private static final String SCAN =
            """
            select m.id, m.system, m.type, m.external_id, m.origin, m.body,
                i.again, coalesce(m.trace, m.dedupe)
            from inbox i join message m on m.id = i.message_id
            where i.message_id > ? and i.partition = any(?)
            order by i.message_id limit ?
            """;
    private static final String PARK =
            """
            insert into parked as p (message_id, code, sentence, waits_for, incident, attempts, \
            since)
            select id, code, sentence, string_to_array(waits, chr(31)), incident, 1, at
            from unnest(?::int8[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::timestamptz[])
                as r(id, code, sentence, waits, incident, at)
            on conflict (message_id) do update set code = excluded.code,
                sentence = excluded.sentence, waits_for = excluded.waits_for,
                incident = excluded.incident, attempts = p.attempts + 1
            """;
    private static final String IGNORE =
            """
            insert into ignored (message_id, reason) select * from unnest(?::int8[], ?::text[])
            on conflict (message_id) do update set reason = excluded.reason
            """;
    // In order, as everywhere: two workers that wake the same messages must not wait for each
    // other.
    private static final String UNPARK =
            """
            insert into inbox (message_id, partition)
            select p.message_id, ?::int2 from parked p where p.waits_for && ?::text[]
            order by p.message_id on conflict do nothing
            """;
    private static final String ARRIVED =
            """
            select distinct w.key from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bool[])
                as w(key, system, type, external_id, owned)
            where case when w.owned then exists (select from identity i
                where i.system = w.system and i.type = w.type and i.external_id = w.external_id)
            else exists (select from record r
                where r.system = w.system and r.type = w.type and r.external_id = w.external_id) end
            """;
    private static final String SUPERSEDE =
            """
            delete from parked p using message m,
                unnest(?::text[], ?::text[], ?::text[], ?::int8[]) as k(s, t, e, id)
            where m.id = p.message_id and m.system = k.s and m.type = k.t and m.external_id = k.e
                and p.message_id < k.id
            """;

    private static final String TRACES =
            "select id, coalesce(trace, dedupe) from message where id = any (?)";

    private InboxStore() {}

    /** What waits in some partitions, oldest first, after a message. */
    static List<Arrived> scan(
            Connection connection, long after, Collection<Integer> partitions, int most)
            throws SQLException {
        List<Arrived> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SCAN)) {
            statement.setLong(1, after);
            statement.setArray(2, connection.createArrayOf("int2", partitions.toArray()));
            statement.setInt(3, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Arrived(
                                    rows.getLong(1),
                                    new RecordKey(
                                            rows.getString(2),
                                            rows.getString(3),
                                            rows.getString(4)),
                                    rows.getString(5),
                                    rows.getBoolean(7),
                                    rows.getBytes(6),
                                    new Trace(rows.getObject(8, UUID.class))));
                }
            }
        }
        return found;
    }

    /** What messages are followed by, by their ids. */
    static Map<Long, Trace> traces(Connection connection, List<Long> messages) throws SQLException {
        Map<Long, Trace> traces = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TRACES)) {
            statement.setArray(1, connection.createArrayOf("int8", messages.toArray(Long[]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    traces.put(rows.getLong(1), new Trace(rows.getObject(2, UUID.class)));
                }
            }
        }
        return traces;
    }

    /** Takes messages out of the inbox. */
    static void done(Connection connection, List<Long> messages) throws SQLException {
        delete(connection, "delete from inbox where message_id = any(?)", messages);
    }

    /**
     * Takes traces of earlier attempts away. That there are some is not always known to who
     * decides: a message may have been read from the inbox just before it was put aside.
     */
    static void settled(Connection connection, List<Long> messages) throws SQLException {
        delete(connection, "delete from parked where message_id = any(?)", messages);
    }

    private static void delete(Connection connection, String sql, List<Long> messages)
            throws SQLException {
        if (!messages.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setArray(
                        1, connection.createArrayOf("int8", messages.toArray(Long[]::new)));
                statement.executeUpdate();
            }
        }
    }

    /** Puts messages aside. */
    static void park(Connection connection, List<Work.Shelved> shelved, Instant now)
            throws SQLException {
        Columns rows = new Columns("int8", "text", "text", "text", "bool", "timestamptz");
        for (Work.Shelved each : shelved) {
            rows.row(
                    each.message().id(),
                    each.code(),
                    each.sentence(),
                    String.join("\u001f", each.waitsFor()),
                    each.incident(),
                    now);
        }
        rows.update(connection, PARK);
    }

    /** Notes what mappings left aside, and why. */
    static void ignore(Connection connection, Map<Long, String> reasons) throws SQLException {
        Columns rows = new Columns("int8", "text");
        reasons.forEach(rows::row);
        rows.update(connection, IGNORE);
    }

    /** Puts what waits for one of these keys back into the inbox, of one partition. */
    static int unpark(Connection connection, Collection<String> keys, int partition)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNPARK)) {
            statement.setInt(1, partition);
            statement.setArray(2, connection.createArrayOf("text", keys.toArray()));
            return statement.executeUpdate();
        }
    }

    /** Everything that was put aside goes back into the inbox, for a new release. */
    static int unparkAll(Connection connection, int partition) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "insert into inbox (message_id, partition) select message_id, ?::int2"
                                + " from parked order by message_id on conflict do nothing")) {
            statement.setInt(1, partition);
            return statement.executeUpdate();
        }
    }

    /** All keys that are waited for. */
    static List<String> awaited(Connection connection) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select distinct unnest(waits_for) from parked");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    /** Those of some awaited keys that are there by now. */
    static List<String> arrived(Connection connection, Collection<String> keys)
            throws SQLException {
        Columns wanted = new Columns("text", "text", "text", "text", "bool");
        for (String key : keys) {
            boolean owned = key.startsWith("@");
            String[] parts = (owned ? key.substring(1) : key).split(":", 3);
            if (parts.length == 3) {
                wanted.row(key, parts[0], parts[1], parts[2], owned);
            }
        }
        List<String> there = new ArrayList<>();
        if (wanted.size() > 0) {
            try (PreparedStatement statement = connection.prepareStatement(ARRIVED)) {
                wanted.bind(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        there.add(rows.getString(1));
                    }
                }
            }
        }
        return there;
    }

    /** What was put aside of a record goes when a newer version of it was taken in. */
    static void supersede(Connection connection, Columns keysAndMessages) throws SQLException {
        keysAndMessages.update(connection, SUPERSEDE);
    }

    /** The keys of all records of which something was put aside. */
    static List<RecordKey> parkedKeys(Connection connection) throws SQLException {
        List<RecordKey> keys = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select distinct m.system, m.type, m.external_id from parked p"
                                        + " join message m on m.id = p.message_id");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(new RecordKey(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return keys;
    }
}
