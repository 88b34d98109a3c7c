package throughline.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Leads a figure, an invoice or an engagement back to files and lines. */
@Command(
        name = "explain",
        description =
                "Leads a figure, an invoice or an engagement back to the raw messages and the lines"
                        + " of files that it rests on.")
final class ExplainCommand extends InstallationCommand {

    private static final int READABLE = 10;

    @Parameters(
            paramLabel = "METRIC_OR_ID",
            description = "A metric, an engagement, a record of a system, or an invoice.")
    private String subject = "";

    @ArgGroup private @Nullable Piece piece;

    @Option(names = "--from", paramLabel = "DAY", description = "The first day.")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DAY", description = "The day after the last.")
    private @Nullable LocalDate until;

    @Option(names = "--at", paramLabel = "DAY", description = "The day of a balance.")
    private @Nullable LocalDate at;

    @Option(
            names = {"--dimension", "--where"},
            paramLabel = "DIMENSION=VALUE",
            description = "Only what has this value; may be given again.")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(names = "--known", paramLabel = "INSTANT", description = "As it was known then.")
    private @Nullable Instant known;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description =
                    "Engagements, and rows of each, that are shown; the rest is summed (default: 10"
                            + " for a table, all for JSON).")
    private @Nullable Integer limit;

    @Option(
            names = "--verify",
            description =
                    "Decide the history behind it again from the raw messages, under the releases"
                            + " that decided it, and say whether it comes out the same. Exit code 1"
                            + " when it does not.")
    private boolean verify;

    /** One piece of time. */
    static final class Piece {
        @Option(names = "--month", paramLabel = "MONTH", description = "As 2017-03.")
        private @Nullable String month;

        @Option(names = "--week", paramLabel = "DAY", description = "By its first day.")
        private @Nullable String week;

        @Option(names = "--quarter", paramLabel = "QUARTER", description = "As 2017-Q1.")
        private @Nullable String quarter;

        @Option(names = "--year", paramLabel = "YEAR", description = "As 2017.")
        private @Nullable String year;
    }

    @Override
    public Integer call() {
        int most = limit == null ? limit() : shown(limit);
        try (OpenedHome home = OpenedHome.existing(common())) {
            if (verify) {
                return new VerificationReport(home).print(subject, this::question, this::print);
            }
            ExplanationReport report = new ExplanationReport(home, common().format(), most);
            return report.print(subject, this::question, this::print);
        }
    }

    private int limit() {
        return common().format() == Format.TABLE ? READABLE : Integer.MAX_VALUE;
    }

    private throughline.insight.Question question() {
        MetricTables.Period period = new MetricTables.Period(from, until, at, known);
        if (piece != null) {
            if (from != null || until != null) {
                throw wrong("Name either a piece of time or --from and --until, not both.");
            }
            PieceOfTime days = PieceOfTime.of(piece.month, piece.week, piece.quarter, piece.year);
            period = new MetricTables.Period(days.from(), days.until(), at, known);
        }
        return MetricTables.question(subject, period, List.of(), where, "transaction");
    }
}
