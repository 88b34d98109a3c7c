package throughline.people;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import throughline.landscape.Release;
import throughline.landscape.Unit;

/**
 * The names of roles. Five are ours; all others are the landscape's: gates name them as waivers,
 * and its tables as approvers.
 */
public final class Roles {

    /** Sees. */
    public static final String VIEWER = "viewer";

    /** Looks after messages, writes and incidents. */
    public static final String OPERATOR = "operator";

    /** Reads the audit log. */
    public static final String AUDITOR = "auditor";

    /** Says who may do what. */
    public static final String ADMIN = "admin";

    /** Decides for the business. */
    public static final String FINANCE = "finance";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private Roles() {}

    /** Whether a role can be called so. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The roles of a person in a unit: those given here, and those that the landscape's table
     * {@code approvers} gives to a person of that name.
     */
    public static Set<String> of(Person person, Unit unit, java.time.LocalDate on) {
        Set<String> roles = new TreeSet<>(person.roles());
        unit.table("approvers")
                .flatMap(table -> table.decide(Map.of("person", person.name()), on))
                .flatMap(row -> row.output("roles"))
                .ifPresent(
                        text ->
                                Arrays.stream(text.split("\\|"))
                                        .map(String::strip)
                                        .filter(role -> !role.isEmpty())
                                        .forEach(roles::add));
        return roles;
    }

    /** The unit of a name, or the one that takes what names none. */
    public static Unit unit(Release release, java.util.Optional<String> name) {
        return name.flatMap(release::unit).orElseGet(release::defaultUnit);
    }
}
