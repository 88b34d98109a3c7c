package throughline.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.books.RestatementCause;
import throughline.exchange.Worth;
import throughline.insight.BridgeAnswer.Line;
import throughline.insight.BridgeAnswer.Row;
import throughline.insight.Computation.Floored;
import throughline.insight.Computation.Flow;
import throughline.insight.Computation.Source;
import throughline.insight.Computation.Stock;
import throughline.insight.Computation.Weight;
import throughline.insight.Cut.Group;
import throughline.totals.BooksView;

/**
 * One bridge. Both ends come from the metric, the items from postings: those that were not known
 * then, by the cause that each carries, and of those that were, what rates of exchange changed.
 */
final class Bridging {

    /** Beyond this many digits only the division by a rate is at work. */
    private static final int DIGITS = 12;

    private final Connection connection;
    private final Settings settings;
    private final Question question;
    private final Cut cut;

    Bridging(Connection connection, Settings settings, Question question, Cut cut) {
        this.connection = connection;
        this.settings = settings;
        this.question = question;
        this.cut = cut;
    }

    /** Why there is no bridge of a metric; empty when there is one. */
    static Optional<String> impossible(Metric metric, Cut cut, Question question, Instant since) {
        Optional<Map<String, Weight>> weights = weights(metric.computation());
        if (weights.isEmpty()) {
            return Optional.of(
                    ("Cannot bridge %s: it is no sum of postings but %s. Bridge what it is made"
                                    + " of, such as recognized-revenue, billings or cost.")
                            .formatted(metric.name(), metric.formula()));
        }
        if (!(metric.computation() instanceof Flow) && cut.bucket().isPresent()) {
            return Optional.of(
                    ("Cannot bridge %s by %s: a balance is bridged at the end of one day. Leave"
                                    + " that out, and name the day with at or until.")
                            .formatted(
                                    metric.name(), cut.bucket().map(TimeBucket::text).orElse("")));
        }
        return question.known().filter(known -> !since.isBefore(known)).isPresent()
                ? Optional.of(
                        "Cannot bridge from %s to %s: what was said first must be the earlier one."
                                .formatted(since, question.known().get()))
                : Optional.empty();
    }

    private static Optional<Map<String, Weight>> weights(Computation computation) {
        return switch (computation) {
            case Flow(var source, var weights) -> of(source, weights);
            case Stock(var source, var weights) -> of(source, weights);
            case Floored(var stock) -> weights(stock);
            case Computation.ByTerms _,
                    Computation.OpenLots _,
                    Computation.Ratio _,
                    Computation.DaysOf _,
                    Computation.Retention _,
                    Computation.AtCompletion _,
                    Computation.Sum _,
                    Computation.Realized _ ->
                    Optional.empty();
        };
    }

    private static Optional<Map<String, Weight>> of(Source source, Map<String, Weight> weights) {
        return source == Source.POSTINGS ? Optional.of(weights) : Optional.empty();
    }

    /** One item before it is rounded. */
    private record Item(
            Group group,
            RestatementCause cause,
            BigDecimal amount,
            String engagement,
            Optional<Movements.Row> posting,
            String exchanged) {}

    BridgeAnswer from(Instant since, Metric metric) throws SQLException {
        Evaluation then =
                new Evaluation(
                        new BooksView(connection),
                        question.asKnown(Optional.of(since)),
                        cut,
                        settings);
        Evaluation now = new Evaluation(new BooksView(connection), question, cut, settings);
        SortedMap<Group, BigDecimal> before = then.of(metric.computation());
        SortedMap<Group, BigDecimal> after = now.of(metric.computation());
        List<Item> items = items(since, metric.computation());
        if (metric.computation() instanceof Floored floored) {
            items.addAll(turned(since, floored, items));
        }
        items.sort(
                Comparator.comparing(Item::group)
                        .thenComparing(Item::cause)
                        .thenComparing(
                                item -> item.posting().map(row -> row.fact().day()),
                                Comparator.comparing(day -> day.orElse(LocalDate.MAX)))
                        .thenComparing(Item::engagement)
                        .thenComparing(
                                item -> item.posting().map(Movements.Row::sequence).orElse(0L)));
        Set<Group> undefined = new TreeSet<>(then.undefined());
        undefined.addAll(now.undefined());
        Set<String> unknown = new TreeSet<>(then.unknownRates());
        unknown.addAll(now.unknownRates());
        return bridged(metric.name(), new Ends(before, after, undefined), items, unknown);
    }

    private record Ends(
            SortedMap<Group, BigDecimal> before,
            SortedMap<Group, BigDecimal> after,
            Set<Group> undefined) {}

    private BridgeAnswer bridged(String metric, Ends ends, List<Item> items, Set<String> unknown) {
        Map<Group, List<Item>> byGroup = new TreeMap<>();
        ends.before().keySet().forEach(group -> byGroup.put(group, new ArrayList<>()));
        ends.after().keySet().forEach(group -> byGroup.putIfAbsent(group, new ArrayList<>()));
        items.forEach(
                item -> byGroup.computeIfAbsent(item.group(), g -> new ArrayList<>()).add(item));
        List<Row> rows = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        byGroup.forEach(
                (group, its) -> {
                    if (ends.undefined().contains(group)) {
                        rows.add(
                                new Row(
                                        MetricDesk.labels(question, group),
                                        group.currency(),
                                        Optional.empty(),
                                        Map.of(),
                                        Optional.empty(),
                                        true));
                    } else {
                        rows.add(row(group, ends, its, lines));
                    }
                });
        return new BridgeAnswer.Bridged(metric, rows, lines, List.copyOf(unknown));
    }

    /** What is rounded is carried from line to line, so that lines, items and ends add up. */
    private Row row(Group group, Ends ends, List<Item> items, List<Line> lines) {
        BigDecimal before = ends.before().getOrDefault(group, BigDecimal.ZERO);
        BigDecimal after = ends.after().getOrDefault(group, BigDecimal.ZERO);
        Map<String, String> labels = MetricDesk.labels(question, group);
        Map<RestatementCause, BigDecimal> sums = new EnumMap<>(RestatementCause.class);
        BigDecimal sum = before;
        for (Item item : items) {
            BigDecimal next = sum.add(item.amount());
            BigDecimal shown = Rolling.rounded(group, next).subtract(Rolling.rounded(group, sum));
            sum = next;
            sums.merge(item.cause(), shown, BigDecimal::add);
            lines.add(
                    new Line(
                            labels,
                            group.currency(),
                            item.cause(),
                            shown.toPlainString(),
                            item.engagement(),
                            item.posting().map(Rolling::posted),
                            item.exchanged()));
        }
        Map<RestatementCause, String> told = new EnumMap<>(RestatementCause.class);
        sums.forEach((cause, amount) -> told.put(cause, amount.toPlainString()));
        return new Row(
                labels,
                group.currency(),
                Optional.of(Rolling.rounded(group, before).toPlainString()),
                told,
                Optional.of(Rolling.rounded(group, after).toPlainString()),
                sum.subtract(after).setScale(DIGITS, RoundingMode.HALF_UP).signum() == 0);
    }

    private List<Item> items(Instant since, Computation computation) throws SQLException {
        Optional<Translating> now = Translating.of(connection, question, settings, cut);
        Optional<Translating> then =
                Translating.of(connection, question.asKnown(Optional.of(since)), settings, cut);
        boolean flow = computation instanceof Flow;
        LocalDate end = end(flow);
        Worths worths = new Worths(weights(computation).orElseThrow(), flow, end.minusDays(1));
        List<Item> items = new ArrayList<>();
        Movements.rows(
                connection,
                new Movements.Wanted(
                        worths.weights().keySet(),
                        flow ? question.from() : Optional.empty(),
                        Optional.of(end),
                        Optional.empty(),
                        question.known()),
                row -> {
                    if (cut.takes(row.fact())) {
                        item(row, since, worths, then, now).ifPresent(items::add);
                    }
                });
        return items;
    }

    private LocalDate end(boolean flow) {
        Optional<LocalDate> at = question.at().map(day -> day.plusDays(1));
        return flow
                ? question.until().or(() -> at).orElse(LocalDate.of(9999, 1, 1))
                : at.or(question::until).orElse(settings.today().plusDays(1));
    }

    private Optional<Item> item(
            Movements.Row row,
            Instant since,
            Worths worths,
            Optional<Translating> then,
            Optional<Translating> now) {
        Fact fact = row.fact();
        boolean late = row.known().isAfter(since);
        BigDecimal amount = worths.of(now, fact);
        if (!late) {
            amount = amount.subtract(worths.of(then, fact));
        }
        if (amount.signum() == 0) {
            return Optional.empty();
        }
        Fact labelled = now.map(each -> each.labelled(fact)).orElse(fact);
        return Optional.of(
                new Item(
                        cut.group(labelled, worths.flow() ? cut.start(fact.day()) : null, ""),
                        late ? row.cause() : RestatementCause.FX,
                        amount,
                        fact.engagement(),
                        Optional.of(row),
                        now.map(each -> each.exchanged(fact)).orElse("")));
    }

    /** What postings are worth in the figure: what happened at its own rate, balances at one. */
    private record Worths(Map<String, Weight> weights, boolean flow, LocalDate day) {

        BigDecimal of(Optional<Translating> translating, Fact fact) {
            if (translating.isEmpty()) {
                return fact.weighed(weights);
            }
            if (flow || !translating.get().closes()) {
                return translating
                        .get()
                        .told(fact)
                        .map(told -> told.weighed(weights))
                        .orElse(BigDecimal.ZERO);
            }
            return translating.get().stands(fact, day) instanceof Worth.Rate rate
                    ? rate.exact(fact.weighed(weights))
                    : BigDecimal.ZERO;
        }
    }

    /** Contracts of which less, or more, than their postings counts: they never net. */
    private List<Item> turned(Instant since, Floored floored, List<Item> items)
            throws SQLException {
        List<String> by = new ArrayList<>(question.by());
        by.add("engagement");
        Question each = question.by(by);
        Cut finer =
                new Cut(
                        Labels.read(connection, union(by, question.where().keySet())),
                        each,
                        settings.weekStartsOn());
        Map<Group, BigDecimal> left = new LinkedHashMap<>();
        new Evaluation(new BooksView(connection), each, finer, settings)
                .of(floored)
                .forEach((group, amount) -> left.merge(group, amount, BigDecimal::add));
        new Evaluation(new BooksView(connection), each.asKnown(Optional.of(since)), finer, settings)
                .of(floored)
                .forEach((group, amount) -> left.merge(group, amount.negate(), BigDecimal::add));
        for (Item item : items) {
            List<String> labels = new ArrayList<>(item.group().labels());
            labels.add(item.engagement());
            left.merge(
                    new Group(labels, item.group().currency()),
                    item.amount().negate(),
                    BigDecimal::add);
        }
        List<Item> turned = new ArrayList<>();
        left.forEach(
                (group, amount) -> {
                    if (amount.setScale(DIGITS, RoundingMode.HALF_UP).signum() != 0) {
                        turned.add(
                                new Item(
                                        new Group(
                                                group.labels().subList(0, by.size() - 1),
                                                group.currency()),
                                        RestatementCause.RECLASSIFIED,
                                        amount,
                                        group.labels().getLast(),
                                        Optional.empty(),
                                        ""));
                    }
                });
        return turned;
    }

    private static Set<String> union(List<String> by, Set<String> where) {
        Set<String> all = new TreeSet<>(by);
        all.addAll(where);
        all.add("entity");
        return all;
    }
}
