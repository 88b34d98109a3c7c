package throughline.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages to people, and what was told by them. */
final class NoticeStore {

    /**
     * Names an incident and when it opened: one that was over and comes again is another, however
     * soon it does.
     */
    static final String OCCURRENCE =
            "concat_ws('|', i.area, i.subject, i.code, extract(epoch from i.opened_at))";

    /** Only one node at a time decides what is told. */
    private static final long LOCK = 0x6e6f_7469_6365L;

    private final JdbcClient database;

    NoticeStore(JdbcClient database) {
        this.database = database;
    }

    /** A message that is to be sent. */
    record Planned(long id, String address, String subject, String body, int attempts) {}

    /** Whether nobody else decides at this moment; holds until the transaction ends. */
    boolean alone() {
        return database.sql("select pg_try_advisory_xact_lock(?)")
                .param(LOCK)
                .query(Boolean.class)
                .single();
    }

    /** When something was last planned for an address. */
    Optional<Instant> lastTo(String address) {
        return database.sql(
                        """
                        select planned_at from notice where address = ?
                        order by planned_at desc limit 1
                        """)
                .param(address)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** Earlier messages to an address that may not have arrived; they are mentioned once. */
    List<Instant> unmentioned(String address) {
        return database.sql(
                        """
                        update notice set mentioned = true
                        where address = ? and state = 'unclear' and not mentioned
                        returning tried_at
                        """)
                .param(address)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .list();
    }

    long plan(String owner, String address, NoticeText.Written written, int matters, Instant at) {
        return database.sql(
                        """
                        insert into notice
                            (owner, address, subject, body, matters, planned_at, next_try)
                        values (?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        owner,
                        address,
                        written.subject(),
                        written.body(),
                        matters,
                        Timestamp.from(at),
                        Timestamp.from(at))
                .query(Long.class)
                .single();
    }

    void told(List<Matter> matters, @Nullable Long notice, Instant at) {
        for (Matter each : matters) {
            database.sql(
                            """
                            insert into notice_told (level, subject, notice, at)
                            values (?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(
                            Arrays.asList(
                                    each.level().word(),
                                    each.subject(),
                                    notice,
                                    Timestamp.from(at)))
                    .update();
        }
    }

    /**
     * An incident that is over may come again and is told again then; what is told is kept no
     * longer than it is of use.
     */
    void forgetClosedIncidents() {
        database.sql(
                        """
                        delete from notice_told t where t.level = 'incident' and not exists (
                            select from incident i where i.closed_at is null and t.subject = %s)
                        """
                                .formatted(OCCURRENCE))
                .update();
    }

    /** Claims one message whose time has come: whoever claims it, alone may send it. */
    Optional<Planned> claim(String by, Instant now) {
        return database.sql(
                        """
                        update notice set state = 'sending', claimed_by = :by, tried_at = :now,
                            attempts = attempts + 1
                        where id = (select id from notice where state = 'planned'
                            and next_try <= :now order by next_try, id
                            limit 1 for update skip locked)
                        returning id, address, subject, body, attempts
                        """)
                .params(Map.of("by", by, "now", Timestamp.from(now)))
                .query((row, number) -> planned(row))
                .optional();
    }

    private static Planned planned(ResultSet row) throws SQLException {
        return new Planned(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5));
    }

    /** How sending ended. */
    void ended(long id, String state, String sentence, Instant next) {
        database.sql(
                        """
                        update notice set state = ?, sentence = ?, next_try = ?
                        where id = ? and state = 'sending'
                        """)
                .params(state, sentence, Timestamp.from(next), id)
                .update();
    }

    /** What was being sent by somebody who is gone may have arrived, and is not sent again. */
    int unclear(Duration patience, Instant now) {
        return database.sql(
                        """
                        update notice set state = 'unclear',
                            sentence = 'whoever sent it ended before an answer came'
                        where state = 'sending' and tried_at < ?
                        """)
                .param(Timestamp.from(now.minus(patience)))
                .update();
    }

    /** The newest messages. */
    List<Notice> newest(int most) {
        return database.sql(
                        """
                        select id, owner, address, subject, matters, state, planned_at, attempts,
                            sentence
                        from notice order by id desc limit ?
                        """)
                .param(most)
                .query(
                        (row, number) ->
                                new Notice(
                                        row.getLong("id"),
                                        row.getString("owner"),
                                        row.getString("address"),
                                        row.getString("subject"),
                                        row.getInt("matters"),
                                        row.getString("state"),
                                        row.getTimestamp("planned_at").toInstant(),
                                        row.getInt("attempts"),
                                        row.getString("sentence")))
                .list();
    }
}
