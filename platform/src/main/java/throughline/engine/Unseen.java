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
import java.util.List;
import throughline.journal.Columns;
import throughline.observed.RecordKey;

/**
 * That somebody looked a record up and saw an older version of it, or none, though a newer one had
 * been received: it was not taken in yet. Whoever decides the history again must not see it either.
 *
 * @param watcher an engagement when it was told of the newer one, otherwise the key of a record
 * @param messageId that was translated; 0 when an engagement was told
 * @param seen the newest message of the record that was seen; 0 when there was none
 * @param until when whoever looked again saw the newer one; about when it was taken in, as long as
 *     nobody did
 */
public record Unseen(String watcher, long messageId, RecordKey watched, long seen, Instant until) {

    private static final String KEEP =
            """
            insert into unseen (watcher, message_id, system, type, external_id, seen, until)
            select k.* from unnest(?::text[], ?::int8[], ?::text[], ?::text[], ?::text[], ?::int8[],
                ?::timestamptz[]) as k(watcher, message_id, system, type, external_id, seen, until)
            join watch w on w.system = k.system and w.type = k.type
                and w.external_id = k.external_id and w.watcher = k.watcher and w.seen = k.seen
            on conflict do nothing
            """;
    private static final String OF =
            """
            select watcher, message_id, system, type, external_id, seen, until from unseen
            where message_id = any(?) and message_id <> 0
            union all
            select watcher, message_id, system, type, external_id, seen, until from unseen
            where message_id = 0 and watcher = any(?)
            """;

    /**
     * Keeps of those who are told which of them looked too early. Who has looked again meanwhile
     * has noted it as well, and knows better until when.
     */
    static void keep(Connection connection, List<WatchStore.Stale> stale, Instant until)
            throws SQLException {
        Columns rows = new Columns("text", "int8", "text", "text", "text", "int8", "timestamptz");
        for (WatchStore.Stale each : stale) {
            if (each.hasty()) {
                RecordKey key = each.watched();
                rows.row(
                        each.watcher(),
                        each.messageId(),
                        key.system(),
                        key.type(),
                        key.id(),
                        each.seen(),
                        OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
            }
        }
        if (rows.size() > 0) {
            rows.update(connection, KEEP);
        }
    }

    /** What was not seen when some messages were decided, and by some engagements. */
    public static List<Unseen> of(
            Connection connection, Collection<Long> messages, Collection<String> engagements)
            throws SQLException {
        List<Unseen> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OF)) {
            statement.setArray(1, connection.createArrayOf("int8", messages.toArray()));
            statement.setArray(2, connection.createArrayOf("text", engagements.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Unseen(
                                    rows.getString(1),
                                    rows.getLong(2),
                                    new RecordKey(
                                            rows.getString(3),
                                            rows.getString(4),
                                            rows.getString(5)),
                                    rows.getLong(6),
                                    rows.getObject(7, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return found;
    }
}
