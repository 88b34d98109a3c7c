package throughline.publish;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Json;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;

/** Reads publications in the order in which they became final. */
public final class PublicationStore {

    private final JdbcClient database;

    /** Publications of this database. */
    public PublicationStore(JdbcClient database) {
        this.database = database;
    }

    /** What became final after a position, oldest first. */
    List<Published> after(Position position, Collection<String> types, int most) {
        return database.sql(
                        """
                        select position, tx::text::bigint as tx, id, type, subject, time, data,
                            trace
                        from throughline.publication
                        where (tx, position) > (:tx::text::xid8, :row)
                          and tx < pg_snapshot_xmin(pg_current_snapshot())
                          and type = any (:types)
                        order by tx, position
                        limit :most
                        """)
                .param("tx", Long.toString(position.transaction()))
                .param("row", position.row())
                .param("types", types.toArray(new String[0]))
                .param("most", most)
                .query(PublicationStore::read)
                .list();
    }

    /** The end of what is final now: whoever begins here hears only what comes. */
    Position end() {
        long transaction =
                database.sql("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1")
                        .query(Long.class)
                        .single();
        return new Position(transaction, Long.MAX_VALUE);
    }

    static Published read(ResultSet row, int number) throws SQLException {
        return new Published(
                new Position(row.getLong("tx"), row.getLong("position")),
                new Publication(
                        row.getString("id"),
                        row.getString("type"),
                        new EngagementId(row.getString("subject")),
                        row.getTimestamp("time").toInstant(),
                        Json.object(row.getString("data").getBytes(StandardCharsets.UTF_8))
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "a publication's data is no object")),
                        Optional.ofNullable(row.getObject("trace", UUID.class)).map(Trace::new)));
    }
}
