package throughline.cli;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.people.Actor;
import throughline.people.Right;

/** Asks again for writes that were refused. */
@Command(
        name = "retry",
        description = "Asks again for writes that a system refused, once their cause is mended.")
final class RetryCommand extends InstallationCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "Only those of this engagement; any of its names will do. The key of a write"
                            + " asks for that one, also when it was cancelled.")
    private @Nullable String id;

    @Option(names = "--code", paramLabel = "CODE", description = "Only those refused for this.")
    private @Nullable String code;

    @Mixin private ActingOptions acting = new ActingOptions();

    @Override
    public Integer call() {
        if (id == null && code == null) {
            throw wrong("Say which writes to ask for again: an ID, --code CODE, or both.");
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            Actor by = Acting.who(home.database(), acting, Right.DECIDE);
            RefusedWrites refused = new RefusedWrites(home.database());
            print(
                    refused.again(
                            Optional.ofNullable(id), Optional.ofNullable(code), by, Instant.now()));
        }
        return 0;
    }
}
