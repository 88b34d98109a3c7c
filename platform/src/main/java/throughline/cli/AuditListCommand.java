package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import throughline.audit.AuditEntry;
import throughline.audit.AuditLog;
import throughline.people.Right;

/** Lists what people did. */
@Command(name = "list", description = "Lists what people did, newest first.")
final class AuditListCommand extends InstallationCommand {

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only entries whose person, deed or subject contains it.")
    private String search = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Mixin private ActingOptions acting = new ActingOptions();

    @Override
    public Integer call() {
        int most = shown(limit);
        try (OpenedHome home = OpenedHome.existing(common())) {
            Acting.who(home.database(), acting, Right.AUDIT);
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            for (AuditEntry entry :
                    new AuditLog(home.database()).list(Long.MAX_VALUE, search, most)) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("position", entry.position());
                row.put("at", entry.at().toString());
                row.put("who", entry.who());
                row.put("through", entry.through());
                row.put("what", entry.what());
                row.put("subject", entry.subject());
                row.put("why", entry.why());
                row.put("before", entry.before());
                row.put("after", entry.after());
                rows.add(row);
            }
            print(new Answer(new LinkedHashMap<>(Map.of("entries", rows)), rows, List.of()));
        }
        return 0;
    }
}
