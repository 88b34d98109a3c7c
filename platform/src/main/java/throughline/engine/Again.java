package throughline.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Puts kept records back into the inbox when a release was put in force, so that they are
 * translated and decided again: first those of nobody in particular, since others look them up,
 * then what waited or was left aside, then those of the engagements that were named.
 */
final class Again {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final String MASTERS =
            """
            insert into inbox (message_id, partition)
            select r.message_id, ? from record r
            where r.engagement is null and exists (
                select from decide_again d where d.release = ? and d.engagement = '')
            on conflict do nothing returning message_id
            """;
    private static final String ASIDE =
            """
            insert into inbox (message_id, partition)
            select message_id, ? from parked union
            select message_id, ? from ignored where exists (
                select from decide_again d where d.release = ? and d.engagement = '')
            on conflict do nothing
            """;
    private static final String NAMED =
            """
            insert into inbox (message_id, partition, again)
            select r.message_id, e.partition, true from record r
            join decide_again d on d.engagement = r.engagement and d.release = ?
            join engagement e on e.id = r.engagement
            where e.partition = any(?) on conflict do nothing
            """;
    private static final String UNDONE =
            "select exists (select from decide_again where release = ? and engagement = '')";
    private static final String WHOLLY_DONE =
            "delete from decide_again where release = ? and engagement = ''";
    private static final String DONE =
            """
            delete from decide_again d using engagement e
            where e.id = d.engagement and d.release = ? and e.partition = any(?)
            """;

    private final Engine engine;

    Again(Engine engine) {
        this.engine = engine;
    }

    /** Whether a release was put in force and what was put aside before was not taken up since. */
    boolean isUndone(String release) throws SQLException {
        try (Connection connection = engine.database().getConnection();
                PreparedStatement statement = connection.prepareStatement(UNDONE)) {
            statement.setString(1, release);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** What is to be decided again under a release, of the partitions that are held. */
    void records(String release) throws SQLException, InterruptedException {
        Collection<Integer> partitions = engine.leases().partitions();
        if (partitions.isEmpty()) {
            return;
        }
        int one = partitions.iterator().next();
        List<Long> masters = new ArrayList<>();
        try (Connection connection = engine.database().getConnection()) {
            try (PreparedStatement statement = connection.prepareStatement(MASTERS)) {
                statement.setInt(1, one);
                statement.setString(2, release);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        masters.add(rows.getLong(1));
                    }
                }
            }
            engine.flow().fellBehind();
            await(connection, masters);
            try (PreparedStatement statement = connection.prepareStatement(ASIDE)) {
                statement.setInt(1, one);
                statement.setInt(2, one);
                statement.setString(3, release);
                statement.executeUpdate();
            }
            named(connection, release, partitions);
            engine.flow().fellBehind();
            // Other nodes may still put aside under the release before, and look for this row.
            if (engine.leases().holdsAll()) {
                try (PreparedStatement statement = connection.prepareStatement(WHOLLY_DONE)) {
                    statement.setString(1, release);
                    statement.executeUpdate();
                }
            }
        }
    }

    private void await(Connection connection, List<Long> masters)
            throws SQLException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!masters.isEmpty() && System.nanoTime() < until && wait(connection, masters)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean wait(Connection connection, List<Long> messages) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select exists (select from inbox where message_id = any(?))")) {
            statement.setArray(1, connection.createArrayOf("int8", messages.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The rows that say so go in the transaction that puts the records into the inbox. */
    private static void named(Connection connection, String release, Collection<Integer> partitions)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String sql : List.of(NAMED, DONE)) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, release);
                    statement.setArray(2, connection.createArrayOf("int2", partitions.toArray()));
                    statement.executeUpdate();
                }
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
