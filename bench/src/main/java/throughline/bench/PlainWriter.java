package throughline.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * The raw limit that the engine is compared with: a program that decides nothing and only writes,
 * in batches, the rows that an event costs (a journal row, an upserted state, half an outbox row
 * written and completed), durably, from two threads.
 */
final class PlainWriter {

    private static final int BATCH = 256;
    private static final int THREADS = 2;
    private static final int ENGAGEMENTS = 5_000;

    private static final String JOURNAL =
            """
            insert into bench_plain.journal (engagement, sequence, type, release, known, payload)
            select * from unnest(
                ?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::bytea[])
            """;
    private static final String STATE =
            """
            insert into bench_plain.state (engagement, sequence, body)
            select * from unnest(?::text[], ?::bigint[], ?::bytea[])
            on conflict (engagement) do update
                set sequence = excluded.sequence, body = excluded.body
            """;
    private static final String DETAIL =
            """
            insert into bench_plain.detail (engagement, sequence, ordinal, kind, line, minor, day)
            select e, s, o, 'revenue-recognized', 'L-1', 120000, '2026-03-03'
            from unnest(?::text[], ?::bigint[]) as r(e, s), generate_series(1, %d) as o
            """;
    private static final String OUTBOX =
            """
            insert into bench_plain.outbox (key, engagement, status, body)
            select k, e, 'planned', b from unnest(?::text[], ?::text[], ?::bytea[]) as r(k, e, b)
            """;
    private static final String COMPLETE =
            "update bench_plain.outbox set status = 'confirmed' where key = any(?::text[])";

    private final DataSource database;
    private final byte[] payload;
    private final byte[] state;
    private final int details;
    private int written;

    /**
     * A writer of rows of the same size as the engine's.
     *
     * @param payloadBytes the mean size of a journal row's payload
     * @param stateBytes the mean size of a state
     * @param details narrow rows for each event, as postings and measures are
     */
    PlainWriter(DataSource database, int payloadBytes, int stateBytes, int details) {
        this.details = details;
        this.database = database;
        this.payload = filled(payloadBytes);
        this.state = filled(stateBytes);
    }

    /** Creates its tables anew. */
    void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists bench_plain cascade");
            statement.execute("create schema bench_plain");
            statement.execute(
                    """
                    create table bench_plain.journal (
                        engagement text not null, sequence bigint not null, type text not null,
                        release text not null, known timestamptz not null, payload bytea not null,
                        primary key (engagement, sequence))
                    """);
            statement.execute(
                    """
                    create table bench_plain.state (
                        engagement text primary key, sequence bigint not null, body bytea not null)
                    with (fillfactor = 70)
                    """);
            statement.execute(
                    """
                    create table bench_plain.detail (
                        engagement text not null, sequence bigint not null, ordinal int not null,
                        kind text not null, line text not null, minor bigint not null,
                        day date not null, primary key (engagement, sequence, ordinal))
                    """);
            statement.execute(
                    """
                    create table bench_plain.outbox (
                        key text primary key, engagement text not null, status text not null,
                        body bytea not null) with (fillfactor = 70)
                    """);
        }
    }

    /**
     * Writes events and tells how fast.
     *
     * @return events per second
     */
    double run(int events) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> parts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                parts.add(threads.submit(() -> write(number, events / THREADS)));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        }
        written += events;
        return events / Bench.seconds(start);
    }

    private Void write(int thread, int events) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int done = 0; done < events; done += BATCH) {
                writeBatch(connection, thread, written + done);
                connection.commit();
            }
        }
        return null;
    }

    private void writeBatch(Connection connection, int thread, int first) throws SQLException {
        String[] engagements = new String[BATCH];
        Long[] sequences = new Long[BATCH];
        String[] types = new String[BATCH];
        String[] releases = new String[BATCH];
        String[] known = new String[BATCH];
        byte[][] payloads = new byte[BATCH][];
        byte[][] states = new byte[BATCH][];
        for (int i = 0; i < BATCH; i++) {
            engagements[i] = "crm:opportunity:" + thread + "-" + (first + i) % ENGAGEMENTS;
            sequences[i] = (long) (first + i) / ENGAGEMENTS + 1;
            types[i] = "time-approved/v1";
            releases[i] = "3f2a9c1b7d40";
            known[i] = "2026-01-01T00:00:00Z";
            payloads[i] = payload;
            states[i] = state;
        }
        update(connection, JOURNAL, engagements, sequences, types, releases, known, payloads);
        update(connection, STATE, engagements, sequences, states);
        if (details > 0) {
            update(connection, DETAIL.formatted(details), engagements, sequences);
        }
        String[] keys = new String[BATCH / 2];
        String[] owners = new String[BATCH / 2];
        byte[][] bodies = new byte[BATCH / 2][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = engagements[i] + "/erp/" + first + "/" + i;
            owners[i] = engagements[i];
            bodies[i] = payload;
        }
        update(connection, OUTBOX, keys, owners, bodies);
        update(connection, COMPLETE, new Object[][] {keys});
    }

    private static void update(Connection connection, String sql, Object[]... columns)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                Array array = connection.createArrayOf(typeOf(columns[i]), columns[i]);
                statement.setArray(i + 1, array);
            }
            statement.executeUpdate();
        }
    }

    private static String typeOf(Object[] column) {
        return switch (column) {
            case Long[] _ -> "bigint";
            case byte[][] _ -> "bytea";
            case Object[] _ -> "text";
        };
    }

    private static byte[] filled(int size) {
        byte[] bytes = new byte[size];
        new java.util.Random(7).nextBytes(bytes);
        return bytes;
    }
}
