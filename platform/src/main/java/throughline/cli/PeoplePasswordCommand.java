package throughline.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.RefusedToPersonException;
import throughline.people.Right;

/** Gives a new password. */
@Command(
        name = "password",
        description = "Generates a new password, shows it once, and unlocks the name.")
final class PeoplePasswordCommand extends InstallationCommand {

    @Parameters(paramLabel = "LOGIN", description = "Whose.")
    private String login = "";

    @Mixin private ActingOptions acting = new ActingOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            Actor by = Acting.who(home.database(), acting, Right.ADMINISTER);
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("login", login);
            json.put("password", new People(home.database()).newPassword(by, login, Instant.now()));
            print(new Answer(json, List.of(json), List.of("It is shown once and kept nowhere.")));
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
        return 0;
    }
}
