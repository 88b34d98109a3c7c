package throughline.rehearsal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import throughline.people.Actor;
import throughline.people.Person;
import throughline.people.Scope;

/** People of tests. */
final class Somebody {

    private Somebody() {}

    /** Somebody of finance who acts in their own name. */
    static Actor called(String login) {
        return Actor.of(person(login), "test");
    }

    /** Somebody in whose name an administrator acts. */
    static Actor playedBy(String login, String administrator) {
        return new Actor(person(login), "test", Optional.of(administrator));
    }

    private static Person person(String login) {
        return new Person(
                login,
                login.toUpperCase(Locale.ROOT),
                Set.of("finance"),
                Scope.WHOLE,
                Optional.empty(),
                Optional.empty(),
                true);
    }
}
