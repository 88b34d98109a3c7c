package throughline.people;

import java.util.Optional;
import throughline.audit.AuditLog.Deed;

/**
 * Who acts, and how.
 *
 * @param person in whose name
 * @param through {@code console}, {@code api} with its token, or {@code command line}
 * @param behind who really acts, or may, when that is somebody else
 */
public record Actor(Person person, String through, Optional<Behind> behind) {

    /**
     * Somebody behind the person in whose name something is done.
     *
     * @param name as decisions are signed
     */
    public record Behind(String login, String name, Hand hand) {
        @Override
        public String toString() {
            return switch (hand) {
                case ACTS -> "by " + login;
                case MADE_THE_TOKEN -> "made by " + login;
            };
        }
    }

    /** How somebody stands behind another. */
    public enum Hand {
        /** Acts in the other's name, as administrators may on the command line. */
        ACTS,
        /** Made the token that is used, and so has held its secret. */
        MADE_THE_TOKEN
    }

    /** Somebody who acts in their own name. */
    public static Actor of(Person person, String through) {
        return new Actor(person, through, Optional.empty());
    }

    /** Whether it is, or may be, the same human being as another, in whose name ever they act. */
    public boolean isSameHuman(String login, String actor) {
        return person.login().equals(login)
                || person.login().equals(actor)
                || human().equals(login)
                || human().equals(actor);
    }

    /** The login of who really acts, or may. */
    public String human() {
        return behind.map(Behind::login).orElse(person.login());
    }

    /** What this actor did, for the audit log. */
    public Deed did(String what, String subject, String why, String before, String after) {
        return new Deed(
                person.login(),
                through + behind.map(one -> " " + one).orElse(""),
                what,
                subject,
                why,
                before,
                after);
    }
}
