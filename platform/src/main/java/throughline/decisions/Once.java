package throughline.decisions;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.approvals.Matter;
import throughline.database.OneTransaction;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;

/**
 * Does what is asked under one key once, and gives who asks again the same answer. The key, the
 * deed and the answer are one transaction: after a crash all of them are there, or none.
 *
 * <p><b>Threads</b>: safe for any number; who asks twice at the same time waits for the first.
 */
public final class Once {

    private static final Duration KEPT = Duration.ofDays(7);
    private static final int LONGEST = 100;

    private final JdbcClient database;
    private final OneTransaction transaction;

    /** Keys of a database. */
    public Once(DataSource database) {
        this.database = JdbcClient.create(database);
        this.transaction = new OneTransaction(database);
    }

    /**
     * Does it, unless it was done under this key.
     *
     * @param request what was asked, so that a key is not used for something else by mistake
     * @param work answers what the caller is told, now and again
     */
    public String of(
            Actor by, String key, List<String> request, Instant at, Supplier<String> work) {
        if (key.isBlank() || key.length() > LONGEST) {
            throw RefusedToPersonException.faulty(
                    "key-missing",
                    ("Nothing was done: send a key of 1 to %d characters, another for each"
                                    + " thing that you want.")
                            .formatted(LONGEST));
        }
        String who = by.person().login();
        byte[] hash = HexFormat.of().parseHex(Matter.hash(request));
        return transaction.of(
                () -> {
                    database.sql("delete from idempotent_answer where at < ?")
                            .param(Timestamp.from(at.minus(KEPT)))
                            .update();
                    int mine =
                            database.sql(
                                            """
                                            insert into idempotent_answer (who, key, request, at)
                                            values (?, ?, ?, ?) on conflict do nothing
                                            """)
                                    .params(who, key, hash, Timestamp.from(at))
                                    .update();
                    if (mine == 0) {
                        return again(who, key, hash);
                    }
                    String answer = work.get();
                    database.sql(
                                    "update idempotent_answer set answer = ? where who = ? and key"
                                            + " = ?")
                            .params(answer, who, key)
                            .update();
                    return answer;
                });
    }

    private String again(String who, String key, byte[] hash) {
        return database.sql(
                        """
                        select answer from idempotent_answer
                        where who = ? and key = ? and request = ? and answer is not null
                        """)
                .params(who, key, hash)
                .query(String.class)
                .optional()
                .orElseThrow(
                        () ->
                                RefusedToPersonException.refused(
                                        "key-used",
                                        "Nothing was done: this key was used for something else."
                                                + " Send another one."));
    }
}
