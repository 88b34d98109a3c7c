package throughline.dispatch;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.align.Action;

/**
 * What dispatch keeps of actions: that they were claimed for sending, when to go on with them, and
 * what went wrong last. Outcomes are the engine's to write.
 */
final class ActionStore {

    private final DataSource database;

    ActionStore(DataSource database) {
        this.database = database;
    }

    /**
     * Marks writes as sent, durably, before they leave. Each attempt is claimed by one caller at
     * most, over all nodes, since the number of attempts made so far must still be true.
     *
     * @param until for how long they are the caller's; then they count as in doubt
     * @return what was claimed, with the ids that the receiving systems gave to what it depends on
     */
    List<Pending> claim(List<Pending> wanted, Confirmations confirmed, Duration until) {
        // In the order of their keys: two nodes that claim the same must not wait for each other.
        Map<String, Pending> ready = new TreeMap<>();
        Map<String, Pending> unsure = new TreeMap<>();
        Map<String, Map<String, Object>> known = new HashMap<>();
        for (Pending each : wanted) {
            String key = each.action().key().value();
            Optional<Map<String, Object>> ids = confirmed.idsFor(each.action());
            ids.ifPresent(all -> known.put(key, all));
            (ids.isPresent() ? ready : unsure).put(key, each);
        }
        List<Pending> claimed = new ArrayList<>(wanted.size());
        if (!ready.isEmpty()) {
            claimed.addAll(claim(CLAIM_READY, ready, until, rows -> withIds(rows, ready, known)));
        }
        if (!unsure.isEmpty()) {
            claimed.addAll(claim(CLAIM, unsure, until, rows -> withTheirIds(rows, unsure)));
        }
        return claimed;
    }

    /** All that these writes depend on is known to be confirmed, and under which ids. */
    private static final String CLAIM_READY =
            """
            update throughline.action a
            set status = 'sent', attempts = a.attempts + 1, sent_at = now(), claimed_by = ?,
                next_attempt = now() + ? * interval '1 millisecond'
            from unnest(?::text[], ?::text[], ?::int[]) w(key, status, attempts)
            where a.key = w.key and a.status = w.status and a.attempts = w.attempts
            returning a.key
            """;

    private static final String CLAIM =
            """
            with claimed as (
                update throughline.action a
                set status = 'sent', attempts = a.attempts + 1, sent_at = now(), claimed_by = ?,
                    next_attempt = now() + ? * interval '1 millisecond'
                from unnest(?::text[], ?::text[], ?::int[]) w(key, status, attempts)
                where a.key = w.key and a.status = w.status and a.attempts = w.attempts
                  and not exists (
                    select from unnest(a.depends_on) d(key)
                    left join throughline.action p on p.key = d.key
                    where p.status is distinct from 'confirmed')
                returning a.key, a.depends_on)
            select c.key, p.kind, p.external_id
            from claimed c left join throughline.action p on p.key = any (c.depends_on)
            """;

    private List<Pending> claim(
            String sql, Map<String, Pending> byKey, Duration until, Reading reading) {
        return inConnection(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setString(1, Claimant.HERE);
                        statement.setLong(2, until.toMillis());
                        statement.setArray(3, texts(connection, List.copyOf(byKey.keySet())));
                        statement.setArray(
                                4,
                                texts(
                                        connection,
                                        byKey.values().stream().map(ActionStore::status).toList()));
                        statement.setArray(
                                5,
                                connection.createArrayOf(
                                        "int4",
                                        byKey.values().stream().map(Pending::attempts).toArray()));
                        try (ResultSet rows = statement.executeQuery()) {
                            return reading.of(rows);
                        }
                    }
                });
    }

    /** Makes what was claimed of its rows. */
    private interface Reading {
        List<Pending> of(ResultSet rows) throws SQLException;
    }

    private static List<Pending> withIds(
            ResultSet rows, Map<String, Pending> byKey, Map<String, Map<String, Object>> ids)
            throws SQLException {
        List<Pending> claimed = new ArrayList<>(byKey.size());
        while (rows.next()) {
            String key = rows.getString(1);
            Pending pending = byKey.get(key);
            if (pending != null) {
                claimed.add(withIds(pending, ids.getOrDefault(key, Map.of())));
            }
        }
        return claimed;
    }

    private static List<Pending> withTheirIds(ResultSet rows, Map<String, Pending> byKey)
            throws SQLException {
        Map<String, Map<String, Object>> ids = new TreeMap<>();
        while (rows.next()) {
            Map<String, Object> of = ids.computeIfAbsent(rows.getString(1), key -> new TreeMap<>());
            String id = rows.getString(3);
            if (id != null) {
                of.put(rows.getString(2), id);
            }
        }
        List<Pending> claimed = new ArrayList<>(ids.size());
        ids.forEach(
                (key, external) -> {
                    Pending pending = byKey.get(key);
                    if (pending != null) {
                        claimed.add(withIds(pending, external));
                    }
                });
        return claimed;
    }

    private static Pending withIds(Pending pending, Map<String, Object> ids) {
        Pending next = pending.next(pending.stage());
        if (ids.isEmpty()) {
            return next;
        }
        Action action = next.action();
        Map<String, Object> body = new HashMap<>(action.body());
        body.put("externalIds", ids);
        Action completed =
                new Action(
                        action.key(),
                        action.system(),
                        action.kind(),
                        action.naturalKey(),
                        body,
                        action.dependsOn(),
                        action.atStake(),
                        action.due());
        return next.with(completed);
    }

    /** It did not arrive: it is planned again, for a later time. */
    void planAgain(Pending pending, Duration after, String sentence) {
        put(pending, "planned", after, sentence);
    }

    /** Nobody knows whether it arrived: it stays sent, to be searched for at a later time. */
    void searchLater(Pending pending, Duration after, String sentence) {
        put(pending, "sent", after, sentence);
    }

    private void put(Pending pending, String status, Duration after, String sentence) {
        inConnection(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                        statement.setString(1, status);
                        statement.setLong(2, after.toMillis());
                        statement.setString(3, sentence);
                        statement.setString(4, pending.action().key().value());
                        statement.setInt(5, pending.attempts());
                        return statement.executeUpdate();
                    }
                });
    }

    /** The attempt is kept with what it came to, so that both are there or neither. */
    private static final String PUT =
            """
            with put as (
                update throughline.action
                set status = ?, next_attempt = now() + ? * interval '1 millisecond', sentence = ?
                where key = ? and status = 'sent' and attempts = ?
                returning key, attempts, status, sentence, next_attempt)
            insert into throughline.attempt (key, slot, number, at, ended, sentence, next)
            select key, attempts % 32, attempts, now(),
                case status when 'planned' then 'not-done' else 'in-doubt' end, sentence,
                next_attempt
            from put
            on conflict (key, slot) do update set number = excluded.number, at = excluded.at,
                ended = excluded.ended, sentence = excluded.sentence, next = excluded.next
            """;

    /** Lets writes go on at once that were claimed by processes that are gone. */
    void takeOver(String system) {
        String sql =
                """
                update throughline.action a
                set next_attempt = now(), claimed_by = ?
                from throughline.under_way u
                where u.system = ? and a.key = u.key and a.status = 'sent'
                  and a.claimed_by = any (?)
                """;
        inConnection(
                connection -> {
                    List<String> gone = gone(connection, system);
                    if (gone.isEmpty()) {
                        return 0;
                    }
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setString(1, Claimant.GONE);
                        statement.setString(2, system);
                        statement.setArray(3, texts(connection, gone));
                        return statement.executeUpdate();
                    }
                });
    }

    private static List<String> gone(Connection connection, String system) throws SQLException {
        List<String> gone = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        select distinct a.claimed_by from throughline.under_way u
                        join throughline.action a on a.key = u.key
                        where u.system = ? and a.status = 'sent' and a.claimed_by is not null
                        """)) {
            statement.setString(1, system);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (Claimant.isGone(rows.getString(1))) {
                        gone.add(rows.getString(1));
                    }
                }
            }
        }
        return gone;
    }

    /**
     * Writes of a system that may go on now: planned ones whose time has come and whose
     * dependencies are confirmed, and those that were sent and about which nothing was heard in
     * time.
     *
     * @param ours which partitions this node works for
     */
    List<Pending> due(String system, int most, IntPredicate ours) {
        return inConnection(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
                        statement.setString(1, system);
                        statement.setInt(2, most);
                        List<Pending> found = new ArrayList<>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                if (ours.test(rows.getInt("partition"))) {
                                    found.add(ActionRows.pending(rows));
                                }
                            }
                        }
                        return found;
                    }
                });
    }

    private static final String DUE =
            """
            select a.*, e.partition from throughline.under_way u
            join throughline.action a on a.key = u.key
            join throughline.engagement e on e.id = a.engagement
            where u.system = ? and a.status in ('planned', 'sent')
              and (a.next_attempt is null or a.next_attempt <= now())
              and not exists (
                select from unnest(a.depends_on) d(key)
                left join throughline.action p on p.key = d.key
                where p.status is distinct from 'confirmed')
            order by a.due nulls last, a.at_stake_minor desc nulls last, a.ordinal
            limit ?
            """;

    private static String status(Pending pending) {
        return switch (pending.stage()) {
            case TO_SEND -> "planned";
            case IN_DOUBT, LEFT_BEHIND -> "sent";
        };
    }

    private static Array texts(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private <T> T inConnection(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return work.on(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the actions cannot be reached", e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
