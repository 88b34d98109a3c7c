package throughline.people;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who uses this installation.
 *
 * @param login what is signed in with
 * @param name as decisions are signed and the landscape's tables write it
 * @param roles given here; the landscape's table of approvers may give more
 * @param osUser whose commands on this home are this person's
 * @param subject what the OpenID provider calls this person
 */
public record Person(
        String login,
        String name,
        Set<String> roles,
        Scope scope,
        Optional<String> osUser,
        Optional<String> subject,
        boolean active) {

    public Person {
        roles = Set.copyOf(roles);
    }

    /** What this person may do. */
    public Set<Right> rights() {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        if (active) {
            roles.forEach(role -> rights.addAll(Right.of(role)));
        }
        return rights;
    }

    /** Whether this person may do it. */
    public boolean may(Right right) {
        return rights().contains(right);
    }

    /** The same person with no more than these roles and this part of the enterprise. */
    Person narrowed(Set<String> some, Scope part) {
        Set<String> kept = new java.util.TreeSet<>(roles);
        kept.retainAll(some);
        return new Person(login, name, kept, scope.and(part), osUser, subject, active);
    }
}
