package throughline.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * What a measurement cost besides time, so that two programs can be seen to write alike, and so
 * that one sees where to look next: rows, log, transactions, processor time.
 */
final class Spent {

    private static final String COUNTS =
            """
            select pg_current_wal_insert_lsn() - '0/0'::pg_lsn,
                (select sum(xact_commit) from pg_stat_database),
                (select sum(n_tup_ins) from pg_stat_user_tables),
                (select sum(n_tup_upd) from pg_stat_user_tables),
                (select sum(n_tup_del) from pg_stat_user_tables)
            """;
    private static final double TICKS_PER_SECOND = 100;

    private final DataSource database;
    private final long[] before;
    private final double[] processors;
    private final long start;

    private Spent(DataSource database) throws SQLException {
        this.database = database;
        this.before = counts(database);
        this.processors = processors();
        this.start = System.nanoTime();
    }

    /** Begins to count. */
    static Spent from(DataSource database) throws SQLException {
        return new Spent(database);
    }

    /** Prints what was spent since, for each of so many things. */
    void say(String name, long things) throws SQLException {
        double[] now = processors();
        double seconds = Bench.seconds(start);
        long[] after = counts(database);
        Bench.say(
                "%-17s each: %.0f bytes of log, %.2f rows written, %.2f changed, %.2f deleted; %d"
                        + " transactions in all; in %.1f s processors worked %.1f s in the server"
                        + " and %.1f s here (%.1f s of it compiling, %.1f s collecting)",
                name,
                (double) (after[0] - before[0]) / things,
                (double) (after[2] - before[2]) / things,
                (double) (after[3] - before[3]) / things,
                (double) (after[4] - before[4]) / things,
                after[1] - before[1],
                seconds,
                now[0] - processors[0],
                now[1] - processors[1],
                now[2] - processors[2],
                now[3] - processors[3]);
    }

    private static long[] counts(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // Counts reach the statistics a little after their transaction.
            statement.execute("select pg_sleep(1.2), pg_stat_clear_snapshot()");
            try (ResultSet row = statement.executeQuery(COUNTS)) {
                row.next();
                long[] counts = new long[5];
                for (int i = 0; i < counts.length; i++) {
                    counts[i] = row.getLong(i + 1);
                }
                return counts;
            }
        }
    }

    /** Seconds of processors for the server, this process, its compiler, its collector. */
    private double[] processors() throws SQLException {
        long backend = Bench.number(database, "select pg_backend_pid()");
        return new double[] {server(backend), here(), compiling(), threads("G1 |GC ")};
    }

    /**
     * Seconds that the compilers of this process have worked so far. Their threads come and go, so
     * what is read of those that are there can become less.
     */
    static double compiling() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3;
    }

    private static double threads(String names) {
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            double ticks = 0;
            for (Path task : tasks.toList()) {
                String name = Files.readString(task.resolve("comm"));
                if (Pattern.compile(names).matcher(name).lookingAt()) {
                    String[] stat = stat(task);
                    ticks += Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
                }
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException unsaid) {
            return 0;
        }
    }

    private static double here() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }

    /** All processes of the server that this database runs in, when it runs on this machine. */
    private static double server(long backend) {
        try (var processes = Files.list(Path.of("/proc"))) {
            String server = stat(Path.of("/proc", Long.toString(backend)))[1];
            double ticks = 0;
            for (Path process : processes.toList()) {
                String name = process.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit)) {
                    ticks += ofServer(process, server);
                }
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException unsaid) {
            return 0;
        }
    }

    private static long ofServer(Path process, String server) {
        try {
            String[] stat = stat(process);
            boolean itself = process.getFileName().toString().equals(server);
            if (!itself && !stat[1].equals(server)) {
                return 0;
            }
            long own = Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
            long ended = Long.parseLong(stat[13]) + Long.parseLong(stat[14]);
            return own + (itself ? ended : 0);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** What stands after the name, which may hold anything: state, parent and so on. */
    private static String[] stat(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
