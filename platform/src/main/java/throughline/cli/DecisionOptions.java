package throughline.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every decision takes. */
final class DecisionOptions {

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why; kept with the decision and in the audit log.")
    private String reason = "";

    @Option(names = "--preview", description = "Only tell what would happen; decide nothing.")
    private boolean preview;

    @Mixin private ActingOptions acting = new ActingOptions();

    String reason() {
        return reason;
    }

    boolean preview() {
        return preview;
    }

    ActingOptions acting() {
        return acting;
    }
}
