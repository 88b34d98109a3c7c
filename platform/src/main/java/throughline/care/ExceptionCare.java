package throughline.care;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;

/**
 * Care for open exceptions.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class ExceptionCare {

    private static final int LONGEST = 2_000;

    private final JdbcClient database;
    private final OneTransaction transaction;
    private final AuditLog audit;
    private final People people;

    /** Care for the exceptions of a database. */
    public ExceptionCare(DataSource database) {
        this.database = JdbcClient.create(database);
        this.transaction = new OneTransaction(database);
        this.audit = new AuditLog(database);
        this.people = new People(database);
    }

    /** One exception by its engagement and its key there. */
    public record Which(String engagement, String key) {}

    /**
     * How it is cared for.
     *
     * @param assignee a login; empty when nobody looks after it
     * @param snoozedUntil until this day
     * @param snoozedSequence until something happens after this event
     * @param version 0 when nobody ever cared
     */
    public record Standing(
            String assignee,
            @Nullable LocalDate snoozedUntil,
            @Nullable Long snoozedSequence,
            long version) {

        static final Standing NONE = new Standing("", null, null, 0);

        /** In a few words. */
        public String told() {
            String who = assignee.isEmpty() ? "nobody" : assignee;
            String rest =
                    snoozedUntil != null
                            ? ", rests until " + snoozedUntil
                            : snoozedSequence != null ? ", rests until something happens" : "";
            return who + rest;
        }
    }

    /** What somebody said. */
    public record Comment(String by, Instant at, String text) {}

    /** How an exception is cared for. */
    public Standing standing(Which which) {
        return database.sql("select * from exception_care where engagement = ? and key = ?")
                .params(which.engagement(), which.key())
                .query((row, number) -> standing(row))
                .optional()
                .orElse(Standing.NONE);
    }

    /** What was said about it, the oldest first. */
    public List<Comment> comments(Which which) {
        return database.sql(
                        """
                        select by, at, text from exception_comment
                        where engagement = ? and key = ? order by id
                        """)
                .params(which.engagement(), which.key())
                .query(
                        (row, number) ->
                                new Comment(
                                        row.getString(1),
                                        row.getTimestamp(2).toInstant(),
                                        row.getString(3)))
                .list();
    }

    /**
     * Says who looks after it.
     *
     * @param login empty for nobody
     * @param version as it was seen
     */
    public Standing assign(Actor by, Which which, String login, long version, Instant at) {
        String who = login.strip();
        if (!who.isEmpty() && people.find(who).filter(Person::active).isEmpty()) {
            throw RefusedToPersonException.faulty(
                    "unknown-person",
                    "Nothing was changed: nobody active is called so here. Name somebody by"
                            + " login.");
        }
        return change(
                by,
                which,
                version,
                "assigned",
                before ->
                        new Standing(who, before.snoozedUntil(), before.snoozedSequence(), version),
                at);
    }

    /**
     * Lets it rest until a day, or until something happens to its engagement, or wakes it.
     *
     * @param until empty for no day
     * @param untilSomethingHappens the day counts when both are given
     */
    public Standing snooze(
            Actor by,
            Which which,
            Optional<LocalDate> until,
            boolean untilSomethingHappens,
            Seen seen) {
        LocalDate today = LocalDate.ofInstant(seen.at(), java.time.ZoneOffset.UTC);
        if (until.filter(day -> !day.isAfter(today) || day.isAfter(today.plusYears(1)))
                .isPresent()) {
            throw RefusedToPersonException.faulty(
                    "day-unfit",
                    "Nothing was changed: an exception can rest until a day of the coming year.");
        }
        Long sequence =
                until.isEmpty() && untilSomethingHappens
                        ? database.sql("select sequence from engagement where id = ?")
                                .param(which.engagement())
                                .query(Long.class)
                                .optional()
                                .orElse(null)
                        : null;
        return change(
                by,
                which,
                seen.version(),
                until.isPresent() || sequence != null ? "snoozed" : "woken",
                before ->
                        new Standing(
                                before.assignee(), until.orElse(null), sequence, seen.version()),
                seen.at());
    }

    /** What was seen when something is changed, and when that is. */
    public record Seen(long version, Instant at) {}

    /** Says something about it. */
    public void comment(Actor by, Which which, String text, Instant at) {
        String said = text.strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            throw RefusedToPersonException.faulty(
                    "comment-unfit",
                    "Nothing was changed: a comment has 1 to " + LONGEST + " characters.");
        }
        transaction.of(
                () -> {
                    requireOpen(which);
                    database.sql(
                                    """
                                    insert into exception_comment (engagement, key, by, at, text)
                                    values (?, ?, ?, ?, ?)
                                    """)
                            .params(
                                    which.engagement(),
                                    which.key(),
                                    by.person().name(),
                                    Timestamp.from(at),
                                    said)
                            .update();
                    return audit.add(
                            by.did("commented", which.engagement(), "", which.key(), said), at);
                });
    }

    private Standing change(
            Actor by,
            Which which,
            long version,
            String deed,
            UnaryOperator<Standing> change,
            Instant at) {
        return transaction.of(
                () -> {
                    requireOpen(which);
                    database.sql(
                                    """
                                    insert into exception_care (engagement, key, version)
                                    values (?, ?, 0) on conflict do nothing
                                    """)
                            .params(which.engagement(), which.key())
                            .update();
                    Standing before =
                            database.sql(
                                            """
                                            select * from exception_care
                                            where engagement = ? and key = ? for update
                                            """)
                                    .params(which.engagement(), which.key())
                                    .query((row, number) -> standing(row))
                                    .single();
                    if (before.version() != version) {
                        throw new RefusedToPersonException(
                                Kind.STALE,
                                "changed-meanwhile",
                                "Nothing was changed: somebody else changed it since you looked ("
                                        + before.told()
                                        + "). Look again.");
                    }
                    Standing after = change.apply(before);
                    keep(which, after);
                    audit.add(
                            by.did(
                                    deed,
                                    which.engagement(),
                                    "",
                                    which.key() + ": " + before.told(),
                                    after.told()),
                            at);
                    return standing(which);
                });
    }

    private void keep(Which which, Standing standing) {
        @Nullable LocalDate until = standing.snoozedUntil();
        database.sql(
                        """
                        update exception_care set assignee = ?, snoozed_until = ?,
                            snoozed_sequence = ?, version = version + 1
                        where engagement = ? and key = ?
                        """)
                .params(
                        java.util.Arrays.asList(
                                standing.assignee(),
                                until == null ? null : Date.valueOf(until),
                                standing.snoozedSequence(),
                                which.engagement(),
                                which.key()))
                .update();
    }

    private void requireOpen(Which which) {
        boolean open =
                database.sql(
                                """
                                select exists (select from exception_item
                                    where engagement = ? and key = ? and closed is null)
                                """)
                        .params(which.engagement(), which.key())
                        .query(Boolean.class)
                        .single();
        if (!open) {
            throw new RefusedToPersonException(
                    Kind.NOT_THERE,
                    "not-open",
                    "Nothing was changed: this exception is not open. It closes by itself when its"
                            + " cause is gone.");
        }
    }

    private static Standing standing(ResultSet row) throws SQLException {
        @Nullable Date until = row.getDate("snoozed_until");
        long sequence = row.getLong("snoozed_sequence");
        @Nullable Long snoozed = row.wasNull() ? null : sequence;
        return new Standing(
                row.getString("assignee"),
                until == null ? null : until.toLocalDate(),
                snoozed,
                row.getLong("version"));
    }
}
