package throughline.releases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.journal.RawJson;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Release;

/**
 * What went through records of outside systems. Everything of an engagement rests on its own record
 * and on the master data that it refers to; of records that belong to it, what they led to counts.
 */
final class RecordTraffic {

    private static final String KEPT =
            """
            select r.external_id, m.body from record r
            join message m on m.id = r.message_id
            where r.system = ? and r.type = ?
            """;

    private static final String ROOTS =
            """
            select r.engagement from record r
            where r.system = :system and r.type = :type
                and (:all or r.external_id = any(:ids::text[]))
                and r.engagement = r.system || ':' || r.type || ':' || r.external_id
                and exists (select from event v where v.engagement = r.engagement and v.known > %s)
            """
                    .formatted(Traffic.SINCE);

    private static final String WATCHERS =
            """
            select e.id from record m
            join watch w on w.system = m.system and w.type = m.type
                and w.external_id = m.external_id
            left join record r on w.watcher = r.system || ':' || r.type || ':' || r.external_id
            join engagement e on e.id = coalesce(r.engagement, w.watcher)
            where m.system = :system and m.type = :type and m.engagement is null
                and (:all or m.external_id = any(:ids::text[]))
                and exists (select from event v where v.engagement = e.id and v.known > %s)
            """
                    .formatted(Traffic.SINCE);

    private static final String LED =
            """
            select v.engagement, p.happening, p.currency, sum(p.minor)::int8
            from event v join message m on m.id = v.cause_message
            left join posting p on p.engagement = v.engagement and p.sequence = v.sequence
                and p.happening in %s
            where m.system = :system and m.type = :type and v.known > %s
                and (:all or m.external_id = any(:ids::text[]))
            group by 1, 2, 3
            """
                    .formatted(Traffic.HAPPENINGS, Traffic.SINCE);

    private static final int FETCHED = 1_000;

    private final JdbcClient database;
    private final DataSource source;
    private final Release release;

    RecordTraffic(DataSource database, Release release) {
        this.database = JdbcClient.create(database);
        this.source = database;
        this.release = release;
    }

    /** Records of one kind, all or some. */
    private record Kind(String system, String type, Optional<Set<String>> ids) {
        JdbcClient.StatementSpec on(JdbcClient database, String sql) {
            return database.sql(sql)
                    .param("system", system)
                    .param("type", type)
                    .param("all", ids.isEmpty())
                    .param("ids", Traffic.names(ids.orElse(Set.of())));
        }
    }

    /** All records of a kind, as {@code system:type}. */
    void all(String kind, Traffic traffic) {
        String[] names = kind.split(":", 2);
        if (names.length == 2) {
            through(new Kind(names[0], names[1], Optional.empty()), traffic);
        }
    }

    /** What went through a field. */
    Traffic of(Passage.Field field) {
        Traffic traffic = new Traffic();
        of(field, traffic);
        return traffic;
    }

    /** Records that have a value where the field is read from; all when it reads none. */
    void of(Passage.Field field, Traffic traffic) {
        String name = field.field().replaceFirst(" \\(\\d+\\)$", "");
        List<String> reads = new ArrayList<>();
        release.mapping(field.system(), field.type()).map(Mapping::lineage).stream()
                .flatMap(List::stream)
                .filter(row -> row.field().equals(name) || row.field().startsWith(name + "."))
                .forEach(row -> reads.addAll(row.reads()));
        boolean tells = !reads.isEmpty() && reads.stream().allMatch(Values::isPlain);
        Kind kind = new Kind(field.system(), field.type(), Optional.empty());
        through(
                tells
                        ? some(kind, raw -> reads.stream().anyMatch(way -> Values.has(raw, way)))
                        : kind,
                traffic);
    }

    /** Records of which the values that a row of a mapping reads fit. */
    void with(Mapping mapping, Lineage row, Predicate<List<String>> values, Traffic traffic) {
        Kind kind = new Kind(mapping.system(), mapping.type(), Optional.empty());
        List<String> ways = row.reads().stream().filter(Values::isPlain).toList();
        through(
                some(
                        kind,
                        raw ->
                                values.test(
                                        ways.stream()
                                                .flatMap(way -> Values.at(raw, way).stream())
                                                .toList())),
                traffic);
    }

    private Kind some(Kind kind, Predicate<Map<String, Object>> fits) {
        Set<String> ids = new HashSet<>();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(KEPT)) {
                statement.setString(1, kind.system());
                statement.setString(2, kind.type());
                statement.setFetchSize(FETCHED);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        if (fits.test(RawJson.object(rows.getBytes(2)))) {
                            ids.add(rows.getString(1));
                        }
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read records of " + kind, e);
        }
        return new Kind(kind.system(), kind.type(), Optional.of(ids));
    }

    private void through(Kind kind, Traffic traffic) {
        traffic.rests(kind.on(database, ROOTS));
        traffic.rests(kind.on(database, WATCHERS));
        led(kind.on(database, LED), traffic);
    }

    /** Rows of an engagement with what it came to; without a happening it came to nothing. */
    static void led(JdbcClient.StatementSpec asked, Traffic traffic) {
        asked.query(
                row -> {
                    String engagement = row.getString(1);
                    @Nullable String happening = row.getString(2);
                    if (happening == null) {
                        traffic.met(engagement);
                    } else {
                        traffic.led(engagement, happening, row.getString(3), row.getLong(4));
                    }
                });
    }
}
