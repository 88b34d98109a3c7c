package throughline.people;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.audit.AuditLog.Deed;
import throughline.wording.Counted;

/**
 * Signing in with a name and a password. After five failures in a row a name is locked for a while,
 * whether somebody is called so or not, so that nobody learns who is here.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class SignIn {

    /** How many failures in a row a name may have. */
    public static final int MOST_FAILURES = 5;

    /** How long a name stays locked. */
    public static final Duration LOCKED = Duration.ofMinutes(15);

    private static final int LONGEST = 200;
    private static final String TRIED =
            """
            insert into sign_in as s (login, failures, last_at) values (:login, 1, :now)
            on conflict (login) do update set
                failures = case when s.locked_until > '-infinity' and s.locked_until <= :now then 1
                    else s.failures + 1 end,
                locked_until = case when s.locked_until > '-infinity' and s.locked_until <= :now
                    then '-infinity' else s.locked_until end,
                last_at = :now
            returning failures
            """;

    private final JdbcClient database;
    private final People people;
    private final AuditLog audit;

    /** Sign-ins of a database's people. */
    public SignIn(DataSource database) {
        this.database = JdbcClient.create(database);
        this.people = new People(database);
        this.audit = new AuditLog(database);
    }

    /** The person, when name and password fit and the name is not locked. */
    public Optional<Person> with(String login, String password, Instant now) {
        if (login.length() > LONGEST || password.length() > LONGEST || login.indexOf(0) >= 0) {
            return Optional.empty();
        }
        if (isLocked(login, now)) {
            return Optional.empty();
        }
        // Counted before the password is looked at: a thousand tries at once are a thousand tries.
        int failures =
                database.sql(TRIED)
                        .param("login", login)
                        .param("now", Timestamp.from(now))
                        .query(Integer.class)
                        .single();
        if (failures > MOST_FAILURES) {
            return Optional.empty();
        }
        Optional<Person> person = people.find(login).filter(Person::active);
        String kept = person.flatMap(each -> encoded(each.login())).orElse(Secret.NOBODYS);
        boolean fits = Secret.ENCODER.matches(password, kept) && !kept.equals(Secret.NOBODYS);
        if (fits && person.isPresent()) {
            database.sql("delete from sign_in where login = ?").param(login).update();
            audit.add(new Deed(login, "console", "signed-in", "person " + login, "", "", ""), now);
            return person;
        }
        failed(login, failures, now);
        return Optional.empty();
    }

    private boolean isLocked(String login, Instant now) {
        return database.sql("select locked_until > ? from sign_in where login = ?")
                .params(Timestamp.from(now), login)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private void failed(String login, int failures, Instant now) {
        boolean locks = failures >= MOST_FAILURES;
        if (locks) {
            database.sql("update sign_in set locked_until = ? where login = ?")
                    .params(Timestamp.from(now.plus(LOCKED)), login)
                    .update();
        }
        boolean known = people.find(login).isPresent();
        // What is no name of anybody may be a password that was typed into the wrong field.
        String who = known ? login : "somebody unknown";
        audit.add(
                new Deed(
                        who,
                        "console",
                        locks ? "sign-in-locked" : "sign-in-failed",
                        known ? "person " + login : "",
                        "",
                        "",
                        Counted.of(failures, "failure") + " in a row"),
                now);
        database.sql("delete from sign_in where last_at < ?")
                .param(Timestamp.from(now.minus(Duration.ofDays(1))))
                .update();
    }

    private Optional<String> encoded(String login) {
        return database.sql("select password from person where login = ? and password is not null")
                .param(login)
                .query(String.class)
                .optional();
    }
}
