package throughline.exposure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long each stage took, from what happened in the last half year. */
final class Latencies {

    private static final Duration BACK = Duration.ofDays(180);
    private static final int MOST = 4_000;

    private static final String POSTING =
            """
            select a.system, extract(epoch from coalesce(a.concluded_at, ?) - a.planned_at)::bigint,
                a.status = 'confirmed'
            from action a
            where a.kind = 'POST_INVOICE' and a.planned_at > ?
                and a.status in ('confirmed', 'planned', 'sent', 'ambiguous')
            order by a.ordinal desc limit 4000
            """;
    private static final String DECIDING =
            """
            select x.fingerprint, extract(epoch from coalesce(x.closed, ?) - x.opened)::bigint,
                x.closed is not null
            from exception_item x where x.opened > ? and x.closed_why is distinct from 'told anew'
            order by x.opened desc limit 4000
            """;
    private static final String APPROVING =
            """
            select extract(epoch from m.received_at - (select min(f.received_at) from message f
                where f.system = m.system and f.type = m.type
                    and f.external_id = m.external_id))::bigint
            from (select * from message
                where system = any(?) and type = any(?) and received_at > ?
                order by id desc limit 4000) m
            join record r on r.message_id = m.id and r.system = m.system and r.type = m.type
                and r.external_id = m.external_id and r.approved_sequence is not null
            """;

    private final Map<String, History> posting = new HashMap<>();
    private final Map<String, History> deciding = new HashMap<>();
    private History approving = History.NONE;

    private Latencies() {}

    /** Those that a database tells, for work of these systems and types. */
    static Latencies read(Connection connection, WorkTypes work, Instant now) throws SQLException {
        Latencies latencies = new Latencies();
        grouped(connection, POSTING, now, latencies.posting);
        grouped(connection, DECIDING, now, latencies.deciding);
        latencies.approving = approving(connection, work, now);
        return latencies;
    }

    /** From planning an invoice to knowing that it is in a system. */
    History posting(String system) {
        return posting.getOrDefault(system, History.NONE);
    }

    /** Until an exception of a cause was settled. */
    History deciding(String fingerprint) {
        return deciding.getOrDefault(fingerprint, History.NONE);
    }

    /** From first hearing of work to its approval. */
    History approving() {
        return approving;
    }

    private static void grouped(
            Connection connection, String sql, Instant now, Map<String, History> into)
            throws SQLException {
        Map<String, List<Long>> ended = new HashMap<>();
        Map<String, List<Long>> open = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now.minus(BACK)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    (row.getBoolean(3) ? ended : open)
                            .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(row.getLong(2));
                }
            }
        }
        ended.forEach(
                (name, seconds) ->
                        into.put(name, new History(seconds, open.getOrDefault(name, List.of()))));
        open.forEach((name, seconds) -> into.putIfAbsent(name, new History(List.of(), seconds)));
    }

    private static History approving(Connection connection, WorkTypes work, Instant now)
            throws SQLException {
        List<Long> seconds = new ArrayList<>(MOST);
        try (PreparedStatement statement = connection.prepareStatement(APPROVING)) {
            statement.setArray(1, connection.createArrayOf("text", work.systems()));
            statement.setArray(2, connection.createArrayOf("text", work.types()));
            statement.setTimestamp(3, Timestamp.from(now.minus(BACK)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    seconds.add(row.getLong(1));
                }
            }
        }
        return new History(seconds, List.of());
    }
}
