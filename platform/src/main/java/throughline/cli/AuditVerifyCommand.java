package throughline.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import throughline.audit.AuditLog;

/** Proves the audit log. */
@Command(
        name = "verify",
        description = "Computes every link of the log again; ends with 1 when one does not hold.")
final class AuditVerifyCommand extends InstallationCommand {

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "A head that was noted earlier: the log must still hold it.")
    private @Nullable String head;

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            AuditLog.Verdict verdict =
                    new AuditLog(home.database()).verify(Optional.ofNullable(head));
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("sound", verdict.fault().isEmpty());
            json.put("entries", verdict.entries());
            json.put("head", verdict.head());
            json.put("fault", verdict.fault().orElse(null));
            print(
                    new Answer(
                            json,
                            List.of(json),
                            List.of(
                                    verdict.fault()
                                            .orElse(
                                                    "Every entry follows from the one before. Note"
                                                            + " the head elsewhere: with --head it"
                                                            + " proves later that nothing was cut"
                                                            + " off."))));
            return verdict.fault().isEmpty() ? 0 : 1;
        }
    }
}
