package throughline.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.insight.Cut.Group;
import throughline.insight.MetricAnswer.Figure;
import throughline.totals.BooksView;

/**
 * Answers questions about metrics from the books.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class MetricDesk {

    private static final List<String> EVERYWHERE =
            List.of("customer", "unit", "entity", "project", "engagement", "currency");
    private static final int RATIO_DIGITS = 4;
    private static final int DAYS_WITHOUT_PERIOD = 90;

    private final DataSource database;
    private final Settings settings;

    /** A desk that reads this database. */
    public MetricDesk(DataSource database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** What a metric can be cut by. */
    public List<String> dimensions(Metric metric) {
        boolean whole =
                metric.computation() instanceof Computation.Retention
                        || metric.computation() instanceof Computation.AtCompletion;
        Set<String> names = new LinkedHashSet<>(whole ? List.of() : TimeBucket.NAMES);
        names.addAll(settings.dimensions());
        names.addAll(EVERYWHERE);
        if (metric.dimensions().contains("line")) {
            names.add("service-line");
        }
        names.addAll(metric.dimensions());
        return List.copyOf(names);
    }

    /**
     * Answers a question.
     *
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    public MetricAnswer answer(Question question) {
        return OneView.of(database, connection -> answer(connection, question));
    }

    /**
     * Answers several questions from the same books, each as {@link #answer} does.
     *
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    public Map<Question, MetricAnswer> answers(List<Question> questions) {
        return OneView.of(
                database,
                connection -> {
                    BooksView view = new BooksView(connection);
                    Map<Question, MetricAnswer> answers = new LinkedHashMap<>();
                    for (Question each : questions) {
                        answers.put(each, answer(view, each));
                    }
                    return answers;
                });
    }

    /** Answers from what is seen through a connection. */
    MetricAnswer answer(Connection connection, Question question) throws SQLException {
        return answer(new BooksView(connection), question);
    }

    private MetricAnswer answer(BooksView view, Question question) throws SQLException {
        Optional<MetricAnswer> refused = refused(question);
        if (refused.isPresent()) {
            return refused.get();
        }
        Metric metric = Metrics.named(question.metric()).orElseThrow();
        return figures(view, metric, question);
    }

    /** Why a question cannot be answered; empty when it can. */
    Optional<MetricAnswer> refused(Question question) {
        Optional<Metric> found = Metrics.named(question.metric());
        if (found.isEmpty()) {
            return Optional.of(
                    new MetricAnswer.UnknownMetric(
                            question.metric(), Metrics.ALL.stream().map(Metric::name).toList()));
        }
        Metric metric = found.get();
        List<String> known = dimensions(metric);
        for (String name : question.by()) {
            if (!known.contains(name)) {
                return Optional.of(new MetricAnswer.UnknownDimension(metric.name(), name, known));
            }
        }
        for (String name : question.where().keySet()) {
            if (!known.contains(name) || TimeBucket.NAMES.contains(name)) {
                return Optional.of(new MetricAnswer.UnknownDimension(metric.name(), name, known));
            }
        }
        return Optional.empty();
    }

    private Cut withCustomers(Connection connection, Question question) throws SQLException {
        return cut(connection, question, Set.of("customer"));
    }

    /** How the facts of a question are cut. */
    Cut cut(Connection connection, Question question) throws SQLException {
        return cut(connection, question, Set.of());
    }

    private Cut cut(Connection connection, Question question, Set<String> more)
            throws SQLException {
        Set<String> needed = new LinkedHashSet<>(question.by());
        needed.addAll(more);
        needed.addAll(question.where().keySet());
        // Time is no label: for one that is cut by nothing else, nobody's labels are read.
        needed.removeAll(TimeBucket.NAMES);
        if (asksForEntities(question)) {
            needed.add("entity");
        }
        return new Cut(Labels.read(connection, needed), question, settings.weekStartsOn());
    }

    /** Whose rates count, and when what was worked is billed, hangs on the legal entity. */
    private static boolean asksForEntities(Question question) {
        return question.reporting().translates()
                || Metrics.named(question.metric())
                        .filter(each -> each.computation() instanceof Computation.OpenLots)
                        .isPresent();
    }

    private MetricAnswer figures(BooksView view, Metric metric, Question question)
            throws SQLException {
        Connection connection = view.connection();
        Cut cut = cut(connection, question);
        boolean days = metric.computation() instanceof Computation.DaysOf;
        Question asked = days ? withPeriod(question) : question;
        Evaluation evaluation = new Evaluation(view, asked, cut, settings);
        if (!asked.reporting().translates()
                && metric.computation() instanceof Computation.Ratio(var above, _)
                && above instanceof Computation.Sum(var left, _, var right)
                && left instanceof Computation.Flow one
                && right instanceof Computation.Flow other) {
            evaluation.exclude(MixedCurrencies.of(view, asked, cut, one, other));
        }
        List<Figure> figures =
                switch (metric.computation()) {
                    case Computation.Ratio(var above, var below) ->
                            ratios(
                                    question,
                                    evaluation,
                                    evaluation.of(above),
                                    evaluation.of(below));
                    case Computation.DaysOf(var stock, var flow) ->
                            days(asked, evaluation, evaluation.of(stock), evaluation.of(flow));
                    case Computation.Retention(var kept) ->
                            ratios(
                                    question,
                                    evaluation,
                                    new Retaining(
                                                    connection,
                                                    question,
                                                    withCustomers(connection, question),
                                                    settings)
                                            .parts(kept));
                    case Computation.Realized(var brought) ->
                            ratios(
                                    question,
                                    evaluation,
                                    new Realizing(connection, question, cut, settings)
                                            .parts(brought));
                    case Computation.AtCompletion _ ->
                            ratios(
                                    question,
                                    evaluation,
                                    new Completing(connection, question, cut, settings).parts());
                    case Computation sum -> sums(metric, question, evaluation, evaluation.of(sum));
                };
        return new MetricAnswer.Figures(
                metric, figures, evaluation.unknownRates().stream().sorted().toList());
    }

    private List<Figure> sums(
            Metric metric,
            Question question,
            Evaluation evaluation,
            SortedMap<Group, BigDecimal> sums) {
        List<Figure> figures = new ArrayList<>();
        sums.forEach(
                (group, value) ->
                        figures.add(
                                new Figure(
                                        labels(question, group),
                                        currency(group),
                                        defined(
                                                evaluation,
                                                group,
                                                () -> text(metric.unit(), group, value)),
                                        Optional.empty(),
                                        Optional.empty())));
        return figures;
    }

    private List<Figure> ratios(Question question, Evaluation evaluation, Retaining.Parts parts) {
        evaluation.exclude(parts.undefined());
        return ratios(question, evaluation, parts.above(), parts.below());
    }

    private static Optional<String> defined(
            Evaluation evaluation, Group group, Supplier<String> text) {
        return evaluation.isUndefined(group) ? Optional.empty() : Optional.of(text.get());
    }

    private List<Figure> ratios(
            Question question,
            Evaluation evaluation,
            SortedMap<Group, BigDecimal> above,
            SortedMap<Group, BigDecimal> below) {
        TreeSet<Group> groups = new TreeSet<>(above.keySet());
        groups.addAll(below.keySet());
        List<Figure> figures = new ArrayList<>();
        for (Group group : groups) {
            BigDecimal numerator = above.getOrDefault(group, BigDecimal.ZERO);
            BigDecimal denominator = below.getOrDefault(group, BigDecimal.ZERO);
            figures.add(
                    new Figure(
                            labels(question, group),
                            currency(group),
                            evaluation.isUndefined(group)
                                    ? Optional.empty()
                                    : quotient(numerator, denominator, RATIO_DIGITS),
                            defined(evaluation, group, () -> part(group, numerator, denominator)),
                            defined(evaluation, group, () -> part(group, denominator, numerator))));
        }
        return figures;
    }

    private List<Figure> days(
            Question period,
            Evaluation evaluation,
            SortedMap<Group, BigDecimal> standing,
            SortedMap<Group, BigDecimal> flows) {
        List<Figure> figures = new ArrayList<>();
        standing.forEach(
                (group, value) -> {
                    BigDecimal billed = flows.getOrDefault(group, BigDecimal.ZERO);
                    BigDecimal length = BigDecimal.valueOf(length(period, group));
                    figures.add(
                            new Figure(
                                    labels(period, group),
                                    currency(group),
                                    evaluation.isUndefined(group)
                                            ? Optional.empty()
                                            : quotient(value.multiply(length), billed, 1),
                                    defined(evaluation, group, () -> part(group, value, billed)),
                                    defined(evaluation, group, () -> part(group, billed, value))));
                });
        return figures;
    }

    private Question withPeriod(Question question) {
        LocalDate end =
                question.until()
                        .or(() -> question.at().map(day -> day.plusDays(1)))
                        .orElse(settings.today().plusDays(1));
        boolean cut = question.by().stream().anyMatch(TimeBucket.NAMES::contains);
        Optional<LocalDate> from =
                question.from()
                        .or(
                                () ->
                                        cut
                                                ? Optional.empty()
                                                : Optional.of(end.minusDays(DAYS_WITHOUT_PERIOD)));
        return new Question(
                question.metric(),
                from,
                cut ? question.until() : Optional.of(end),
                question.at(),
                question.known(),
                question.by(),
                question.where(),
                question.reporting());
    }

    private long length(Question period, Group group) {
        for (int i = 0; i < period.by().size(); i++) {
            Optional<TimeBucket> bucket = TimeBucket.named(period.by().get(i));
            if (bucket.isPresent()) {
                LocalDate start = bucket.get().parse(group.labels().get(i));
                return ChronoUnit.DAYS.between(start, bucket.get().next(start));
            }
        }
        return ChronoUnit.DAYS.between(
                period.from().orElse(settings.today()), period.until().orElse(settings.today()));
    }

    private static Optional<String> quotient(BigDecimal above, BigDecimal below, int digits) {
        return below.signum() == 0
                ? Optional.empty()
                : Optional.of(above.divide(below, digits, RoundingMode.HALF_UP).toPlainString());
    }

    static Map<String, String> labels(Question question, Group group) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < question.by().size(); i++) {
            if (!question.by().get(i).equals("currency")) {
                labels.put(question.by().get(i), group.labels().get(i));
            }
        }
        return labels;
    }

    private static Optional<String> currency(Group group) {
        return Optional.of(group.currency()).filter(code -> !code.isEmpty());
    }

    private static String text(Metric.Unit unit, Group group, BigDecimal value) {
        return switch (unit) {
            case MONEY -> part(group, value, value);
            case HOURS -> value.setScale(2, RoundingMode.HALF_UP).toPlainString();
            case COUNT -> value.setScale(0, RoundingMode.HALF_UP).toPlainString();
            case RATIO, DAYS -> value.toPlainString();
        };
    }

    /** A part of a figure: money with its currency's digits, hours with two, counts with none. */
    private static String part(Group group, BigDecimal value, BigDecimal beside) {
        int digits =
                !group.currency().isEmpty()
                        ? CurrencyUnit.of(group.currency()).getDecimalPlaces()
                        : Math.max(value.scale(), beside.scale()) > 0 ? 2 : 0;
        return value.setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
