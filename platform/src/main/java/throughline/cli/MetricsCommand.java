package throughline.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers one metric, or lists all of them. */
@Command(
        name = "metrics",
        description = "Answers a metric from the books; without a name it lists all of them.")
final class MetricsCommand extends InstallationCommand {

    @Parameters(arity = "0..1", paramLabel = "METRIC", description = "Its name in kebab case.")
    private @Nullable String metric;

    @Option(names = "--from", paramLabel = "DAY", description = "The first day, as 2017-03-01.")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DAY", description = "The day after the last.")
    private @Nullable LocalDate until;

    @Option(
            names = "--at",
            paramLabel = "DAY",
            description = "The day at whose end a balance stands (default: today).")
    private @Nullable LocalDate at;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "DIMENSION",
            description = "week, month, quarter, year or any dimension; several with commas.")
    private List<String> by = new ArrayList<>();

    @Option(
            names = {"--where", "--dimension"},
            paramLabel = "DIMENSION=VALUE",
            description = "Only what has this value; may be given again.")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(
            names = "--known",
            paramLabel = "INSTANT",
            description = "As it was known then, as 2026-01-01T00:00:00Z (default: now).")
    private @Nullable Instant known;

    @Option(
            names = "--roll-forward",
            description = "Opening, what moved it, and closing of a balance; see also --items.")
    private boolean rollForward;

    @Option(names = "--items", description = "The postings behind every item of a roll-forward.")
    private boolean items;

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            if (rollForward || items) {
                return rolled(home);
            }
            MetricTables tables = new MetricTables(home);
            print(
                    metric == null
                            ? tables.list()
                            : tables.answer(
                                    MetricTables.question(
                                            metric,
                                            new MetricTables.Period(from, until, at, known),
                                            by,
                                            where)));
        }
        return 0;
    }

    /** A roll-forward that does not add up is printed all the same, and fails. */
    private int rolled(OpenedHome home) {
        if (metric == null || !rollForward) {
            throw new CommandFailure(
                    CommandFailure.Exit.USAGE,
                    "no-such-balance",
                    "Say which balance is rolled forward: metrics backlog --roll-forward"
                            + " [--items].");
        }
        RollForwardTables tables = new RollForwardTables(home);
        MetricTables.Period period = new MetricTables.Period(from, until, at, known);
        throughline.insight.Question question = MetricTables.question(metric, period, by, where);
        RollForwardTables.Told told = items ? tables.items(question) : tables.rows(question);
        print(told.answer());
        return told.holds() ? 0 : 1;
    }
}
