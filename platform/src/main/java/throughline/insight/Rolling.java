package throughline.insight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import throughline.books.Happening;
import throughline.books.RollForward;
import throughline.books.RollForward.Item;
import throughline.insight.Cut.Group;
import throughline.insight.RollForwardAnswer.Line;
import throughline.insight.RollForwardAnswer.Posted;
import throughline.insight.RollForwardAnswer.Row;
import throughline.totals.BooksView;
import throughline.wording.Kebab;

/**
 * One balance, rolled forward for one question. Items come from postings, opening and closing from
 * the metric: that both agree is found out for each row, not assumed.
 */
final class Rolling {

    /** Beyond this many digits only the division by a rate is at work. */
    private static final int DIGITS = 12;

    private final BooksView view;
    private final Connection connection;
    private final MetricDesk desk;
    private final Settings settings;
    private final Question question;
    private final RollForward balance;
    private final Cut cut;
    private final Movements.Sums sums;
    private final Optional<Translating> translating;
    private final Set<Group> undefined = new HashSet<>();
    private final Set<String> unknown = new TreeSet<>();

    /** Where it is asked. */
    record OneDesk(BooksView view, MetricDesk desk, Settings settings) {}

    /** Of a question that has an end. */
    Rolling(OneDesk at, Question question, RollForward balance, Movements.Sums sums)
            throws SQLException {
        this.view = at.view();
        this.connection = view.connection();
        this.desk = at.desk();
        this.settings = at.settings();
        this.question = question;
        this.balance = balance;
        this.cut = desk.cut(connection, question);
        this.sums = sums;
        this.translating = Translating.of(connection, question, settings, cut);
    }

    List<Row> rows() throws SQLException {
        Ends own = ends(balance, question, cut);
        Map<Group, Map<Item, BigDecimal>> items = items();
        for (Revaluing.Change each : revalued()) {
            put(items, each.group(), Item.FX, each.amount());
        }
        if (balance.otherSide().isPresent()) {
            Ends other = ends(balance.otherSide().get(), question, cut);
            for (Group group : union(own.closing(), other.closing())) {
                put(items, group, Item.RECLASSIFIED, other.change(group));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Group group : union(own.closing(), items)) {
            Map<Item, BigDecimal> moved = items.getOrDefault(group, Map.of());
            if (wanted(group)) {
                row(group, own.opening(group), moved, own.closing(group)).ifPresent(rows::add);
            }
        }
        return rows;
    }

    /** Which rates of exchange are not known, of what was asked so far. */
    Set<String> unknownRates() {
        translating.ifPresent(each -> unknown.addAll(each.unknown()));
        return unknown;
    }

    private Optional<Row> row(
            Group group, BigDecimal opening, Map<Item, BigDecimal> moved, BigDecimal closing) {
        boolean nothing =
                opening.signum() == 0
                        && closing.signum() == 0
                        && moved.values().stream().allMatch(RollForwardDesk::isNothing);
        boolean defined = !undefined.contains(group);
        if (nothing && defined) {
            return Optional.empty();
        }
        // What is rounded is carried to the next item, so that they add up as they stand.
        BigDecimal sum = opening;
        Map<Item, String> items = new EnumMap<>(Item.class);
        for (Item item : shown()) {
            BigDecimal after = sum.add(moved.getOrDefault(item, BigDecimal.ZERO));
            items.put(item, plain(group, rounded(group, after).subtract(rounded(group, sum))));
            sum = after;
        }
        boolean addsUp = sum.subtract(closing).setScale(DIGITS, RoundingMode.HALF_UP).signum() == 0;
        return Optional.of(
                new Row(
                        balance,
                        MetricDesk.labels(question, group),
                        group.currency(),
                        plain(group, rounded(group, opening)),
                        items,
                        plain(group, rounded(group, closing)),
                        addsUp || !defined,
                        defined));
    }

    private List<Item> shown() {
        List<Item> items = new ArrayList<>(balance.items());
        translating.ifPresent(any -> items.add(Item.FX));
        return items;
    }

    /** The postings behind the items, and the contracts that turned. */
    List<Line> lines() throws SQLException {
        List<Line> lines = new ArrayList<>();
        Movements.rows(
                connection,
                wanted(question.from().map(cut::start)),
                row -> {
                    if (cut.takes(row.fact())) {
                        line(row).ifPresent(lines::add);
                    }
                });
        for (Revaluing.Change each : revalued()) {
            if (wanted(each.group())) {
                lines.add(contract(each.group(), Item.FX, each.amount(), each.engagement()));
            }
        }
        if (balance.otherSide().isPresent()) {
            lines.addAll(turned(balance.otherSide().get()));
        }
        return lines;
    }

    private Line contract(Group group, Item item, BigDecimal amount, String engagement) {
        return new Line(
                balance,
                MetricDesk.labels(question, group),
                group.currency(),
                item,
                plain(group, rounded(group, amount)),
                engagement,
                Optional.empty(),
                "");
    }

    private Optional<Line> line(Movements.Row row) {
        Optional<Fact> told = told(row.fact());
        if (told.isEmpty()) {
            return Optional.empty();
        }
        Fact fact = told.get();
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
                                        Optional.of(posted(row)),
                                        translating
                                                .map(each -> each.exchanged(row.fact()))
                                                .orElse("")));
    }

    static Posted posted(Movements.Row row) {
        Fact fact = row.fact();
        return new Posted(
                fact.line(),
                fact.kind(),
                fact.day(),
                row.known(),
                row.event(),
                row.sequence(),
                row.document());
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
                lines.add(contract(coarse, Item.RECLASSIFIED, change, group.labels().getLast()));
            }
        }
        return lines;
    }

    private Map<Group, Map<Item, BigDecimal>> items() throws SQLException {
        Map<Group, Map<Item, BigDecimal>> items = new TreeMap<>();
        if (translating.isPresent()) {
            Movements.rows(
                    connection,
                    wanted(question.from().map(cut::start)),
                    row -> take(items, row.fact(), row.origin()));
        } else {
            sums.read(
                    wanted(question.from().map(cut::start)),
                    cut.bucket().map(TimeBucket::grain).orElse("month"),
                    (fact, origin) -> take(items, fact, origin));
        }
        return items;
    }

    private void take(
            Map<Group, Map<Item, BigDecimal>> items, Fact fact, throughline.books.Origin origin) {
        if (!cut.takes(fact)) {
            return;
        }
        Happening happening = Movements.happening(fact);
        Optional<Fact> told = told(fact);
        Group group = cut.group(told.orElseGet(() -> labelled(fact)), cut.start(fact.day()), "");
        if (told.isEmpty()) {
            undefined.add(group);
        }
        balance.item(happening, origin)
                .ifPresent(
                        item ->
                                put(
                                        items,
                                        group,
                                        item,
                                        told.map(each -> signed(each, happening))
                                                .orElse(BigDecimal.ZERO)));
    }

    private Optional<Fact> told(Fact fact) {
        return translating.isEmpty() ? Optional.of(fact) : translating.get().told(fact);
    }

    private Fact labelled(Fact fact) {
        return translating.map(each -> each.labelled(fact)).orElse(fact);
    }

    /** What only rates of exchange moved, contract by contract. */
    private List<Revaluing.Change> revalued() throws SQLException {
        if (translating.filter(Translating::closes).isEmpty()) {
            return List.of();
        }
        Revaluing revaluing = new Revaluing(translating.get(), cut, question);
        Movements.rows(
                connection,
                wanted(Optional.empty()),
                row -> {
                    Fact fact = row.fact();
                    if (cut.takes(fact)) {
                        revaluing.take(fact, signed(fact, Movements.happening(fact)));
                    }
                });
        undefined.addAll(revaluing.undefined());
        return revaluing.changes();
    }

    private BigDecimal signed(Fact fact, Happening happening) {
        BigDecimal amount = fact.increases().add(fact.decreases());
        return balance.sign(happening) < 0 ? amount.negate() : amount;
    }

    private Movements.Wanted wanted(Optional<LocalDate> from) {
        return new Movements.Wanted(
                Arrays.stream(Happening.values())
                        .filter(happening -> balance.sign(happening) != 0)
                        .map(Kebab::of)
                        .toList(),
                from,
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
        return cut.startOf(group);
    }

    private Ends ends(RollForward of, Question asked, Cut by) throws SQLException {
        Computation computation = Metrics.named(of.metric()).orElseThrow().computation();
        Evaluation last =
                new Evaluation(
                        view,
                        asked.over(asked.metric(), Optional.empty(), asked.until()),
                        by,
                        settings);
        SortedMap<Group, BigDecimal> closing = last.of(computation);
        undefined.addAll(last.undefined());
        unknown.addAll(last.unknownRates());
        if (by.bucket().isPresent()) {
            return new Ends(closing, closing, by);
        }
        SortedMap<Group, BigDecimal> opening = new TreeMap<>();
        if (asked.from().isPresent()) {
            Evaluation first =
                    new Evaluation(
                            view,
                            asked.over(asked.metric(), Optional.empty(), asked.from()),
                            by,
                            settings);
            opening = first.of(computation);
            undefined.addAll(first.undefined());
            unknown.addAll(first.unknownRates());
        }
        return new Ends(opening, closing, by);
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

    static BigDecimal rounded(Group group, BigDecimal amount) {
        return group.currency().isEmpty()
                ? amount
                : amount.setScale(
                        CurrencyUnit.of(group.currency()).getDecimalPlaces(), RoundingMode.HALF_UP);
    }

    private static String plain(Group group, BigDecimal amount) {
        return FigureProof.plain(group.currency(), amount);
    }

    /** What stands before and after; of pieces of time, each stands before the next one. */
    private record Ends(
            SortedMap<Group, BigDecimal> before, SortedMap<Group, BigDecimal> closing, Cut cut) {

        BigDecimal opening(Group group) {
            Group earlier =
                    cut.startOf(group)
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
