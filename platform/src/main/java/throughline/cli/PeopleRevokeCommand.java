package throughline.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import throughline.people.RefusedToPersonException;
import throughline.people.Right;
import throughline.people.Tokens;

/** Makes a token worthless. */
@Command(name = "revoke", description = "Makes a token worthless from now on.")
final class PeopleRevokeCommand extends InstallationCommand {

    @Parameters(paramLabel = "TOKEN-ID", description = "As people list shows it.")
    private String id = "";

    @Mixin private ActingOptions acting = new ActingOptions();

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            new Tokens(home.database())
                    .revoke(
                            Acting.who(home.database(), acting, Right.ADMINISTER),
                            id,
                            Instant.now());
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("revoked", id);
            print(new Answer(json, List.of(json), List.of()));
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
        return 0;
    }
}
