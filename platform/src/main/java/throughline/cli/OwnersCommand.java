package throughline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.landscape.Part;
import throughline.landscape.Release;
import throughline.releases.OwnerRows;
import throughline.releases.Register;

/** Who answers for what. */
@Command(
        name = "owners",
        description =
                "Lists who owns each object, field, mapping, table, policy, system, metric and"
                    + " clock of a landscape, who uses it, and until when where it is deprecated.")
final class OwnersCommand extends InstallationCommand {

    @Option(
            names = "--part",
            paramLabel = "BEGINNING",
            description = "Only parts whose names begin so: tables/, fields/deal.")
    private String beginning = "";

    @Option(names = "--owner", paramLabel = "OWNER", description = "Only what this one owns.")
    private @Nullable String owner;

    @Option(names = "--deprecated", description = "Only what is on its way out.")
    private boolean deprecated;

    @Override
    public Integer call() {
        Path folder = RememberedLandscape.named(common());
        Release release = SoundLandscape.read(folder).release();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Register.Entry entry : new Register(release).entries()) {
            Part part = entry.part();
            if (part.name().startsWith(beginning)
                    && (owner == null || part.owner().equals(owner))
                    && (!deprecated || part.deprecation().isPresent())) {
                rows.add(OwnerRows.of(entry, SchemasCommand.today()));
            }
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("parts", rows);
        print(
                new Answer(
                        json,
                        rows,
                        rows.isEmpty() ? List.of("There is no such part.") : List.of()));
        return 0;
    }
}
