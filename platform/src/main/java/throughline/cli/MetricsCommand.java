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
import throughline.insight.Question;

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

    @Option(
            names = "--bridge",
            paramLabel = "INSTANT",
            description =
                    "From the figure as it was known then to the one that is known now, or"
                            + " --known: by cause; see also --items.")
    private @Nullable Instant bridge;

    @Option(
            names = "--items",
            description = "The postings behind every item of a roll-forward or bridge.")
    private boolean items;

    @Option(
            names = "--currency",
            paramLabel = "CURRENCY",
            description = "transaction (default), functional, constant:DAY, EUR, or EUR:DAY.")
    private String currency = "transaction";

    @Override
    public Integer call() {
        if (metric == null && isNarrowed()) {
            throw wrong(
                    "Cannot answer which metrics there are by days, parts or currency. Name one, as"
                            + " metrics bookings; metrics without more lists all of them.");
        }
        try (OpenedHome home = OpenedHome.existing(common())) {
            if (bridge != null && metric != null) {
                RollForwardTables.Told told =
                        new BridgeTables(home).rows(question(metric), bridge, items);
                print(told.answer());
                return told.holds() ? 0 : 1;
            }
            if (rollForward || items) {
                return rolled(home);
            }
            MetricTables tables = new MetricTables(home);
            print(metric == null ? tables.list() : tables.answer(question(metric)));
        }
        return 0;
    }

    private boolean isNarrowed() {
        boolean inTime = from != null || until != null || at != null || known != null;
        boolean inParts = !by.isEmpty() || !where.isEmpty() || !currency.equals("transaction");
        return inTime || inParts || bridge != null;
    }

    private Question question(String name) {
        return MetricTables.question(
                name, new MetricTables.Period(from, until, at, known), by, where, currency);
    }

    /** A roll-forward that does not add up is printed all the same, and fails. */
    private int rolled(OpenedHome home) {
        if (metric == null || !rollForward) {
            throw new CommandFailure(
                    CommandFailure.Exit.USAGE,
                    "no-such-balance",
                    "Say which balance is rolled forward, metrics backlog --roll-forward [--items],"
                            + " or which figure is bridged, metrics bookings --bridge INSTANT"
                            + " [--items].");
        }
        RollForwardTables tables = new RollForwardTables(home);
        Question asked = question(metric);
        RollForwardTables.Told told = items ? tables.items(asked) : tables.rows(asked);
        print(told.answer());
        return told.holds() ? 0 : 1;
    }
}
