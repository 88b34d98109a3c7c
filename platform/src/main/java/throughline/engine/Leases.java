package throughline.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import throughline.journal.Columns;
import throughline.journal.Partitions;

/**
 * Which partitions are this node's. A partition's epoch grows with every change of hands; every
 * transaction that writes for it locks its row and checks the epoch, so a holder that slept through
 * the end of its lease finds the epoch changed and writes nothing.
 */
final class Leases {

    private static final String ALIVE =
            """
            insert into node (id, until) values (?, now() + ? * interval '1 millisecond')
            on conflict (id) do update set until = excluded.until
            """;
    private static final String RENEW =
            """
            update lease set until = now() + ? * interval '1 millisecond'
            where holder = ? and partition = any(?)
            returning partition, epoch
            """;
    private static final String ACQUIRE =
            """
            update lease set holder = ?, epoch = epoch + 1,
                until = now() + ? * interval '1 millisecond'
            where partition in (
                select partition from lease where until < now() or holder is null
                order by partition limit ? for update skip locked)
            returning partition, epoch
            """;

    /**
     * Of all changes of a row, only a change of hands waits for this lock, and this lock for it:
     * {@link #ACQUIRE} locks for update first, while renewing is no change of a key.
     */
    private static final String CHECK =
            """
            select l.partition from unnest(?::int2[], ?::int8[]) as r(partition, epoch)
            join lease l on l.partition = r.partition and l.epoch = r.epoch
            where l.holder = ? for key share of l
            """;

    private final DataSource database;
    private final Duration time;
    private final String node;
    private volatile Map<Integer, Long> held = Map.of();

    Leases(DataSource database, Duration time) {
        this.database = database;
        this.time = time;
        this.node = host() + ":" + ProcessHandle.current().pid() + ":" + UUID.randomUUID();
    }

    String node() {
        return node;
    }

    boolean holds(int partition) {
        return held.containsKey(partition);
    }

    boolean holdsAll() {
        return held.size() == Partitions.COUNT;
    }

    Collection<Integer> partitions() {
        return held.keySet();
    }

    /**
     * Renews what is held and takes what is free, up to a fair share among the living.
     *
     * @return partitions that are newly held
     */
    synchronized List<Integer> renew() throws SQLException {
        try (Connection connection = database.getConnection()) {
            alive(connection);
            releaseOfTheDead(connection);
            Map<Integer, Long> now = new TreeMap<>();
            now.putAll(
                    change(
                            connection,
                            RENEW,
                            time.toMillis(),
                            node,
                            connection.createArrayOf("int2", held.keySet().toArray())));
            int share = share(connection);
            giveBack(connection, now, share);
            if (now.size() < share) {
                now.putAll(change(connection, ACQUIRE, node, time.toMillis(), share - now.size()));
            }
            Map<Integer, Long> before = held;
            held = Map.copyOf(now);
            return now.entrySet().stream()
                    .filter(each -> !each.getValue().equals(before.get(each.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    private void alive(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALIVE)) {
            statement.setString(1, node);
            statement.setLong(2, time.toMillis());
            statement.executeUpdate();
        }
    }

    /** A process of this machine that is gone will not renew: no need to wait for its leases. */
    private void releaseOfTheDead(Connection connection) throws SQLException {
        List<String> dead = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select id from node where id <> ?")) {
            statement.setString(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (isDead(rows.getString(1))) {
                        dead.add(rows.getString(1));
                    }
                }
            }
        }
        for (String each : dead) {
            forget(connection, each);
        }
    }

    private static boolean isDead(String node) {
        String[] parts = node.split(":");
        return parts.length == 3
                && parts[0].equals(host())
                && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
    }

    private static void forget(Connection connection, String node) throws SQLException {
        for (String sql :
                List.of(
                        "update lease set holder = null, until = '-infinity' where holder = ?",
                        "delete from node where id = ?")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, node);
                statement.executeUpdate();
            }
        }
    }

    private static int share(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select count(*) from node where until > now()");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            int nodes = Math.max(rows.getInt(1), 1);
            return (Partitions.COUNT + nodes - 1) / nodes;
        }
    }

    private void giveBack(Connection connection, Map<Integer, Long> now, int share)
            throws SQLException {
        List<Integer> tooMany = now.keySet().stream().skip(share).toList();
        if (tooMany.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "update lease set holder = null, until = '-infinity'"
                                + " where holder = ? and partition = any(?)")) {
            statement.setString(1, node);
            statement.setArray(2, connection.createArrayOf("int2", tooMany.toArray()));
            statement.executeUpdate();
        }
        tooMany.forEach(now::remove);
    }

    private static Map<Integer, Long> change(
            Connection connection, String sql, Object... parameters) throws SQLException {
        Map<Integer, Long> changed = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    changed.put(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        return changed;
    }

    /**
     * Locks the rows of these partitions until the transaction ends.
     *
     * @throws LeaseLostException when one of them is not this node's any more
     */
    void check(Connection connection, Collection<Integer> partitions) throws SQLException {
        Map<Integer, Long> now = held;
        Columns rows = new Columns("int2", "int8");
        for (int partition : partitions) {
            Long epoch = now.get(partition);
            if (epoch == null) {
                throw new LeaseLostException();
            }
            rows.row(partition, epoch);
        }
        try (PreparedStatement statement = connection.prepareStatement(CHECK)) {
            rows.bind(statement);
            statement.setString(3, node);
            int found = 0;
            try (ResultSet locked = statement.executeQuery()) {
                while (locked.next()) {
                    found++;
                }
            }
            if (found != partitions.size()) {
                throw new LeaseLostException();
            }
        }
    }

    /** Gives everything back, for whoever comes next. */
    void close() throws SQLException {
        held = Map.of();
        try (Connection connection = database.getConnection()) {
            forget(connection, node);
        }
    }

    /** Whether an engine of another living process works on this database. */
    static boolean othersAt(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("select id from node where until > now()");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (!isDead(rows.getString(1))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(':', '-');
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
