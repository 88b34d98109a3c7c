package throughline.people;

import java.util.Optional;
import throughline.audit.AuditLog.Deed;

/**
 * Who acts, and how.
 *
 * @param person in whose name
 * @param through {@code console}, {@code api} with its token, or {@code command line}
 * @param behind the login of who really acts, when that is somebody else
 */
public record Actor(Person person, String through, Optional<String> behind) {

    /** Somebody who acts in their own name. */
    public static Actor of(Person person, String through) {
        return new Actor(person, through, Optional.empty());
    }

    /** Whether it is the same human being as another, in whose name ever they act. */
    public boolean isSameHuman(String login, String actor) {
        return person.login().equals(login)
                || person.login().equals(actor)
                || human().equals(login)
                || human().equals(actor);
    }

    /** The login of who really acts. */
    public String human() {
        return behind.orElse(person.login());
    }

    /** What this actor did, for the audit log. */
    public Deed did(String what, String subject, String why, String before, String after) {
        return new Deed(
                person.login(),
                through + behind.map(login -> " by " + login).orElse(""),
                what,
                subject,
                why,
                before,
                after);
    }
}
