package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.books.Happening;
import throughline.books.RollForward;
import throughline.books.RollForward.Item;
import throughline.insight.Cut.Group;
import throughline.insight.RollForwardAnswer.Line;
import throughline.insight.RollForwardAnswer.Posted;
import throughline.insight.RollForwardAnswer.Row;

/**
 * One balance, rolled forward for one question. Items come from postings, opening and closing from
 * the metric: that both agree is found out for each row, not assumed.
 */
final class Rolling {

    private final Connection connection;
    private final MetricDesk desk;
    private final Settings settings;
    private final Question question;
    private final RollForward balance;
    private final Cut cut;
    private final Movements.Sums sums;

    /** Where it is asked. */
    record OneDesk(Connection connection, MetricDesk desk, Settings settings) {}

    /** Of a question that has an end. */
    Rolling(OneDesk at, Question question, RollForward balance, Movements.Sums sums)
            throws SQLException {
        this.connection = at.connection();
        this.desk = at.desk();
        this.settings = at.settings();
        this.question = question;
        this.balance = balance;
        this.cut = desk.cut(connection, question);
        this.sums = sums;
    }

    List<Row> rows() throws SQLException {
        Ends own = ends(balance, question, cut);
        Map<Group, Map<Item, BigDecimal>> items = items();
        if (balance.otherSide().isPresent()) {
            Ends other = ends(balance.otherSide().get(), question, cut);
            for (Group group : union(own.closing(), other.closing())) {
                put(items, group, Item.RECLASSIFIED, other.change(group));
            }
        }
        TreeSet<Group> groups = union(own.closing(), items);
        List<Row> rows = new ArrayList<>();
        for (Group group : groups) {
            Map<Item, BigDecimal> moved = items.getOrDefault(group, Map.of());
            if (wanted(group)) {
                row(group, own.opening(group), moved, own.closing(group)).ifPresent(rows::add);
            }
        }
        return rows;
    }

    private Optional<Row> row(
            Group group, BigDecimal opening, Map<Item, BigDecimal> moved, BigDecimal closing) {
        BigDecimal sum = moved.values().stream().reduce(opening, BigDecimal::add);
        boolean nothing =
                opening.signum() == 0
                        && closing.signum() == 0
                        && moved.values().stream().allMatch(RollForwardDesk::isNothing);
        Map<Item, String> items = new EnumMap<>(Item.class);
        for (Item item : balance.items()) {
            items.put(item, plain(group, moved.getOrDefault(item, BigDecimal.ZERO)));
        }
        return nothing
                ? Optional.empty()
                : Optional.of(
                        new Row(
                                balance,
                                MetricDesk.labels(question, group),
                                group.currency(),
                                plain(group, opening),
                                items,
                                plain(group, closing),
                                sum.compareTo(closing) == 0));
    }

    /** The postings behind the items, and the contracts that turned. */
    List<Line> lines() throws SQLException {
        List<Line> lines = new ArrayList<>();
        Movements.rows(
                connection,
                wanted(),
                row -> {
                    if (cut.takes(row.fact())) {
                        line(row).ifPresent(lines::add);
                    }
                });
        if (balance.otherSide().isPresent()) {
            lines.addAll(turned(balance.otherSide().get()));
        }
        return lines;
    }

    private Optional<Line> line(Movements.Row row) {
        Fact fact = row.fact();
        Group group = cut.group(fact, cut.start(fact.day()), "");
        Happening happening = Movements.happening(fact);
        return balance.item(happening, row.origin())
                .map(
                        item ->
                                new Line(
                                        balance,
                                        MetricDesk.labels(question, group),
                                        group.currency(),
                                        item,
                                        plain(group, signed(fact, happening)),
                                        fact.engagement(),
                                        Optional.of(
                                                new Posted(
                                                        fact.line(),
                                                        fact.kind(),
                                                        fact.day(),
                                                        row.known(),
                                                        row.event(),
                                                        row.sequence(),
                                                        row.document()))));
    }

    private List<Line> turned(RollForward other) throws SQLException {
        List<String> by = new ArrayList<>(question.by());
        by.add("engagement");
        Question each = question.by(by);
        Cut finer = desk.cut(connection, each);
        Ends ends = ends(other, each, finer);
        List<Line> lines = new ArrayList<>();
        for (Group group : ends.closing().keySet()) {
            Group coarse = new Group(group.labels().subList(0, by.size() - 1), group.currency());
            BigDecimal change = ends.change(group);
            if (wanted(coarse) && change.signum() != 0) {
                lines.add(
                        new Line(
                                balance,
                                MetricDesk.labels(question, coarse),
                                group.currency(),
                                Item.RECLASSIFIED,
                                plain(group, change),
                                group.labels().getLast(),
                                Optional.empty()));
            }
        }
        return lines;
    }

    private Map<Group, Map<Item, BigDecimal>> items() throws SQLException {
        Map<Group, Map<Item, BigDecimal>> items = new TreeMap<>();
        sums.read(
                wanted(),
                cut.bucket().map(TimeBucket::grain).orElse("month"),
                (fact, origin) -> {
                    if (cut.takes(fact)) {
                        Happening happening = Movements.happening(fact);
                        Group group = cut.group(fact, cut.start(fact.day()), "");
                        balance.item(happening, origin)
                                .ifPresent(
                                        item -> put(items, group, item, signed(fact, happening)));
                    }
                });
        return items;
    }

    private BigDecimal signed(Fact fact, Happening happening) {
        BigDecimal amount = fact.increases().add(fact.decreases());
        return balance.sign(happening) < 0 ? amount.negate() : amount;
    }

    private Movements.Wanted wanted() {
        return new Movements.Wanted(
                Arrays.stream(Happening.values())
                        .filter(happening -> balance.sign(happening) != 0)
                        .map(BooksCheck::text)
                        .toList(),
                question.from().map(cut::start),
                question.until(),
                Optional.empty(),
                question.known());
    }

    /** Whether a piece of time is asked for: the first one is whole, as its name says. */
    private boolean wanted(Group group) {
        return question.from().isEmpty()
                || start(group).isEmpty()
                || !start(group).get().isBefore(cut.start(question.from().get()));
    }

    private Optional<LocalDate> start(Group group) {
        for (int i = 0; i < question.by().size(); i++) {
            Optional<TimeBucket> bucket = TimeBucket.named(question.by().get(i));
            if (bucket.isPresent()) {
                return Optional.of(bucket.get().parse(group.labels().get(i)));
            }
        }
        return Optional.empty();
    }

    private Ends ends(RollForward of, Question asked, Cut by) throws SQLException {
        Computation computation = Metrics.named(of.metric()).orElseThrow().computation();
        SortedMap<Group, BigDecimal> closing =
                new Evaluation(connection, at(asked, asked.until()), by, settings).of(computation);
        if (by.bucket().isPresent()) {
            return new Ends(closing, closing, by, Optional.of(this::start));
        }
        SortedMap<Group, BigDecimal> opening = new TreeMap<>();
        if (asked.from().isPresent()) {
            opening =
                    new Evaluation(connection, at(asked, asked.from()), by, settings)
                            .of(computation);
        }
        return new Ends(opening, closing, by, Optional.empty());
    }

    /** As of the end before a day, from the very beginning. */
    private static Question at(Question asked, Optional<LocalDate> until) {
        return new Question(
                asked.metric(),
                Optional.empty(),
                until,
                Optional.empty(),
                asked.known(),
                asked.by(),
                asked.where());
    }

    private static <A, B> TreeSet<Group> union(Map<Group, A> one, Map<Group, B> other) {
        TreeSet<Group> groups = new TreeSet<>(one.keySet());
        groups.addAll(other.keySet());
        return groups;
    }

    private static void put(
            Map<Group, Map<Item, BigDecimal>> items, Group group, Item item, BigDecimal amount) {
        items.computeIfAbsent(group, key -> new EnumMap<>(Item.class))
                .merge(item, amount, BigDecimal::add);
    }

    private static String plain(Group group, BigDecimal amount) {
        return FigureProof.plain(group.currency(), amount);
    }

    /** Finds the first day of the piece of time that a group is of. */
    private interface Start {
        Optional<LocalDate> of(Group group);
    }

    /** What stands before and after; of pieces of time, each stands before the next one. */
    private record Ends(
            SortedMap<Group, BigDecimal> before,
            SortedMap<Group, BigDecimal> closing,
            Cut cut,
            Optional<Start> pieces) {

        BigDecimal opening(Group group) {
            Group earlier =
                    pieces.flatMap(start -> start.of(group))
                            .map(day -> cut.moved(group, cut.start(day.minusDays(1))))
                            .orElse(group);
            return before.getOrDefault(earlier, BigDecimal.ZERO);
        }

        BigDecimal closing(Group group) {
            return closing.getOrDefault(group, BigDecimal.ZERO);
        }

        BigDecimal change(Group group) {
            return closing(group).subtract(opening(group));
        }
    }
}
