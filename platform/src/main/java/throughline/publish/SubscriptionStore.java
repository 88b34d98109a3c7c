package throughline.publish;

import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.EventMode;
import throughline.connectors.Incidents;

/** Who hears of milestones by webhook, how far each has heard, and what each has yet to hear. */
public final class SubscriptionStore {

    private final JdbcClient database;
    private final Incidents incidents;

    /** Subscriptions of this database. */
    public SubscriptionStore(JdbcClient database) {
        this.database = database;
        this.incidents = new Incidents(database, "publish");
    }

    /**
     * Adds or changes a subscription; a new one hears what comes, a disabled one is active again.
     */
    public void subscribe(Subscription subscription, Position from) {
        database.sql(
                        """
                        insert into throughline.subscription
                            (id, url, secrets, types, mode, cursor_tx, cursor_position)
                        values (:id, :url, :secrets, :types, :mode, :tx::text::xid8, :position)
                        on conflict (id) do update
                        set url = excluded.url, secrets = excluded.secrets, types = excluded.types,
                            mode = excluded.mode,
                            state = 'active', failures = 0, failing_since = null,
                            next_attempt = now()
                        """)
                .param("id", subscription.id())
                .param("url", subscription.url().toString())
                .param("secrets", subscription.secrets().toArray(new String[0]))
                .param("types", subscription.types().toArray(new String[0]))
                .param("mode", subscription.mode().word())
                .param("tx", Long.toString(from.transaction()))
                .param("position", from.row())
                .update();
        incidents.close(subscription.id(), "subscriber-disabled");
    }

    /** All subscriptions and how they fare, by id. */
    public List<Standing> all() {
        return database.sql(
                        """
                        select s.*, s.cursor_tx::text::bigint as tx,
                            (select count(*) from throughline.redelivery r
                             where r.subscription = s.id) as kept
                        from throughline.subscription s order by s.id
                        """)
                .query(SubscriptionStore::standing)
                .list();
    }

    /**
     * How a subscription fares.
     *
     * @param state {@code active} or {@code disabled}
     * @param failures rounds in a row in which nothing got through
     * @param kept publications that it did not take and that are tried again
     * @param lastFailure empty when there was none
     */
    public record Standing(
            Subscription subscription, String state, int failures, int kept, String lastFailure) {}

    private static Standing standing(ResultSet row, int number) throws SQLException {
        return new Standing(
                subscription(row),
                row.getString("state"),
                row.getInt("failures"),
                row.getInt("kept"),
                Optional.ofNullable(row.getString("last_failure")).orElse(""));
    }

    /** Ends a subscription; false when there is none of that id. */
    public boolean unsubscribe(String id) {
        return database.sql("delete from throughline.subscription where id = :id")
                        .param("id", id)
                        .update()
                > 0;
    }

    /** One active subscription whose turn it is, for this holder alone while the lease lasts. */
    Optional<Turn> turn(String holder, Duration lease) {
        return database.sql(
                        """
                        update throughline.subscription s
                        set holder = :holder, held_until = now() + :lease * interval '1 millisecond'
                        where s.id = (
                            select id from throughline.subscription
                            where state = 'active' and next_attempt <= now()
                              and (held_until is null or held_until < now())
                            order by next_attempt
                            limit 1
                            for update skip locked)
                        returning s.*, s.cursor_tx::text::bigint as tx
                        """)
                .param("holder", holder)
                .param("lease", lease.toMillis())
                .query(SubscriptionStore::turn)
                .optional();
    }

    /** The turn ends well: how far the subscriber has heard, and when to look again. */
    void heard(Turn turn, Position until, Duration next) {
        database.sql(
                        """
                        update throughline.subscription
                        set cursor_tx = :tx::text::xid8, cursor_position = :position, failures = 0,
                            failing_since = null, held_until = null,
                            next_attempt = now() + :next * interval '1 millisecond'
                        where id = :id and holder = :holder
                        """)
                .param("tx", Long.toString(until.transaction()))
                .param("position", until.row())
                .param("next", next.toMillis())
                .param("id", turn.subscription().id())
                .param("holder", turn.holder())
                .update();
    }

    /** Nothing reached the subscriber: it is left alone for a while. */
    void away(Turn turn, Duration next, String sentence) {
        database.sql(
                        """
                        update throughline.subscription
                        set failures = failures + 1, last_failure = :sentence, held_until = null,
                            failing_since = coalesce(failing_since, now()),
                            next_attempt = now() + :next * interval '1 millisecond'
                        where id = :id and holder = :holder
                        """)
                .param("sentence", sentence)
                .param("next", next.toMillis())
                .param("id", turn.subscription().id())
                .param("holder", turn.holder())
                .update();
    }

    /** Gives up on a subscriber until somebody subscribes it again, and tells the operators. */
    void disable(Turn turn, String sentence) {
        incidents.raise(turn.subscription().id(), "subscriber-disabled", sentence);
        database.sql(
                        """
                        update throughline.subscription
                        set state = 'disabled', last_failure = :sentence, held_until = null
                        where id = :id and holder = :holder
                        """)
                .param("sentence", sentence)
                .param("id", turn.subscription().id())
                .param("holder", turn.holder())
                .update();
    }

    /** What this subscriber has yet to hear of these subjects; later ones wait behind them. */
    Set<String> behind(Turn turn, Collection<String> subjects) {
        return new HashSet<>(
                database.sql(
                                """
                                select distinct subject from throughline.redelivery
                                where subscription = :id and subject = any (:subjects)
                                """)
                        .param("id", turn.subscription().id())
                        .param("subjects", subjects.toArray(new String[0]))
                        .query(String.class)
                        .list());
    }

    /** Keeps a publication that did not get through, behind those of its subject kept before. */
    void keep(Turn turn, Published published, Duration next) {
        database.sql(
                        """
                        insert into throughline.redelivery
                            (subscription, tx, position, subject, next_attempt)
                        values (:id, :tx::text::xid8, :position, :subject,
                            now() + :next * interval '1 millisecond')
                        on conflict do nothing
                        """)
                .param("id", turn.subscription().id())
                .param("tx", Long.toString(published.position().transaction()))
                .param("position", published.position().row())
                .param("subject", published.publication().subject().value())
                .param("next", next.toMillis())
                .update();
    }

    /** The oldest kept publication of each subject, where its time has come. */
    List<Kept> kept(Turn turn, int most) {
        return database.sql(
                        """
                        select p.position, p.tx::text::bigint as tx, p.id, p.type, p.subject,
                            p.time, p.data, p.trace, r.attempts
                        from (
                            select distinct on (subject) *
                            from throughline.redelivery
                            where subscription = :id
                            order by subject, tx, position) r
                        join throughline.publication p on p.position = r.position
                        where r.next_attempt <= now()
                        order by r.tx, r.position
                        limit :most
                        """)
                .param("id", turn.subscription().id())
                .param("most", most)
                .query((row, n) -> new Kept(PublicationStore.read(row, n), row.getInt("attempts")))
                .list();
    }

    /** A kept publication got through, or was given up; the next of its subject may go at once. */
    void drop(Turn turn, Published published) {
        database.sql(
                        """
                        with dropped as (
                            delete from throughline.redelivery
                            where subscription = :id and position = :position
                            returning subject)
                        update throughline.redelivery r set next_attempt = now()
                        from dropped d
                        where r.subscription = :id and r.subject = d.subject
                          and r.position <> :position
                        """)
                .param("id", turn.subscription().id())
                .param("position", published.position().row())
                .update();
    }

    /** A kept publication never got through: operators are told, and later ones go on. */
    void giveUp(Turn turn, Published published, String sentence) {
        incidents.raise(
                turn.subscription().id() + " " + published.publication().id(),
                "publication-given-up",
                "Cannot tell "
                        + turn.subscription().id()
                        + " of "
                        + published.publication().type()
                        + " of "
                        + published.publication().subject()
                        + ": "
                        + sentence);
        drop(turn, published);
    }

    /** A kept publication did not get through again. */
    void again(Turn turn, Published published, Duration next) {
        database.sql(
                        """
                        update throughline.redelivery
                        set attempts = attempts + 1,
                            next_attempt = now() + :next * interval '1 millisecond'
                        where subscription = :id and position = :position
                        """)
                .param("next", next.toMillis())
                .param("id", turn.subscription().id())
                .param("position", published.position().row())
                .update();
    }

    private static Turn turn(ResultSet row, int number) throws SQLException {
        java.sql.Timestamp since = row.getTimestamp("failing_since");
        return new Turn(
                subscription(row),
                new Position(row.getLong("tx"), row.getLong("cursor_position")),
                row.getString("holder"),
                row.getInt("failures"),
                Optional.ofNullable(since).map(java.sql.Timestamp::toInstant));
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                row.getString("id"),
                URI.create(row.getString("url")),
                texts(row.getArray("secrets")),
                texts(row.getArray("types")),
                EventMode.of(row.getString("mode")));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(Object::toString).toList();
    }

    /** A subscription that is ours to serve for now. */
    record Turn(
            Subscription subscription,
            Position cursor,
            String holder,
            int failures,
            Optional<Instant> failingSince) {}

    /** A publication that did not get through before. */
    record Kept(Published published, int attempts) {}
}
