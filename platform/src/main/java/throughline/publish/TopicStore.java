package throughline.publish;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each topic has been told, and which node tells it. */
final class TopicStore {

    private final JdbcClient database;

    TopicStore(JdbcClient database) {
        this.database = database;
    }

    /** Where to go on, if the topic is this holder's to tell for a while; begins at the start. */
    Optional<Position> turn(String topic, String holder, Duration lease) {
        database.sql("insert into throughline.topic (name) values (?) on conflict do nothing")
                .param(topic)
                .update();
        return database.sql(
                        """
                        update throughline.topic
                        set holder = :holder, held_until = now() + :lease * interval '1 millisecond'
                        where name = :topic
                          and (holder = :holder or held_until is null or held_until < now())
                        returning cursor_tx::text::bigint as tx, cursor_position
                        """)
                .param("topic", topic)
                .param("holder", holder)
                .param("lease", lease.toMillis())
                .query((row, number) -> new Position(row.getLong(1), row.getLong(2)))
                .optional();
    }

    /** The broker has everything up to here. */
    void told(String topic, String holder, Position until) {
        database.sql(
                        """
                        update throughline.topic
                        set cursor_tx = :tx::text::xid8, cursor_position = :position
                        where name = :topic and holder = :holder
                        """)
                .param("tx", Long.toString(until.transaction()))
                .param("position", until.row())
                .param("topic", topic)
                .param("holder", holder)
                .update();
    }

    /** Somebody else may tell it at once. */
    void letGo(String topic, String holder) {
        database.sql(
                        """
                        update throughline.topic set held_until = null, holder = null
                        where name = :topic and holder = :holder
                        """)
                .param("topic", topic)
                .param("holder", holder)
                .update();
    }
}
