package throughline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import throughline.cli.CommandFailure.Exit;
import throughline.correlation.Trace;
import throughline.insight.TraceStory;

/** Shows everything that one message led to. */
@Command(
        name = "trace",
        description =
                "Shows what came in, was written to other systems and was told under one trace.")
final class TraceCommand extends InstallationCommand {

    @Parameters(
            paramLabel = "TRACE",
            description = "Its 32 hexadecimal digits, or the traceparent that carried it.")
    private String trace = "";

    @Override
    public Integer call() {
        Trace asked = TraceStory.asked(trace).orElseThrow(() -> wrong(TraceStory.unlike(trace)));
        try (OpenedHome home = OpenedHome.existing(common())) {
            print(
                    new TraceStory(home.database())
                            .of(asked)
                            .map(TraceReport::of)
                            .orElseThrow(
                                    () ->
                                            new CommandFailure(
                                                    Exit.REFUSED,
                                                    "not-found",
                                                    ("Cannot show trace %s: nothing here is known"
                                                         + " under it. Writes say theirs: actions"
                                                         + " --format json.")
                                                            .formatted(asked))));
        }
        return 0;
    }
}
