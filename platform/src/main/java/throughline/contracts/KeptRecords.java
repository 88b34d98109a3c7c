package throughline.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.intake.RawMessage;
import throughline.journal.RawJson;
import tools.jackson.core.JacksonException;

/** Reads the raw records that were kept of a system, piece by piece. */
public final class KeptRecords {

    private static final int CHUNK = 1_000;

    private final JdbcClient database;

    /** Those of a database. */
    public KeptRecords(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    private record Kept(long id, String type, Instant received, byte[] body) {}

    /** Hears every record that can be read. */
    @FunctionalInterface
    public interface Hearing {
        /** One of them. */
        void hears(String type, Instant received, Map<String, Object> raw);
    }

    /** All of a system, oldest first. */
    public void of(String system, Hearing hearing) {
        long after = 0;
        List<Kept> read;
        do {
            read =
                    database.sql(
                                    """
                                    select id, type, received_at, body from message
                                    where system = ? and type <> ? and id > ?
                                    order by id limit ?
                                    """)
                            .params(system, RawMessage.UNREADABLE, after, CHUNK)
                            .query(
                                    (row, number) ->
                                            new Kept(
                                                    row.getLong(1),
                                                    row.getString(2),
                                                    row.getTimestamp(3).toInstant(),
                                                    row.getBytes(4)))
                            .list();
            for (Kept each : read) {
                object(each.body())
                        .ifPresent(raw -> hearing.hears(each.type(), each.received(), raw));
                after = each.id();
            }
        } while (read.size() == CHUNK);
    }

    private static Optional<Map<String, Object>> object(byte[] body) {
        try {
            return Optional.of(RawJson.object(body));
        } catch (JacksonException | RawJson.NoObjectException unreadable) {
            return Optional.empty(); // what nobody can read teaches nothing
        }
    }
}
