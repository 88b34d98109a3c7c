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
        return behind(login, administrator, Actor.Hand.ACTS);
    }

    /** A program with a token of somebody that another made. */
    static Actor byATokenOf(String login, String maker) {
        return behind(login, maker, Actor.Hand.MADE_THE_TOKEN);
    }

    private static Actor behind(String login, String other, Actor.Hand hand) {
        return new Actor(person(login), "test", Optional.of(new Actor.Behind(other, other, hand)));
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
