package throughline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who may do what. */
@Command(
        name = "people",
        mixinStandardHelpOptions = true,
        description = "Says who may see and do what on an installation.",
        subcommands = {
            PeopleListCommand.class,
            PeopleAddCommand.class,
            PeopleSetCommand.class,
            PeoplePasswordCommand.class,
            PeopleTokenCommand.class,
            PeopleRevokeCommand.class
        })
final class PeopleCommand implements Runnable {

    @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(),
                "Say what about people: list, add, set, password, token or revoke.");
    }
}
