package throughline.cli;

import picocli.CommandLine.Command;
import throughline.people.People;
import throughline.people.Tokens;

/** Lists people and the programs that act for them. */
@Command(name = "list", description = "Lists people and their tokens.")
final class PeopleListCommand extends InstallationCommand {

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(
                    PeopleReport.of(
                            new People(home.database()).all(), new Tokens(home.database()).all()));
        }
        return 0;
    }
}
