package throughline.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.wording.Counted;
import tools.jackson.databind.json.JsonMapper;

/** What came in and went out over the last day, system by system. */
final class FlowFigures {

    private static final Duration BACK = Duration.ofHours(24);
    private static final int HOURS = 24;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:00", Locale.ENGLISH).withZone(ZoneOffset.UTC);
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
    private static final String HEAT =
            """
            select system, date_trunc('hour', concluded_at) as hour,
                percentile_disc(0.95) within group (order by
                    (extract(epoch from concluded_at - planned_at) * 1000)::bigint) as most
            from action where status = 'confirmed' and concluded_at > :since group by 1, 2
            """;
    private static final String BACKLOGS =
            """
            select 'Messages not decided yet' as name, count(*) as count,
                min(m.received_at) as oldest, '/parked' as href
            from inbox i join message m on m.id = i.message_id
            union all
            select 'Messages that wait for another record', count(*), min(since), '/parked'
            from parked where cardinality(waits_for) > 0
            union all
            select 'Messages that wait for a person', count(*), min(since), '/parked'
            from parked where cardinality(waits_for) = 0
            union all
            select 'Writes under way', count(*), min(a.planned_at), '/actions'
            from under_way u join action a on a.key = u.key
            union all
            select 'Incidents', count(*), min(opened_at), '/incidents'
            from incident where closed_at is null
            """;

    private final JdbcClient database;
    private final JsonMapper json = JsonMapper.shared();

    FlowFigures(JdbcClient database) {
        this.database = database;
    }

    private record Received(long messages, @Nullable Instant last) {
        static final Received NOTHING = new Received(0, null);
    }

    private record Written(
            long written,
            Optional<Long> half,
            Optional<Long> most,
            long retries,
            long underWay,
            long refused) {
        static final Written NOTHING = new Written(0, Optional.empty(), Optional.empty(), 0, 0, 0);
    }

    FlowView view(Page page, Release release, Instant now) {
        Timestamp since = Timestamp.from(now.minus(BACK));
        Map<String, Received> received = new TreeMap<>();
        database.sql(RECEIVED)
                .param("since", since)
                .query(
                        row -> {
                            received.put(
                                    row.getString("system"),
                                    new Received(row.getLong("messages"), instant(row, "last")));
                        });
        Map<String, Written> written = new TreeMap<>();
        database.sql(WRITTEN)
                .param("since", since)
                .query(
                        row -> {
                            written.put(row.getString("system"), written(row));
                        });
        List<String> troubled =
                database.sql("select subject from incident where closed_at is null")
                        .query((row, number) -> row.getString(1))
                        .list();
        List<FlowView.System> systems = new ArrayList<>();
        for (SystemDeclaration each : release.systems()) {
            systems.add(
                    system(
                            each,
                            received.getOrDefault(each.name(), Received.NOTHING),
                            written.getOrDefault(each.name(), Written.NOTHING),
                            troubled.stream().anyMatch(text -> names(text, each.name())),
                            now));
        }
        return new FlowView(
                page,
                "Over the last 24 hours, as known on " + Wording.moment(now) + " UTC.",
                Charts.json(json, map(systems)),
                "Messages from and writes to each of " + Counted.of(systems.size(), "system"),
                systems,
                heat(since, now),
                database.sql(BACKLOGS).query((row, number) -> backlog(row, now)).list());
    }

    /** Whether an incident's subject is about a system: by its name, or a part of it. */
    private static boolean names(String subject, String system) {
        return List.of(subject.split("[^A-Za-z0-9_-]+")).contains(system);
    }

    private static Written written(ResultSet row) throws SQLException {
        return new Written(
                row.getLong("written"),
                Optional.ofNullable(row.getObject("half", Long.class)),
                Optional.ofNullable(row.getObject("most", Long.class)),
                row.getLong("retries"),
                row.getLong("under_way"),
                row.getLong("refused"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp found = row.getTimestamp(column);
        return found == null ? null : found.toInstant();
    }

    private static FlowView.System system(
            SystemDeclaration system,
            Received received,
            Written written,
            boolean incident,
            Instant now) {
        String why =
                incident
                        ? "an incident is open"
                        : written.refused() > 0
                                ? "it refused something, or nobody can tell"
                                : written.retries() > 0 ? "some writes were tried again" : "";
        @Nullable Instant last = received.last();
        return new FlowView.System(
                system.name(),
                Wording.words(system.role().name()),
                incident ? "failing" : why.isEmpty() ? "healthy" : "needs a look",
                incident ? "bad" : why.isEmpty() ? "good" : "warn",
                why,
                received.messages(),
                last == null ? "never" : Wording.ago(last, now),
                written.written(),
                written.half().map(FlowFigures::millis).orElse("–"),
                written.most().map(FlowFigures::millis).orElse("–"),
                written.retries(),
                written.underWay(),
                written.refused(),
                "/actions?status=" + (written.refused() > 0 ? "rejected" : ""));
    }

    private static String millis(long millis) {
        return millis < 1_000
                ? millis + " ms"
                : millis < 60_000 ? millis / 1_000 + " s" : millis / 60_000 + " min";
    }

    private static Map<String, Object> map(List<FlowView.System> systems) {
        return Map.of(
                "systems",
                systems.stream()
                        .map(
                                each ->
                                        Map.of(
                                                "name", each.name(),
                                                "tone", each.tone(),
                                                "in", each.received(),
                                                "out", each.written(),
                                                "text",
                                                        each.name()
                                                                + ": "
                                                                + Counted.of(
                                                                        each.received(), "message")
                                                                + " in, "
                                                                + Counted.of(
                                                                        each.written(), "write")
                                                                + " out, "
                                                                + each.health()))
                        .toList());
    }

    /** The slowest twentieth by system and hour. */
    private String heat(Timestamp since, Instant now) {
        Map<String, Map<Instant, Long>> bySystem = new TreeMap<>();
        database.sql(HEAT)
                .param("since", since)
                .query(
                        row -> {
                            bySystem.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                                    .put(row.getTimestamp(2).toInstant(), row.getLong(3));
                        });
        if (bySystem.isEmpty()) {
            return "";
        }
        List<String> hours = new ArrayList<>();
        List<Instant> begins = new ArrayList<>();
        for (int back = HOURS - 1; back >= 0; back--) {
            Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(back, ChronoUnit.HOURS);
            begins.add(hour);
            hours.add(HOUR.format(hour));
        }
        List<String> systems = List.copyOf(bySystem.keySet());
        List<List<Object>> cells = new ArrayList<>();
        for (int y = 0; y < systems.size(); y++) {
            for (int x = 0; x < begins.size(); x++) {
                @Nullable Long most =
                        bySystem.getOrDefault(systems.get(y), Map.of()).get(begins.get(x));
                if (most != null) {
                    cells.add(List.of(x, y, most));
                }
            }
        }
        return Charts.json(json, Map.of("hours", hours, "systems", systems, "cells", cells));
    }

    private static FlowView.Backlog backlog(ResultSet row, Instant now) throws SQLException {
        @Nullable Instant oldest = instant(row, "oldest");
        long count = row.getLong("count");
        boolean old =
                oldest != null && Duration.between(oldest, now).compareTo(Duration.ofHours(1)) > 0;
        return new FlowView.Backlog(
                row.getString("name"),
                count,
                oldest == null ? "–" : Wording.ago(oldest, now),
                row.getString("href"),
                count == 0 ? "good" : old ? "warn" : "");
    }
}
