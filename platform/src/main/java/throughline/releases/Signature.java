package throughline.releases;

import throughline.people.Actor;

/**
 * In whose name something is done to a release, and who really does it.
 *
 * @param name the login of a person
 * @param human the login of who really acts; the same, unless an administrator acts for somebody
 */
public record Signature(String name, String human) {

    /** What an installation does by itself. */
    public static final Signature INSTALLATION = of("installation");

    /** Of somebody who acts in their own name. */
    public static Signature of(String name) {
        return new Signature(name, name);
    }

    /** Of whoever acts. */
    public static Signature of(Actor actor) {
        return new Signature(actor.person().login(), actor.human());
    }

    /** Whether one human being stands behind both. */
    public boolean isSameHuman(Signature other) {
        return same(name, other.name)
                || same(name, other.human)
                || same(human, other.name)
                || same(human, other.human);
    }

    private static boolean same(String one, String other) {
        return one.strip().equalsIgnoreCase(other.strip());
    }

    @Override
    public String toString() {
        return same(name, human) ? name : name + " by " + human;
    }
}
