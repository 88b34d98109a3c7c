package throughline.server;

import java.time.Instant;
import java.util.Optional;
import throughline.people.Actor;
import throughline.people.People;

/**
 * How to sign in where nobody can yet: as the first person, with a password that was generated now
 * and is kept nowhere.
 */
public record FirstSignIn(String login, String password) {

    /** Makes it, where nobody has a password yet. */
    static Optional<FirstSignIn> of(Installation installation) {
        People people = new People(installation.dataSource());
        Instant now = installation.clock().instant();
        people.first(System.getProperty("user.name"), now);
        if (people.anyPassword()) {
            return Optional.empty();
        }
        return people.find("admin")
                .map(
                        admin ->
                                new FirstSignIn(
                                        admin.login(),
                                        people.newPassword(
                                                Actor.of(admin, "first start"),
                                                admin.login(),
                                                now)));
    }
}
