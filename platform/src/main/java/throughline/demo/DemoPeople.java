package throughline.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.server.Server;

/** People of the invented firm, so that somebody who tries it can play all roles. */
final class DemoPeople {

    private DemoPeople() {}

    /** Adds them; their passwords by login, in the order in which they are best met. */
    static Map<String, String> in(Server server) {
        People people = new People(server.installation().dataSource());
        Instant now = server.installation().clock().instant();
        Map<String, String> passwords = new LinkedHashMap<>();
        server.firstSignIn().ifPresent(first -> passwords.put(first.login(), first.password()));
        Actor admin = Actor.of(people.find("admin").orElseThrow(), "demo");
        for (Person person :
                new Person[] {
                    person("fiona", "Fiona Brandt", Set.of("finance"), Scope.WHOLE),
                    person(
                            "noor",
                            "Noor Haddad",
                            Set.of(
                                    "practice-lead",
                                    "partner",
                                    "finance-director",
                                    "deal-desk-lead",
                                    "revenue-controller",
                                    "cfo"),
                            Scope.WHOLE),
                    person("victor", "Victor Hale", Set.of("practice-lead"), Scope.WHOLE),
                    person(
                            "amy",
                            "Amy Walsh",
                            Set.of("finance"),
                            new Scope(Set.of("americas"), Set.of("US01"))),
                    person("ivo", "Ivo Marin", Set.of("operator"), Scope.WHOLE)
                }) {
            people.add(admin, person, now);
            passwords.put(person.login(), people.newPassword(admin, person.login(), now));
        }
        return passwords;
    }

    /** Who somebody is, in a few words. */
    static String told(Person person) {
        String scope = person.scope().isWhole() ? "" : ", " + person.scope();
        return person.name() + ": " + String.join(", ", new TreeSet<>(person.roles())) + scope;
    }

    private static Person person(String login, String name, Set<String> roles, Scope scope) {
        return new Person(login, name, roles, scope, Optional.empty(), Optional.empty(), true);
    }
}
