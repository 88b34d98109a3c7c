package throughline.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.PeopleRows;
import throughline.people.Person;
import throughline.people.RefusedToPersonException;
import throughline.people.Right;

/** Adds somebody. */
@Command(name = "add", description = "Adds a person and shows the generated password, once.")
final class PeopleAddCommand extends InstallationCommand {

    @Parameters(paramLabel = "LOGIN", description = "What is signed in with.")
    private String login = "";

    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private ActingOptions acting = new ActingOptions();

    @Option(
            names = "--no-password",
            description = "Signs in at the OpenID provider only, or uses commands only.")
    private boolean noPassword;

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.made(common())) {
            Actor by = Acting.who(home.database(), acting, Right.ADMINISTER);
            People people = new People(home.database());
            Person added = person.person(login);
            people.add(by, added, Instant.now());
            Map<String, @Nullable Object> json = PeopleRows.of(added);
            String remark = "Signs in at the provider or uses commands only.";
            if (!noPassword) {
                String password = people.newPassword(by, login, Instant.now());
                json.put("password", password);
                remark = "Password: " + password + " (shown once, kept nowhere)";
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>(PeopleRows.of(added));
            print(new Answer(json, List.of(row), List.of(remark)));
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
        return 0;
    }
}
