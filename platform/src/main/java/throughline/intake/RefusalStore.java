package throughline.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Traces of what was not taken in, for operators. The same again is counted, not written each time.
 */
public final class RefusalStore {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalStore.class);
    private static final long AT_MOST_EVERY_NANOS = 1_000_000_000L;
    private static final int KINDS = 1_000;
    private static final int NAME = 60;

    private static final String KEEP =
            """
            insert into incident as i (area, subject, code, sentence, seen)
            values ('intake', ?, ?, ?, ?)
            on conflict (area, subject, code) do update
                set sentence = excluded.sentence, seen = i.seen + excluded.seen, last_at = now(),
                    closed_at = null,
                    opened_at = case when i.closed_at is null then i.opened_at else now() end
            """;

    private final DataSource database;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** Keeps traces in a database. */
    public RefusalStore(DataSource database) {
        this.database = database;
    }

    private record Seen(long writtenAt, int since) {}

    /** Leaves a trace, at most one a second for the same system and code: nobody can flood us. */
    void leaveTrace(String system, ErrorCode code, String sentence) {
        String subject =
                code == ErrorCode.UNKNOWN_SYSTEM
                        ? "unknown"
                        : system.substring(0, Math.min(NAME, system.length()));
        String kind = subject + " " + code;
        if (seen.size() > KINDS) {
            seen.clear();
        }
        long now = System.nanoTime();
        int[] count = new int[1];
        seen.compute(
                kind,
                (key, before) -> {
                    if (before != null && now - before.writtenAt < AT_MOST_EVERY_NANOS) {
                        return new Seen(before.writtenAt, before.since + 1);
                    }
                    count[0] = before == null ? 1 : before.since + 1;
                    return new Seen(now, 0);
                });
        if (count[0] > 0) {
            write(subject, code, sentence, count[0]);
        }
    }

    private void write(String subject, ErrorCode code, String sentence, int times) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(KEEP)) {
            statement.setString(1, subject);
            statement.setString(2, code.code());
            statement.setString(3, sentence);
            statement.setInt(4, times);
            statement.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("refused without a trace: {}", sentence);
        }
    }
}
