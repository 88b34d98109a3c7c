package throughline.access;

import throughline.people.Person;
import throughline.people.Right;

/** What an address asks of whoever calls it. */
public enum Need {
    /** Nothing: nobody need be signed in. */
    NOTHING,
    /** To be somebody. */
    SIGNED_IN,
    /** To see one's own part of the enterprise; what is shown is cut to it. */
    SEE,
    /** To see the whole enterprise, since figures of a part cannot be told from it. */
    SEE_ALL,
    /** To decide for the business. */
    DECIDE,
    /** To look after messages, writes and incidents, which belong to no unit. */
    OPERATE,
    /** To say who may do what. */
    ADMINISTER,
    /** To read who did what. */
    AUDIT;

    /** Whether a person has what is needed. */
    boolean isMetBy(Person person) {
        return switch (this) {
            case NOTHING -> true;
            case SIGNED_IN -> person.active();
            case SEE -> person.may(Right.SEE);
            case SEE_ALL -> person.may(Right.SEE) && person.scope().isWhole();
            case DECIDE -> person.may(Right.DECIDE);
            case OPERATE -> person.may(Right.OPERATE);
            case ADMINISTER -> person.may(Right.ADMINISTER);
            case AUDIT -> person.may(Right.AUDIT);
        };
    }

    /** What is missing, as the end of a sentence. */
    String wanted() {
        return switch (this) {
            case NOTHING, SIGNED_IN -> "a person who is active here";
            case SEE -> "any role";
            case SEE_ALL -> "all units and all entities";
            case DECIDE -> "a role that decides, as finance";
            case OPERATE -> "the role operator";
            case ADMINISTER -> "the role admin";
            case AUDIT -> "the role auditor";
        };
    }
}
