package throughline.rehearsal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import throughline.journal.Columns;
import throughline.money.Money;

/** Rehearsals and what they found, kept for as long as the installation is. */
public final class RehearsalStore {

    private static final String SELECT =
            """
            select id, release, hash, against, scope,
                case when state <> 'running' or exists (select from pg_locks
                        where locktype = 'advisory' and objsubid = 2
                            and classid = 7365 and objid::int8 = rehearsal.id)
                    then state else 'failed' end as state,
                started_at, by, engagements, steps, events, millis, baseline, gate, code
            from rehearsal
            """;

    private final DataSource source;
    private final JdbcClient database;

    /** Those of a database. */
    public RehearsalStore(DataSource source) {
        this.source = source;
        this.database = JdbcClient.create(source);
    }

    /** What is rehearsed, against what, and by whom. */
    record Begun(String release, String hash, String against, Scope scope, String by) {}

    /** Notes that one began; it runs until that is closed, or whoever runs it is gone. */
    Underway begin(Begun begun, Instant now) {
        return Underway.from(source, connection -> insert(connection, begun, now));
    }

    private static long insert(Connection connection, Begun begun, Instant now) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql(
                        """
                        insert into rehearsal
                            (release, hash, against, scope, state, started_at, by, code, seen)
                        values (?, ?, ?, ?, 'running', ?, ?, ?,
                            (select coalesce(max(id), 0) from message))
                        returning id
                        """)
                .params(
                        begun.release(),
                        begun.hash(),
                        begun.against(),
                        begun.scope().toString(),
                        Timestamp.from(now),
                        begun.by(),
                        OwnCode.print())
                .query(Long.class)
                .single();
    }

    /** Forgets what earlier ones found out that is of no use any more. */
    void tidy() {
        try (Connection connection = source.getConnection()) {
            Proven.tidy(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the rehearsal cannot begin", e);
        }
    }

    /** How one came to its end, after how long, and why it asks for a second person. */
    record Ended(
            Rehearsal.State state, Rehearsing.Extent extent, long millis, Optional<String> gate) {}

    void end(long rehearsal, Ended ended) {
        database.sql(
                        """
                        update rehearsal set state = ?, ended_at = now(), engagements = ?,
                            steps = ?, events = ?, millis = ?, baseline = ?, gate = ? where id = ?
                        """)
                .params(
                        Arrays.asList(
                                ended.state().name().toLowerCase(Locale.ROOT),
                                ended.extent().engagements(),
                                ended.extent().steps(),
                                ended.extent().events(),
                                ended.millis(),
                                ended.extent().baseline().name().toLowerCase(Locale.ROOT),
                                ended.gate().orElse(null),
                                rehearsal))
                .update();
    }

    /** Whether what differs of an engagement is told of going on from where it stands. */
    boolean isOnward(long rehearsal, String engagement) {
        return database.sql(
                        "select onward from rehearsed_engagement where rehearsal = ? and"
                                + " engagement = ?")
                .params(rehearsal, engagement)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Keeps what differs, in place of what was kept of these engagements before. */
    void keep(long rehearsal, List<String> looked, List<Difference> differences) {
        if (looked.isEmpty() && differences.isEmpty()) {
            return;
        }
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                forget(connection, rehearsal, looked);
                Rows rows = new Rows();
                differences.forEach(each -> rows.add(rehearsal, each));
                rows.write(connection);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the rehearsal cannot be kept", e);
        }
    }

    /**
     * Adds documents that are asked for otherwise, of engagements that may differ elsewhere too.
     */
    void add(long rehearsal, List<Difference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        Rows rows = new Rows();
        differences.forEach(each -> rows.add(rehearsal, each));
        try (Connection connection = source.getConnection()) {
            rows.writeMore(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the rehearsal cannot be kept", e);
        }
    }

    private static void forget(Connection connection, long rehearsal, List<String> looked)
            throws SQLException {
        Columns rows = new Columns("int8", "text");
        looked.forEach(id -> rows.row(rehearsal, id));
        for (String table : List.of("engagement", "amount", "attention", "write")) {
            rows.update(
                    connection,
                    "delete from rehearsed_"
                            + table
                            + " t using unnest(?::int8[], ?::text[]) as k(r, e)"
                            + " where t.rehearsal = k.r and t.engagement = k.e");
        }
    }

    /** The rows of some differences. */
    private static final class Rows {
        private static final String ENGAGEMENTS =
                "insert into rehearsed_engagement select * from unnest(?::int8[], ?::text[],"
                        + " ?::text[], ?::text[], ?::text[], ?::bool[])";
        private static final String WRITES =
                "insert into rehearsed_write select * from unnest(?::int8[], ?::text[], ?::text[],"
                        + " ?::text[], ?::text[], ?::text[], ?::text[], ?::int8[], ?::int8[],"
                        + " ?::text[])";
        private final Columns engagements =
                new Columns("int8", "text", "text", "text", "text", "bool");
        private final Columns amounts =
                new Columns("int8", "text", "text", "text", "text", "int8", "int8");
        private final Columns attention =
                new Columns("int8", "text", "text", "text", "text", "text", "text", "int8");
        private final Columns writes =
                new Columns(
                        "int8", "text", "text", "text", "text", "text", "text", "int8", "int8",
                        "text");

        void add(long rehearsal, Difference difference) {
            String id = difference.engagement();
            engagements.row(
                    rehearsal,
                    id,
                    difference.name(),
                    difference.unit(),
                    difference.legalEntity(),
                    difference.onward());
            for (Difference.Amount each : difference.amounts()) {
                amounts.row(
                        rehearsal,
                        id,
                        each.happening(),
                        each.period(),
                        each.currency(),
                        each.before(),
                        each.after());
            }
            for (Difference.Attention each : difference.attention()) {
                attention.row(
                        rehearsal,
                        id,
                        each.key(),
                        stored(each.change()),
                        each.code(),
                        each.sentence(),
                        currency(each.atStake()),
                        minor(each.atStake()));
            }
            for (Difference.Write each : difference.writes()) {
                writes.row(
                        rehearsal,
                        id,
                        each.purpose(),
                        stored(each.fate()),
                        each.kind(),
                        each.system(),
                        currency(each.after().or(each::before)),
                        minor(each.before()),
                        minor(each.after()),
                        each.says());
            }
        }

        void write(Connection connection) throws SQLException {
            engagements.update(connection, ENGAGEMENTS);
            amounts.update(
                    connection,
                    "insert into rehearsed_amount select * from unnest(?::int8[], ?::text[],"
                            + " ?::text[], ?::text[], ?::text[], ?::int8[], ?::int8[])");
            attention.update(
                    connection,
                    "insert into rehearsed_attention select * from unnest(?::int8[], ?::text[],"
                            + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int8[])"
                            + " on conflict do nothing");
            writes.update(connection, WRITES);
        }

        /** What is told already stays as it is: deriving knows better than comparing words. */
        void writeMore(Connection connection) throws SQLException {
            engagements.update(connection, ENGAGEMENTS + " on conflict do nothing");
            writes.update(connection, WRITES + " on conflict do nothing");
        }

        private static String stored(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        private static @Nullable String currency(Optional<Money> money) {
            return money.map(each -> each.currency().getCode()).orElse(null);
        }

        private static @Nullable Long minor(Optional<Money> money) {
            return money.map(Money::minor).orElse(null);
        }
    }

    /** One of them. */
    public Optional<Rehearsal> find(long number) {
        return database.sql(SELECT + " where id = ?")
                .param(number)
                .query(RehearsalStore::rehearsal)
                .optional();
    }

    /** All of them, newest first. */
    public List<Rehearsal> all() {
        return database.sql(SELECT + " order by id desc").query(RehearsalStore::rehearsal).list();
    }

    /** Those of one release, newest first. */
    public List<Rehearsal> of(String release) {
        return database.sql(SELECT + " where release = ? order by id desc")
                .param(release)
                .query(RehearsalStore::rehearsal)
                .list();
    }

    /** The newest finished one of a release's whole content, on the whole history. */
    public Optional<Rehearsal> newestOf(String hash, String against) {
        return database.sql(
                        SELECT
                                + " where hash = ? and against = ? and state = 'finished'"
                                + " and scope = ? order by id desc limit 1")
                .params(hash, against, Scope.WHOLE.toString())
                .query(RehearsalStore::rehearsal)
                .optional();
    }

    private static Rehearsal rehearsal(ResultSet row, int number) throws SQLException {
        Rehearsal.State state =
                Rehearsal.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        return new Rehearsal(
                row.getLong("id"),
                row.getString("release"),
                row.getString("hash"),
                row.getString("against"),
                row.getString("scope"),
                state,
                row.getTimestamp("started_at").toInstant(),
                row.getString("by"),
                row.getLong("engagements"),
                row.getLong("steps"),
                row.getLong("events"),
                row.getLong("millis"),
                baseline(state, row.getString("baseline")),
                Optional.ofNullable(row.getString("gate")),
                row.getString("code"));
    }

    private static Optional<Baseline> baseline(Rehearsal.State state, String stored) {
        return switch (state) {
            case FINISHED, CANCELLED ->
                    Optional.of(Baseline.valueOf(stored.toUpperCase(Locale.ROOT)));
            case RUNNING, FAILED -> Optional.empty();
        };
    }
}
