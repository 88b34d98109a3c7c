package throughline.people;

import java.util.EnumSet;
import java.util.Set;

/**
 * What somebody may do here. What a decision of the business needs beside it, the landscape says.
 */
public enum Right {
    /** See engagements and exceptions of one's own units and entities. */
    SEE,
    /** Decide for the business, within one's roles and limits. */
    DECIDE,
    /** Look after messages, writes and incidents. */
    OPERATE,
    /** Say who may do what. */
    ADMINISTER,
    /** Read who did what. */
    AUDIT;

    /** The rights of one role; roles that the landscape names decide for the business. */
    static Set<Right> of(String role) {
        return switch (role) {
            case Roles.VIEWER -> EnumSet.of(SEE);
            case Roles.OPERATOR -> EnumSet.of(SEE, OPERATE);
            case Roles.AUDITOR -> EnumSet.of(SEE, AUDIT);
            case Roles.ADMIN -> EnumSet.of(SEE, ADMINISTER, AUDIT);
            default -> EnumSet.of(SEE, DECIDE);
        };
    }
}
