package throughline.cli;

import java.time.Instant;
import java.util.List;
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

/** Changes somebody. */
@Command(name = "set", description = "Changes a person; what is not named stays as it is.")
final class PeopleSetCommand extends InstallationCommand {

    @Parameters(paramLabel = "LOGIN", description = "Who.")
    private String login = "";

    @Mixin private PersonOptions person = new PersonOptions();
    @Mixin private ActingOptions acting = new ActingOptions();

    @Option(
            names = "--active",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether this person may come in at all; taken away at once.")
    private @Nullable Boolean active;

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            Actor by = Acting.who(home.database(), acting, Right.ADMINISTER);
            Person changed =
                    new People(home.database()).change(by, login, this::changed, Instant.now());
            var row = PeopleRows.of(changed);
            print(new Answer(row, List.of(row), List.of()));
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
        return 0;
    }

    private Person changed(Person before) {
        Person after = person.over(before);
        return new Person(
                after.login(),
                after.name(),
                after.roles(),
                after.scope(),
                after.osUser(),
                after.subject(),
                active == null ? before.active() : active);
    }
}
