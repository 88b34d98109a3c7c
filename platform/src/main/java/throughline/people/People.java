package throughline.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.people.RefusedToPersonException.Kind;

/**
 * The people of an installation.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class People {

    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9._-]{0,39}");

    /** As OpenID Connect has it of subjects. */
    private static final int LONGEST_ELSEWHERE = 255;

    private static final int LONGEST_NAME = 120;
    private static final String ALL =
            "select login, name, roles, units, entities, os_user, subject, active from person ";

    private final JdbcClient database;
    private final OneTransaction transaction;
    private final AuditLog audit;

    /** The people kept in a database. */
    public People(DataSource database) {
        this.database = JdbcClient.create(database);
        this.transaction = new OneTransaction(database);
        this.audit = new AuditLog(database);
    }

    /** All of them, by login. */
    public List<Person> all() {
        return database.sql(ALL + "order by login").query((row, number) -> person(row)).list();
    }

    /** One of them. */
    public Optional<Person> find(String login) {
        return one("where login = ?", login);
    }

    /** The person whose commands are those of a user of the operating system. */
    public Optional<Person> ofOsUser(String user) {
        return one("where os_user = ?", user);
    }

    /** The person whom the OpenID provider calls so. */
    public Optional<Person> ofSubject(String subject) {
        return one("where subject = ?", subject);
    }

    private Optional<Person> one(String where, String value) {
        return value.indexOf('\u0000') >= 0
                ? Optional.empty()
                : database.sql(ALL + where)
                        .param(value)
                        .query((row, number) -> person(row))
                        .optional();
    }

    /**
     * The first person, who may do everything but decide alone what takes two; nobody when somebody
     * is there already.
     *
     * @param osUser whose commands are the first person's
     */
    public Optional<Person> first(String osUser, Instant now) {
        return transaction.of(
                () -> {
                    database.sql("lock table person in exclusive mode").update();
                    if (!all().isEmpty()) {
                        return Optional.<Person>empty();
                    }
                    Person first =
                            new Person(
                                    "admin",
                                    "Administrator",
                                    Set.of(Roles.ADMIN, Roles.FINANCE, Roles.OPERATOR),
                                    Scope.WHOLE,
                                    Optional.of(osUser),
                                    Optional.empty(),
                                    true);
                    add(Actor.of(first, "first start by " + osUser), first, now);
                    return Optional.of(first);
                });
    }

    /**
     * Adds somebody.
     *
     * @throws RefusedToPersonException when somebody is called so already, or nobody can be
     */
    public void add(Actor by, Person person, Instant now) {
        check(person);
        transaction.of(
                () -> {
                    try {
                        write(
                                """
                                insert into person (login, name, roles, units, entities, os_user,
                                    subject, active)
                                values (:login, :name, :roles, :units, :entities, :osUser, :subject,
                                    :active)
                                """,
                                person);
                    } catch (DuplicateKeyException taken) {
                        throw taken(person);
                    }
                    return audit.add(
                            by.did("person-added", subject(person), "", "", told(person)), now);
                });
    }

    /**
     * Changes somebody.
     *
     * @throws RefusedToPersonException when there is no such person, or the change is none that can
     *     be
     */
    public Person change(Actor by, String login, UnaryOperator<Person> change, Instant now) {
        return transaction.of(
                () -> {
                    database.sql("lock table person in exclusive mode").update();
                    Person before = find(login).orElseThrow(() -> nobody(login));
                    Person after = change.apply(before);
                    check(after);
                    boolean commanded = all().stream().anyMatch(People::commands);
                    try {
                        write(
                                """
                                update person set name = :name, roles = :roles, units = :units,
                                    entities = :entities, os_user = :osUser, subject = :subject,
                                    active = :active
                                where login = :login
                                """,
                                after);
                    } catch (DuplicateKeyException taken) {
                        throw taken(after);
                    }
                    if (all().stream().noneMatch(each -> each.may(Right.ADMINISTER))) {
                        throw RefusedToPersonException.refused(
                                "last-admin",
                                "Cannot change "
                                        + login
                                        + " so: nobody would be left who may say who may do what."
                                        + " Give the role admin to somebody else first.");
                    }
                    if (commanded && all().stream().noneMatch(People::commands)) {
                        throw RefusedToPersonException.refused(
                                "last-admin",
                                ("Cannot change %s so: no administrator would be left whom the"
                                                + " command line knows by an operating-system user,"
                                                + " and it would be locked for good. Name another"
                                                + " one's first: throughline people set LOGIN"
                                                + " --os-user USER")
                                        .formatted(login));
                    }
                    audit.add(
                            by.did("person-changed", subject(after), "", told(before), told(after)),
                            now);
                    return after;
                });
    }

    /** Whether somebody may say on the command line who may do what. */
    private static boolean commands(Person person) {
        return person.may(Right.ADMINISTER) && person.osUser().isPresent();
    }

    /** Gives somebody a new password, generated, and returns it: it is kept nowhere. */
    public String newPassword(Actor by, String login, Instant now) {
        String password = Secret.password();
        String encoded = Secret.ENCODER.encode(password);
        transaction.of(
                () -> {
                    if (!keepPassword(by, login, encoded, now)) {
                        throw nobody(login);
                    }
                    return login;
                });
        return password;
    }

    /**
     * Keeps the password that somebody chose, unless theirs is another than the old one by now: who
     * sends a form twice changes it once.
     *
     * @return whether it is kept
     * @throws RefusedToPersonException when it is too short or too long
     */
    public boolean changePassword(
            Actor by, String login, String old, String password, Instant now) {
        String encoded = Secret.ENCODER.encode(Secret.checked(password));
        return transaction.of(
                () ->
                        database.sql("select password from person where login = ? for update")
                                        .param(login)
                                        .query((row, number) -> row.getString(1))
                                        .optional()
                                        .filter(kept -> Secret.ENCODER.matches(old, kept))
                                        .isPresent()
                                && keepPassword(by, login, encoded, now));
    }

    private boolean keepPassword(Actor by, String login, String encoded, Instant now) {
        int changed =
                database.sql("update person set password = ? where login = ?")
                        .params(encoded, login)
                        .update();
        if (changed > 0) {
            database.sql("delete from sign_in where login = ?").param(login).update();
            audit.add(by.did("password-changed", "person " + login, "", "", ""), now);
        }
        return changed > 0;
    }

    /** Whether anybody can sign in with a password. */
    public boolean anyPassword() {
        return database.sql("select exists (select from person where password is not null)")
                .query(Boolean.class)
                .single();
    }

    private void write(String sql, Person person) {
        database.sql(sql)
                .param("login", person.login())
                .param("name", person.name())
                .param("roles", array(person.roles()))
                .param("units", array(person.scope().units()))
                .param("entities", array(person.scope().entities()))
                .param("osUser", person.osUser().orElse(null))
                .param("subject", person.subject().orElse(null))
                .param("active", person.active())
                .update();
    }

    private static String[] array(Set<String> texts) {
        return new TreeSet<>(texts).toArray(String[]::new);
    }

    private static void check(Person person) {
        if (!LOGIN.matcher(person.login()).matches()) {
            throw RefusedToPersonException.faulty(
                    "login-unfit",
                    "Cannot call somebody so: a login is up to 40 small letters, digits, dots and"
                            + " dashes, and begins with a letter.");
        }
        if (person.name().isBlank()
                || person.name().length() > LONGEST_NAME
                || person.name().codePoints().anyMatch(Character::isISOControl)) {
            throw RefusedToPersonException.faulty(
                    "name-unfit",
                    "Cannot name "
                            + person.login()
                            + " so: a name has 1 to "
                            + LONGEST_NAME
                            + " characters that can be seen.");
        }
        if (!isKnownElsewhere(person.osUser()) || !isKnownElsewhere(person.subject())) {
            throw RefusedToPersonException.faulty(
                    "name-unfit",
                    "Cannot keep by which name "
                            + person.login()
                            + " is known elsewhere: a user of the operating system and a subject"
                            + " have 1 to "
                            + LONGEST_ELSEWHERE
                            + " characters that can be seen.");
        }
        if (!person.scope().isNamed()) {
            throw RefusedToPersonException.faulty(
                    "scope-unfit",
                    "Cannot keep "
                            + person.login()
                            + " to a part without a name: name units and entities as the landscape"
                            + " does, or * for all of them.");
        }
        Optional<String> wrong =
                person.roles().stream().filter(role -> !Roles.isName(role)).findFirst();
        if (wrong.isPresent()) {
            throw RefusedToPersonException.faulty(
                    "role-unfit",
                    "Cannot give a role of that name: roles are up to 40 small letters, digits and"
                        + " dashes, as admin, operator, auditor, viewer, finance, and those that"
                        + " the landscape's gates and tables name.");
        }
    }

    private static boolean isKnownElsewhere(Optional<String> name) {
        return name.stream()
                .noneMatch(
                        text ->
                                text.isBlank()
                                        || text.length() > LONGEST_ELSEWHERE
                                        || text.codePoints().anyMatch(Character::isISOControl));
    }

    private static RefusedToPersonException nobody(String login) {
        return new RefusedToPersonException(
                Kind.NOT_THERE,
                "unknown-person",
                "There is nobody of the login "
                        + login
                        + " here. See who is: throughline people list");
    }

    private static RefusedToPersonException taken(Person person) {
        return RefusedToPersonException.refused(
                "person-taken",
                "Cannot keep "
                        + person.login()
                        + ": somebody has this login, name, user of the operating system or subject"
                        + " already. Each belongs to one person.");
    }

    private static String subject(Person person) {
        return "person " + person.login();
    }

    private static String told(Person person) {
        return "%s, roles %s, %s%s%s%s"
                .formatted(
                        person.name(),
                        new TreeSet<>(person.roles()),
                        person.scope(),
                        person.osUser().map(user -> ", operating-system user " + user).orElse(""),
                        person.subject().map(it -> ", subject " + it).orElse(""),
                        person.active() ? "" : ", not active");
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("login"),
                row.getString("name"),
                texts(row, "roles"),
                new Scope(texts(row, "units"), texts(row, "entities")),
                Optional.ofNullable(row.getString("os_user")),
                Optional.ofNullable(row.getString("subject")),
                row.getBoolean("active"));
    }

    static Set<String> texts(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }
}
