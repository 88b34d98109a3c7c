package throughline.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.journal.Columns;
import throughline.observed.RecordKey;

/** Who rests on which record, and which message of it they saw. */
final class WatchStore {

    // Whoever looks again forgets what was seen before. Where more had been received by then, that
    // is noted in the same transaction, or what was noted by whoever told it is put right: nothing
    // that was decided before this moment saw it, and what is decided now does. So a process that
    // dies before it tells anybody loses nothing.
    // Row by row, each by its key: joined at will, a plan from when tables were small reads them
    // whole for each row when they have grown.
    private static final String KEEP =
            """
            with again as (
                select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int8[],
                    ?::int8[], ?::timestamptz[])
                    as k(system, type, external_id, watcher, message_id, seen, known)),
            before as (
                select w.*, k.known from again k
                cross join lateral (select * from watch w where w.system = k.system
                    and w.type = k.type and w.external_id = k.external_id
                    and w.watcher = k.watcher and w.seen <> k.seen limit 1) w),
            corrected as (
                update unseen u set until = b.known from before b
                where u.message_id = b.message_id and u.watcher = b.watcher
                    and u.system = b.system and u.type = b.type
                    and u.external_id = b.external_id and u.seen = b.seen),
            noted as (
                insert into unseen (watcher, message_id, system, type, external_id, seen, until)
                select b.watcher, b.message_id, b.system, b.type, b.external_id, b.seen, b.known
                from before b
                cross join lateral (select r.message_id from record r where r.system = b.system
                    and r.type = b.type and r.external_id = b.external_id limit 1) r
                cross join lateral (select m.received_at from message m
                    where m.id = r.message_id limit 1) m
                where r.message_id <> b.seen and b.at >= m.received_at - interval '1 minute'
                    and not exists (select from unseen u
                        where u.message_id = b.message_id and u.watcher = b.watcher
                            and u.system = b.system and u.type = b.type
                            and u.external_id = b.external_id and u.seen = b.seen)
                on conflict do nothing)
            insert into watch (system, type, external_id, watcher, message_id, seen, at)
            select system, type, external_id, watcher, message_id, seen, clock_timestamp()
            from again
            on conflict (system, type, external_id, watcher) do update
                set message_id = excluded.message_id, seen = excluded.seen, at = excluded.at
            """;
    private static final String MOVED =
            """
            select distinct k.system, k.type, k.external_id
            from unnest(?::text[], ?::text[], ?::text[], ?::int8[])
                as k(system, type, external_id, seen)
            join record r using (system, type, external_id)
            where r.message_id <> k.seen
            """;
    private static final String STALE =
            """
            select w.system, w.type, w.external_id, w.watcher, w.message_id, w.seen,
                w.at >= m.received_at - interval '1 minute'
            from unnest(?::text[], ?::text[], ?::text[]) as k(system, type, external_id)
            join watch w using (system, type, external_id)
            join record r using (system, type, external_id)
            join message m on m.id = r.message_id
            where r.message_id <> w.seen
            """;
    private static final String ALL_STALE =
            """
            select w.system, w.type, w.external_id, w.watcher, w.message_id, w.seen,
                w.at >= m.received_at - interval '1 minute'
            from watch w join record r using (system, type, external_id)
            join message m on m.id = r.message_id
            where r.message_id <> w.seen
            """;

    private WatchStore() {}

    /** Keeps who rests on what, and which message each has seen when it was decided. */
    static void keep(Connection connection, Map<BatchRun.Watching, Long> seen, Instant known)
            throws SQLException {
        OffsetDateTime at = OffsetDateTime.ofInstant(known, ZoneOffset.UTC);
        Map<List<Object>, Object[]> newest = new LinkedHashMap<>();
        seen.forEach(
                (watching, message) -> {
                    RecordKey key = watching.watched();
                    newest.put(
                            List.of(key, watching.watcher()),
                            new Object[] {
                                key.system(),
                                key.type(),
                                key.id(),
                                watching.watcher(),
                                watching.messageId(),
                                message,
                                at
                            });
                });
        Columns rows = new Columns("text", "text", "text", "text", "int8", "int8", "timestamptz");
        newest.values().forEach(rows::row);
        rows.update(connection, KEEP);
    }

    /**
     * Those records of which something else was seen than their newest message. Asked first, since
     * a record may have very many watchers, and nearly always nothing has moved.
     */
    static List<RecordKey> moved(Connection connection, Collection<Seen> seen) throws SQLException {
        Columns wanted = new Columns("text", "text", "text", "int8");
        for (Seen each : seen) {
            RecordKey key = each.watched();
            wanted.row(key.system(), key.type(), key.id(), each.messageId());
        }
        List<RecordKey> moved = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(MOVED)) {
            wanted.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    moved.add(
                            new RecordKey(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return moved;
    }

    /** Those of some records' watchers who saw another message than the newest. */
    static List<Stale> stale(Connection connection, Collection<RecordKey> keys)
            throws SQLException {
        Columns wanted = new Columns("text", "text", "text");
        keys.forEach(key -> wanted.row(key.system(), key.type(), key.id()));
        try (PreparedStatement statement = connection.prepareStatement(STALE)) {
            wanted.bind(statement);
            return read(statement);
        }
    }

    static List<Stale> allStale(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL_STALE)) {
            return read(statement);
        }
    }

    private static List<Stale> read(PreparedStatement statement) throws SQLException {
        List<Stale> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(
                        new Stale(
                                new RecordKey(
                                        rows.getString(1), rows.getString(2), rows.getString(3)),
                                rows.getString(4),
                                rows.getLong(5),
                                rows.getLong(6),
                                rows.getBoolean(7)));
            }
        }
        return found;
    }

    /** The kinds of records that anybody watches, as {@code system:type}. */
    static Set<String> kinds(Connection connection) throws SQLException {
        Set<String> kinds = new HashSet<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select distinct system, type from watch");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                kinds.add(rows.getString(1) + ":" + rows.getString(2));
            }
        }
        return kinds;
    }

    /**
     * Somebody to tell.
     *
     * @param messageId to translate again; 0 when the watcher is an engagement
     * @param seen the message of the watched record that was seen; 0 when there was none
     * @param hasty whether the newest one had come in when it was looked for, give or take a minute
     *     between two machines' clocks
     */
    record Stale(RecordKey watched, String watcher, long messageId, long seen, boolean hasty) {}
}
