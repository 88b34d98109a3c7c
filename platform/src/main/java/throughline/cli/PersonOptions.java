package throughline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import throughline.people.Person;
import throughline.people.Scope;

/** What can be said of a person. */
final class PersonOptions {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "As decisions are signed and the landscape's tables write it.")
    private @Nullable String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description =
                    "viewer, finance, operator, auditor, admin, or one that the landscape names;"
                            + " may be repeated.")
    private List<String> roles = new ArrayList<>();

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            split = ",",
            description = "Only these business units (default: all).")
    private List<String> units = new ArrayList<>();

    @Option(
            names = "--entity",
            paramLabel = "CODE",
            split = ",",
            description = "Only these legal entities (default: all).")
    private List<String> entities = new ArrayList<>();

    @Option(
            names = "--os-user",
            paramLabel = "USER",
            description =
                    "The operating-system user whose commands are this person's; '' for none.")
    private @Nullable String osUser;

    @Option(
            names = "--subject",
            paramLabel = "SUB",
            description = "What the OpenID provider calls this person; '' for none.")
    private @Nullable String subject;

    /** A new person. */
    Person person(String login) {
        return over(
                new Person(
                        login,
                        login,
                        Set.of("viewer"),
                        Scope.WHOLE,
                        Optional.empty(),
                        Optional.empty(),
                        true));
    }

    /** The same person with what was said. */
    Person over(Person before) {
        return new Person(
                before.login(),
                name == null ? before.name() : name.strip(),
                roles.isEmpty() ? before.roles() : new TreeSet<>(roles),
                new Scope(
                        units.isEmpty() ? before.scope().units() : new TreeSet<>(units),
                        entities.isEmpty() ? before.scope().entities() : new TreeSet<>(entities)),
                (osUser == null ? before.osUser() : Optional.of(osUser))
                        .filter(PersonOptions::isSaid),
                (subject == null ? before.subject() : Optional.of(subject))
                        .filter(PersonOptions::isSaid),
                before.active());
    }

    /** An empty text takes away what was there. */
    private static boolean isSaid(String text) {
        return !text.isBlank();
    }
}
