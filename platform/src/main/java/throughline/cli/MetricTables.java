package throughline.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.insight.Metric;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricAnswer.Figure;
import throughline.insight.MetricDesk;
import throughline.insight.Metrics;
import throughline.insight.Question;
import throughline.insight.Reporting;

/** Metrics as the command line answers them: names of columns are a contract. */
final class MetricTables {

    private final MetricDesk desk;

    MetricTables(OpenedHome home) {
        this.desk = new MetricDesk(home.database(), home.settings());
    }

    /** What a metric is asked over. */
    record Period(
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable LocalDate at,
            @Nullable Instant known) {}

    static Question question(
            String metric,
            Period period,
            List<String> by,
            Map<String, String> where,
            String currency) {
        Reporting reporting =
                Reporting.parse(currency)
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                Exit.USAGE,
                                                "bad-currency",
                                                "Cannot tell figures in --currency %s. Ask for %s."
                                                        .formatted(currency, Reporting.FORMS)));
        if (period.from() != null
                && period.until() != null
                && !period.from().isBefore(period.until())) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "empty-period",
                    ("--until names the day after the last."
                                    + " Cannot answer from %s until %s: no day lies between.")
                            .formatted(period.from(), period.until()));
        }
        return new Question(
                metric,
                Optional.ofNullable(period.from()),
                Optional.ofNullable(period.until()),
                Optional.ofNullable(period.at()),
                Optional.ofNullable(period.known()),
                by.stream().map(String::strip).toList(),
                where,
                reporting);
    }

    Answer list() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Metric metric : Metrics.ALL) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("metric", metric.name());
            row.put("definition", metric.definition());
            row.put("unit", metric.unit().name().toLowerCase(Locale.ROOT));
            row.put("formula", metric.formula());
            rows.add(row);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("metrics", rows);
        return new Answer(json, rows, List.of("Ask: throughline metrics NAME --by month"));
    }

    Answer answer(Question question) {
        MetricAnswer answer = desk.answer(question);
        if (answer instanceof MetricAnswer.Figures figures) {
            return table(figures);
        }
        throw refusal(answer);
    }

    /** Why there are no figures, as a failure of a command. */
    static CommandFailure refusal(MetricAnswer answer) {
        return switch (answer) {
            case MetricAnswer.Figures(var metric, _, _) ->
                    throw new IllegalStateException(metric.name() + " has its figures");
            case MetricAnswer.UnknownMetric(var name, var known) ->
                    new CommandFailure(
                            Exit.USAGE,
                            "unknown-metric",
                            "There is no metric '%s'. Known are %s."
                                    .formatted(name, String.join(", ", known)));
            case MetricAnswer.UnknownDimension(var metric, var name, var known) ->
                    new CommandFailure(
                            Exit.USAGE,
                            "unknown-dimension",
                            "Cannot cut %s by '%s'. Known are %s."
                                    .formatted(metric, name, String.join(", ", known)));
        };
    }

    /** Figures as an object for programs and as rows for people. */
    static Answer table(MetricAnswer.Figures answer) {
        Metric metric = answer.metric();
        List<Figure> figures = answer.figures();
        List<Map<String, @Nullable Object>> rows =
                new ArrayList<>(figures.stream().map(figure -> row(metric, figure)).toList());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("metric", metric.name());
        json.put("definition", metric.definition());
        json.put("rows", rows);
        List<String> remarks = new ArrayList<>(List.of(metric.name() + " = " + metric.formula()));
        if (!answer.remarks().isEmpty()) {
            json.put("undefined", answer.remarks());
            remarks.addAll(answer.remarks());
        }
        return new Answer(json, rows.stream().map(MetricTables::told).toList(), remarks);
    }

    /** To people, what is undefined is told so: an empty cell looks like nothing. */
    private static Map<String, @Nullable Object> told(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        row.forEach((name, value) -> told.put(name, value == null ? "undefined" : value));
        return told;
    }

    private static Map<String, @Nullable Object> row(Metric metric, Figure figure) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>(figure.labels());
        figure.currency().ifPresent(currency -> row.put("currency", currency));
        row.put(column(metric.unit()), figure.value().orElse(null));
        figure.numerator().ifPresent(text -> row.put("numerator", text));
        figure.denominator().ifPresent(text -> row.put("denominator", text));
        return row;
    }

    private static String column(Metric.Unit unit) {
        return switch (unit) {
            case MONEY -> "amount";
            case HOURS -> "hours";
            case COUNT -> "count";
            case RATIO, DAYS -> "value";
        };
    }
}
