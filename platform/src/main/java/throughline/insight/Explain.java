package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.insight.FigureProof.Part;

/**
 * Leads figures and documents back to raw messages, with the file and line where they stand.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class Explain {

    private final DataSource database;
    private final Settings settings;

    /** Explains what this database holds. */
    public Explain(DataSource database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** An explanation asked for, or why there is none. */
    public sealed interface Result {

        /** The tree, from the figure to the files. */
        record Explained(Explanation tree) implements Result {}

        /** The figure itself cannot be had. */
        record NoFigure(MetricAnswer why) implements Result {}

        /** Nothing of this name is known. */
        record NothingFound(String name) implements Result {}
    }

    /**
     * Explains a metric.
     *
     * @param limit how many engagements, and rows of each, are shown; the others are summed
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    public Result metric(Question question, int limit) {
        Question whole = question.by(List.of());
        return OneView.of(
                database,
                connection -> {
                    MetricAnswer answer =
                            new MetricDesk(database, settings).answer(connection, whole);
                    return answer instanceof MetricAnswer.Figures figures
                            ? new Result.Explained(proven(connection, figures, whole, limit))
                            : new Result.NoFigure(answer);
                });
    }

    private Explanation proven(
            Connection connection, MetricAnswer.Figures figures, Question whole, int limit)
            throws SQLException {
        Labels labels = Labels.read(connection, whole.where().keySet());
        Cut cut = new Cut(labels, whole, settings.weekStartsOn());
        FigureProof proof = new FigureProof(connection, cut, limit);
        List<Explanation> parts = new ArrayList<>();
        for (Part part : parts(figures.metric().computation(), whole, "")) {
            parts.add(proof.prove(part));
        }
        return figure(figures, whole, parts);
    }

    /**
     * A part of what is long.
     *
     * @param after how many are left out before it, as a remainder's {@link Explanation#NEXT} says
     * @param limit how many are shown
     */
    public record Page(int after, int limit) {

        public Page {
            if (after < 0 || limit < 1) {
                throw new IllegalArgumentException(
                        "nothing can be shown of " + after + ", " + limit);
            }
        }
    }

    /**
     * Explains an invoice by our key or the financial system's number or id.
     *
     * @param page which units of each line are shown; the others are summed
     */
    public Result invoice(String key, Page page) {
        return OneView.of(
                database,
                connection ->
                        new InvoiceProof(connection, page)
                                .prove(key)
                                .<Result>map(Result.Explained::new)
                                .orElse(new Result.NothingFound(key)));
    }

    /**
     * Explains what the books say of an engagement, named by its id or by a record linked to it.
     *
     * @param limit how many rows of each happening are shown
     */
    public Result engagement(String id, int limit) {
        return OneView.of(
                database,
                connection ->
                        new EngagementProof(connection, settings, limit)
                                .prove(id)
                                .<Result>map(Result.Explained::new)
                                .orElse(new Result.NothingFound(id)));
    }

    List<Part> parts(Computation computation, Question question, String name) {
        return switch (computation) {
            case Computation.Flow flow ->
                    List.of(
                            new Part(
                                    named(name, flow.weights()),
                                    flow.source(),
                                    flow.weights(),
                                    question.from(),
                                    question.until().or(() -> after(question.at())),
                                    question.known()));
            case Computation.Stock stock ->
                    List.of(
                            new Part(
                                    named(name, stock.weights()),
                                    stock.source(),
                                    stock.weights(),
                                    Optional.empty(),
                                    Optional.of(end(question)),
                                    question.known()));
            case Computation.Floored(var stock) -> parts(stock, question, name);
            case Computation.ByTerms(var stock, _, _) -> parts(stock, question, name);
            case Computation.OpenLots _ -> parts(Metrics.UNBILLED, question, name);
            case Computation.Ratio(var above, var below) ->
                    both(above, "numerator", below, "denominator", question);
            case Computation.DaysOf(var stock, var flow) ->
                    both(stock, "numerator", flow, "denominator", question);
            case Computation.Sum(var left, int sign, var right) ->
                    both(left, name, right, sign < 0 ? "less" : name, question);
            // They rest on terms as they stood on two days, and not on what happened between.
            case Computation.Retention _ -> List.of();
            case Computation.Realized(var brought) ->
                    both(brought, "numerator", Metrics.STANDARD, "denominator", question);
            case Computation.AtCompletion _ ->
                    both(Metrics.COST, "cost so far", Metrics.TCV, "price", question);
        };
    }

    private List<Part> both(
            Computation one, String oneName, Computation two, String twoName, Question question) {
        List<Part> parts = new ArrayList<>(parts(one, question, oneName));
        parts.addAll(parts(two, question, twoName));
        return parts;
    }

    private static String named(String name, Map<String, Computation.Weight> weights) {
        String kinds = String.join(", ", weights.keySet().stream().sorted().toList());
        return name.isEmpty() ? kinds : name + ": " + kinds;
    }

    private static Optional<LocalDate> after(Optional<LocalDate> day) {
        return day.map(each -> each.plusDays(1));
    }

    private LocalDate end(Question question) {
        return after(question.at()).or(question::until).orElse(settings.today().plusDays(1));
    }

    private static Explanation figure(
            MetricAnswer.Figures answer, Question question, List<Explanation> parts) {
        Metric metric = answer.metric();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("metric", metric.name());
        facts.put("definition", Integer.toString(metric.definition()));
        facts.put("formula", metric.formula());
        question.from().ifPresent(day -> facts.put("from", day.toString()));
        question.until().ifPresent(day -> facts.put("until", day.toString()));
        question.at().ifPresent(day -> facts.put("at", day.toString()));
        question.known().ifPresent(known -> facts.put("known", known.toString()));
        question.where().forEach(facts::put);
        for (MetricAnswer.Figure figure : answer.figures()) {
            facts.put(figure.currency().orElse("value"), figure.value().orElse("undefined"));
        }
        facts.put(
                "agrees",
                isOfMoreThanSums(metric) ? "by-definition" : agrees(answer, parts) ? "yes" : "no");
        return new Explanation("figure", metric.name(), facts, parts);
    }

    /** Whether it rests on its rows without being their sum, as what is limited or aged does. */
    private static boolean isOfMoreThanSums(Metric metric) {
        return metric.computation() instanceof Computation.Floored
                || metric.computation() instanceof Computation.ByTerms
                || metric.computation() instanceof Computation.AtCompletion
                || metric.computation() instanceof Computation.OpenLots;
    }

    /** Whether the rows add up again to the figure that the metric gave. */
    private static boolean agrees(MetricAnswer.Figures answer, List<Explanation> parts) {
        for (MetricAnswer.Figure figure : answer.figures()) {
            String key = figure.currency().orElse("sum");
            boolean ratio = figure.numerator().isPresent();
            Optional<String> expected = ratio ? figure.denominator() : figure.value();
            int part = ratio ? parts.size() - 1 : 0;
            if (parts.size() <= part || expected.isEmpty()) {
                continue;
            }
            String found = parts.get(part).facts().getOrDefault(key, "0");
            if (new BigDecimal(found).compareTo(new BigDecimal(expected.get())) != 0) {
                return false;
            }
        }
        return true;
    }
}
