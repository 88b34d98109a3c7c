package throughline.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.RefusedToPersonException;
import throughline.people.Right;
import throughline.people.Scope;
import throughline.people.Tokens;

/** Makes a token for a program. */
@Command(
        name = "token",
        description = "Makes a token by which a program acts for a person, and shows it once.")
final class PeopleTokenCommand extends InstallationCommand {

    @Parameters(paramLabel = "LOGIN", description = "For whom it acts.")
    private String login = "";

    @Option(
            names = "--name",
            paramLabel = "PROGRAM",
            required = true,
            description = "Which program it is for.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description = "Only these of the person's roles (default: all).")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--unit", paramLabel = "UNIT", split = ",", description = "Only these units.")
    private List<String> units = new ArrayList<>();

    @Option(
            names = "--entity",
            paramLabel = "CODE",
            split = ",",
            description = "Only these entities.")
    private List<String> entities = new ArrayList<>();

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "How long it holds (default: ${DEFAULT-VALUE}).")
    private int days = 90;

    @Mixin private ActingOptions acting = new ActingOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            Actor by = Acting.who(home.database(), acting, Right.ADMINISTER);
            Set<String> all =
                    new People(home.database()).find(login).map(Person::roles).orElse(Set.of());
            Tokens.Wish wish =
                    new Tokens.Wish(
                            login,
                            name,
                            roles.isEmpty() ? all : new TreeSet<>(roles),
                            new Scope(
                                    units.isEmpty() ? Set.of("*") : new TreeSet<>(units),
                                    entities.isEmpty() ? Set.of("*") : new TreeSet<>(entities)),
                            Duration.ofDays(days));
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("token", new Tokens(home.database()).make(by, wish, Instant.now()));
            json.put("owner", login);
            json.put("days", days);
            print(
                    new Answer(
                            json,
                            List.of(json),
                            List.of(
                                    "It is shown once and kept nowhere. Send it as Authorization:"
                                            + " Bearer TOKEN.")));
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
        return 0;
    }
}
