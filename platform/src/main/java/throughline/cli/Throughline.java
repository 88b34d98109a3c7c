package throughline.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code throughline} command. Starts no server and opens no database by itself; the classes
 * named here hold options only, so that help stays quick.
 */
@Command(
        name = "throughline",
        mixinStandardHelpOptions = true,
        version = "throughline 0.1.0",
        description = "From a closed-won deal to recognized revenue, with proof of every number.",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            PlanCommand.class,
            SchemasCommand.class,
            OwnersCommand.class,
            DriftCommand.class,
            ContractCommand.class,
            RehearseCommand.class,
            RehearsalCommand.class,
            ApplyCommand.class,
            RollbackCommand.class,
            ReleasesCommand.class,
            LoadCommand.class,
            EngagementsCommand.class,
            ShowCommand.class,
            ChangeOrderCommand.class,
            ExceptionsCommand.class,
            ActionsCommand.class,
            TraceCommand.class,
            RetryCommand.class,
            WaiveCommand.class,
            ApproveCommand.class,
            RefuseCommand.class,
            SettleCommand.class,
            CreditCommand.class,
            TreatCommand.class,
            WriteOffCommand.class,
            ApprovalsCommand.class,
            WouldActivateCommand.class,
            MetricsCommand.class,
            ExplainCommand.class,
            CheckCommand.class,
            ScenarioCommand.class,
            PeopleCommand.class,
            AuditCommand.class,
            TwinsCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 fine, 1 refused by the business or a check, 2 wrong usage,"
                    + " 3 outside failure, 4 not verified.",
            "Begin with: throughline demo"
        })
public final class Throughline implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    Throughline() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /**
     * Runs one command in this process.
     *
     * @return its exit code: 0 fine, 1 refused, 2 wrong usage, 3 outside failure
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        quietLogs(arguments);
        CommandLine line = new CommandLine(new Throughline());
        boolean json = asksForJson(arguments);
        line.setOut(Streams.writer(out));
        line.setErr(Streams.writer(err));
        line.setUsageHelpWidth(100);
        Arguments.readBy(line);
        line.setParameterExceptionHandler(
                (wrong, given) -> new Failures(json).wrongUsage(line, wrong));
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> new Failures(json).failed(line, failure));
        Optional<String> fault = Arguments.fault(List.of(arguments));
        return fault.isPresent()
                ? new Failures(json).wrongUsage(line, new ParameterException(line, fault.get()))
                : line.execute(arguments);
    }

    /** What is answered at once needs no log of how; a server does. */
    private static void quietLogs(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("serve")) {
            System.setProperty(
                    "THROUGHLINE_LOG_LEVEL",
                    System.getenv().getOrDefault("THROUGHLINE_LOG_LEVEL", "WARN"));
        }
    }

    private static boolean asksForJson(String... arguments) {
        String all = String.join(" ", Arrays.asList(arguments));
        return all.matches("(?s).*--format[= ]json\\b.*");
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "A command is missing. Say what is wanted; --help lists all.");
    }
}
