package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.insight.Explain;
import throughline.insight.Explain.Result;
import throughline.insight.Explanation;
import throughline.insight.Metric;
import throughline.insight.Metrics;
import throughline.insight.Question;

/** Proofs as the command line prints them. */
final class ExplanationReport {

    private final Explain explain;
    private final Format format;
    private final int limit;

    ExplanationReport(OpenedHome home, Format format, int limit) {
        this.explain = new Explain(home.database(), home.settings());
        this.format = format;
        this.limit = limit;
    }

    /** Explains a metric, or else what has this name; 1 when the proof does not add up. */
    int print(String subject, Supplier<Question> question, Consumer<Answer> printed) {
        Explanation tree = tree(subject, question);
        printed.accept(answer(tree));
        return "no".equals(tree.facts().get("agrees")) ? 1 : 0;
    }

    private Explanation tree(String subject, Supplier<Question> question) {
        if (Metrics.named(subject).isPresent()) {
            return switch (explain.metric(question.get(), limit)) {
                case Result.Explained(var tree) -> tree;
                case Result.NoFigure(var why) -> throw MetricTables.refusal(why);
                case Result.NothingFound(var name) -> throw unknown(name);
            };
        }
        Result found = explain.engagement(subject, limit);
        if (found instanceof Result.NothingFound) {
            found = explain.invoice(subject, new Explain.Page(0, limit));
        }
        if (found instanceof Result.Explained(var tree)) {
            return tree;
        }
        throw unknown(subject);
    }

    private static CommandFailure unknown(String subject) {
        return new CommandFailure(
                Exit.USAGE,
                "unknown-subject",
                "Cannot explain '%s': this home has no metric, engagement, linked record or"
                                .formatted(subject)
                        + " invoice of that name. Metrics are "
                        + String.join(", ", Metrics.ALL.stream().map(Metric::name).toList())
                        + ".");
    }

    private Answer answer(Explanation tree) {
        return switch (format) {
            case JSON -> new Answer(tree.toMap(), List.of(), List.of());
            case TABLE -> new Answer(Map.of(), List.of(), tree.lines());
            case CSV -> {
                List<Map<String, @Nullable Object>> rows = new ArrayList<>();
                flatten(tree, 0, rows);
                yield new Answer(Map.of(), rows, List.of());
            }
        };
    }

    private static void flatten(
            Explanation tree, int depth, List<Map<String, @Nullable Object>> rows) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("depth", depth);
        row.put("kind", tree.kind());
        row.put("label", tree.label());
        List<String> facts = new ArrayList<>();
        tree.facts().forEach((name, value) -> facts.add(name + "=" + value));
        row.put("facts", facts);
        rows.add(row);
        tree.children().forEach(child -> flatten(child, depth + 1, rows));
    }
}
