package throughline.flow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.SystemDeclaration;

/** What came in and went out over the last day, system by system. */
final class FlowFigures {

    private static final Duration BACK = Duration.ofHours(24);
    private static final String RECEIVED =
            """
            select system, count(*) filter (where received_at > :since) as messages,
                max(received_at) as last
            from (select system, received_at from message order by id desc limit 200000) m
            group by system
            """;
    private static final String WRITTEN =
            """
            select system,
                count(*) filter (where status = 'confirmed' and concluded_at > :since) as written,
                percentile_disc(0.5) within group (order by
                    (extract(epoch from concluded_at - planned_at) * 1000)::bigint)
                    filter (where status = 'confirmed' and concluded_at > :since) as half,
                percentile_disc(0.95) within group (order by
                    (extract(epoch from concluded_at - planned_at) * 1000)::bigint)
                    filter (where status = 'confirmed' and concluded_at > :since) as most,
                coalesce(sum(attempts - 1) filter (where attempts > 1
                    and planned_at > :since), 0)::bigint as retries,
                count(*) filter (where concluded_at is null) as under_way,
                count(*) filter (where status in ('rejected', 'ambiguous')) as refused
            from action group by system
            """;
    private static final String HOURS =
            """
            select system, date_trunc('hour', concluded_at, 'UTC') as hour, count(*) as written,
                percentile_disc(0.95) within group (order by
                    (extract(epoch from concluded_at - planned_at) * 1000)::bigint) as most
            from action where status = 'confirmed' and concluded_at > :since
            group by 1, 2 order by 1, 2
            """;
    private static final String BACKLOGS =
            """
            select 'TO_BE_DECIDED' as waits, count(*) as count, min(m.received_at) as oldest
            from inbox i join message m on m.id = i.message_id
            union all
            select 'FOR_ANOTHER_RECORD', count(*), min(since)
            from parked where cardinality(waits_for) > 0
            union all
            select 'FOR_A_PERSON', count(*), min(since)
            from parked where cardinality(waits_for) = 0
            union all
            select 'TO_BE_CONFIRMED', count(*), min(a.planned_at)
            from under_way u join action a on a.key = u.key
            union all
            select 'INCIDENT', count(*), min(opened_at)
            from incident where closed_at is null
            """;

    private static final String TROUBLES =
            """
            select subject, code, sentence, opened_at from incident
            where closed_at is null order by opened_at, subject, code
            """;

    private final JdbcClient database;

    /** An open incident, and what it is about. */
    private record Trouble(String subject, Flow.Incident incident) {}

    FlowFigures(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    Flow of(List<SystemDeclaration> systems, Instant now) {
        Instant since = now.minus(BACK);
        Map<String, Flow.Received> received = received(since);
        Map<String, Flow.Written> written = written(since);
        List<Trouble> troubles = database.sql(TROUBLES).query((row, number) -> trouble(row)).list();
        return new Flow(
                since,
                now,
                systems.stream()
                        .map(
                                each ->
                                        system(
                                                each,
                                                received.get(each.name()),
                                                written.get(each.name()),
                                                troubles))
                        .toList(),
                database.sql(HOURS)
                        .param("since", Timestamp.from(since))
                        .query((row, number) -> hour(row))
                        .list(),
                database.sql(BACKLOGS).query((row, number) -> backlog(row)).list());
    }

    private Map<String, Flow.Received> received(Instant since) {
        Map<String, Flow.Received> received = new HashMap<>();
        database.sql(RECEIVED)
                .param("since", Timestamp.from(since))
                .query(
                        row -> {
                            received.put(
                                    row.getString("system"),
                                    new Flow.Received(
                                            row.getLong("messages"), instant(row, "last")));
                        });
        return received;
    }

    private Map<String, Flow.Written> written(Instant since) {
        Map<String, Flow.Written> written = new HashMap<>();
        database.sql(WRITTEN)
                .param("since", Timestamp.from(since))
                .query(
                        row -> {
                            written.put(
                                    row.getString("system"),
                                    new Flow.Written(
                                            row.getLong("written"),
                                            Optional.ofNullable(row.getObject("half", Long.class)),
                                            Optional.ofNullable(row.getObject("most", Long.class)),
                                            row.getLong("retries"),
                                            row.getLong("under_way"),
                                            row.getLong("refused")));
                        });
        return written;
    }

    private static Flow.OfSystem system(
            SystemDeclaration system,
            Flow.@Nullable Received received,
            Flow.@Nullable Written written,
            List<Trouble> troubles) {
        Flow.Written out = written == null ? Flow.Written.NOTHING : written;
        List<Flow.Incident> incidents =
                troubles.stream()
                        .filter(each -> names(each.subject(), system.name()))
                        .map(Trouble::incident)
                        .toList();
        return new Flow.OfSystem(
                system.name(),
                system.role(),
                health(!incidents.isEmpty(), out),
                incidents,
                received == null ? Flow.Received.NOTHING : received,
                out);
    }

    private static Trouble trouble(ResultSet row) throws SQLException {
        return new Trouble(
                row.getString("subject"),
                new Flow.Incident(
                        row.getString("code"),
                        row.getString("sentence"),
                        row.getTimestamp("opened_at").toInstant()));
    }

    private static Flow.Health health(boolean incident, Flow.Written written) {
        if (incident) {
            return Flow.Health.INCIDENT;
        }
        if (written.refused() > 0) {
            return Flow.Health.REFUSED;
        }
        return written.retries() > 0 ? Flow.Health.TRIED_AGAIN : Flow.Health.HEALTHY;
    }

    /** Whether an incident's subject is about a system: by its name, or a part of it. */
    private static boolean names(String subject, String system) {
        return List.of(subject.split("[^A-Za-z0-9_-]+")).contains(system);
    }

    private static Flow.OfHour hour(ResultSet row) throws SQLException {
        return new Flow.OfHour(
                row.getString("system"),
                row.getTimestamp("hour").toInstant(),
                row.getLong("written"),
                row.getLong("most"));
    }

    private static Flow.Backlog backlog(ResultSet row) throws SQLException {
        return new Flow.Backlog(
                Flow.Waits.valueOf(row.getString("waits")),
                row.getLong("count"),
                instant(row, "oldest"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
