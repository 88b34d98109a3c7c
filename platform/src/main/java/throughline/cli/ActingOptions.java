package throughline.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In whose name a command acts. */
final class ActingOptions {

    @Option(
            names = "--as",
            paramLabel = "LOGIN",
            description =
                    "In whose name; only an administrator may act for others, and both are noted"
                            + " (default: the person of the operating-system user).")
    private @Nullable String login;

    /** The named person. */
    Optional<String> login() {
        return Optional.ofNullable(login);
    }
}
