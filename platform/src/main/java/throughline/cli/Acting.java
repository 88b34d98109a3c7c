package throughline.cli;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.cli.CommandFailure.Exit;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.RefusedToPersonException;
import throughline.people.Right;

/** Who a command acts as: the person whose commands are those of the operating system's user. */
final class Acting {

    private static final String THROUGH = "command line";

    private Acting() {}

    /**
     * The actor.
     *
     * @throws CommandFailure when the user is nobody here, or may not act for the named person
     */
    static Actor of(DataSource database, ActingOptions options) {
        String user = System.getProperty("user.name");
        People people = new People(database);
        people.first(user, Instant.now());
        Person self =
                people.ofOsUser(user).filter(Person::active).orElseThrow(() -> nobodyHere(user));
        Optional<String> other = options.login().filter(login -> !login.equals(self.login()));
        if (other.isEmpty()) {
            return Actor.of(self, THROUGH);
        }
        Person named =
                people.find(other.get())
                        .filter(Person::active)
                        .orElseThrow(() -> unknown(other.get()));
        if (!self.may(Right.ADMINISTER)) {
            throw failure(
                    "not-allowed",
                    "Cannot act as %s: only an administrator may act for others, and %s is none."
                            .formatted(named.login(), self.login()));
        }
        Actor.Behind behind = new Actor.Behind(self.login(), self.name(), Actor.Hand.ACTS);
        return new Actor(named, THROUGH, Optional.of(behind));
    }

    /**
     * The actor, who must have a right.
     *
     * @throws CommandFailure {@code not-allowed}
     */
    static Actor who(DataSource database, ActingOptions options, Right right) {
        Actor actor = of(database, options);
        if (!actor.person().may(right)) {
            String login = actor.person().login();
            throw failure(
                    "not-allowed",
                    ("Cannot do this as %s: it needs a role that may %s. An administrator gives"
                                    + " roles: throughline people set %s --role ROLE")
                            .formatted(login, right.name().toLowerCase(Locale.ROOT), login));
        }
        return actor;
    }

    /** A refusal as commands end with it. */
    static CommandFailure failure(RefusedToPersonException refused) {
        Exit exit =
                switch (refused.kind()) {
                    case FAULTY, NOT_THERE -> Exit.USAGE;
                    case NOT_ALLOWED, STALE, REFUSED -> Exit.REFUSED;
                };
        return new CommandFailure(exit, refused.code(), String.valueOf(refused.getMessage()));
    }

    private static CommandFailure nobodyHere(String user) {
        return failure(
                "nobody-here",
                ("Cannot act as the operating-system user %s: it is nobody's here. Somebody who is"
                                + " may say whose it is: throughline people set LOGIN --os-user %s")
                        .formatted(user, user));
    }

    private static CommandFailure unknown(String login) {
        return failure(
                "unknown-person",
                ("Cannot act as '%s': nobody active is called so here. See who is: throughline"
                                + " people list")
                        .formatted(login));
    }

    private static CommandFailure failure(String code, String sentence) {
        return new CommandFailure(Exit.REFUSED, code, sentence);
    }
}
