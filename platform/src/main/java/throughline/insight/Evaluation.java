package throughline.insight;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.exchange.Worth;
import throughline.insight.Computation.Flow;
import throughline.insight.Computation.Stock;
import throughline.insight.Cut.Group;
import throughline.totals.BooksView;

/** Computes sums of facts for one question. */
final class Evaluation {

    private final BooksView view;
    private final Question question;
    private final Cut cut;
    private final Settings settings;
    private final PiecesOfTime pieces;
    private final Optional<Translating> translating;
    private final Set<Group> undefined = new HashSet<>();
    private final Set<String> mixed = new TreeSet<>();

    Evaluation(BooksView view, Question question, Cut cut, Settings settings) throws SQLException {
        this.view = view;
        this.question = question;
        this.cut = cut;
        this.settings = settings;
        this.pieces = new PiecesOfTime(question, cut, settings.today());
        this.translating = Translating.of(view.connection(), question, settings, cut);
    }

    /** Whether nobody can tell a group's sum, since a rate of exchange is not known. */
    boolean isUndefined(Group group) {
        return undefined.contains(group);
    }

    /** The groups whose sum nobody can tell. */
    Set<Group> undefined() {
        return Set.copyOf(undefined);
    }

    /** Which rates are not known, and what cannot be held against each other. */
    Set<String> unknownRates() {
        Set<String> all = new TreeSet<>(mixed);
        translating.ifPresent(each -> all.addAll(each.unknown()));
        return all;
    }

    /** Nobody can tell these, for reasons that stand outside of their sums. */
    void exclude(MixedCurrencies apart) {
        undefined.addAll(apart.groups());
        mixed.addAll(apart.sentences());
    }

    SortedMap<Group, BigDecimal> of(Computation computation) throws SQLException {
        return switch (computation) {
            case Flow flow -> flow(flow);
            case Stock stock -> stock(stock, false);
            case Computation.Floored(var stock) -> stock(stock, true);
            case Computation.ByTerms asked -> byTerms(asked);
            case Computation.OpenLots lots -> lots(lots);
            case Computation.Sum sum -> sum(of(sum.left()), sum.sign(), of(sum.right()));
            case Computation.Ratio _,
                    Computation.DaysOf _,
                    Computation.Retention _,
                    Computation.AtCompletion _,
                    Computation.Realized _ ->
                    throw new IllegalStateException("no sum: " + computation);
        };
    }

    private static SortedMap<Group, BigDecimal> sum(
            SortedMap<Group, BigDecimal> left, int sign, SortedMap<Group, BigDecimal> right) {
        SortedMap<Group, BigDecimal> both = new TreeMap<>(left);
        right.forEach(
                (group, value) ->
                        both.merge(group, sign < 0 ? value.negate() : value, BigDecimal::add));
        return both;
    }

    private SortedMap<Group, BigDecimal> flow(Flow flow) throws SQLException {
        SortedMap<Group, BigDecimal> sums = new TreeMap<>();
        for (Fact fact :
                facts(
                        flow.source(),
                        flow.weights().keySet(),
                        question.from(),
                        flowEnd(),
                        grain(cut.apart()))) {
            Optional<Fact> told = told(fact);
            Group group =
                    cut.group(told.orElseGet(() -> labelled(fact)), cut.start(fact.day()), "");
            BigDecimal amount =
                    told.map(each -> each.weighed(flow.weights())).orElse(BigDecimal.ZERO);
            if (told.isEmpty()) {
                undefined.add(group);
            }
            sums.merge(group, amount, BigDecimal::add);
        }
        return sums;
    }

    /** What happened, in the currency that is asked for; empty where no rate is known. */
    private Optional<Fact> told(Fact fact) {
        return translating.isEmpty() || fact.currency().isEmpty()
                ? Optional.of(fact)
                : translating.get().told(fact);
    }

    private Fact labelled(Fact fact) {
        return translating.isEmpty() || fact.currency().isEmpty()
                ? fact
                : translating.get().labelled(fact);
    }

    private Optional<LocalDate> flowEnd() {
        return question.until().or(() -> question.at().map(day -> day.plusDays(1)));
    }

    private SortedMap<Group, BigDecimal> stock(Stock stock, boolean floored) throws SQLException {
        Grain grain = floored ? Grain.CONTRACT : Grain.ALL;
        List<Fact> facts = upTo(stock, grain);
        List<LocalDate> ends = pieces.ends(facts);
        SortedMap<Group, BigDecimal> sums = new TreeMap<>();
        running(stock, facts, ends, grain)
                .forEach(
                        (lane, row) ->
                                each(
                                        row,
                                        (place, standing) ->
                                                stands(
                                                        sums,
                                                        lane,
                                                        ends.get(place),
                                                        floored
                                                                ? standing.max(BigDecimal.ZERO)
                                                                : standing)));
        return sums;
    }

    /** Adds what stands at the end of the day before, in the currency that is asked for. */
    private void stands(
            SortedMap<Group, BigDecimal> sums, Lane lane, LocalDate end, BigDecimal standing) {
        Group group = at(lane.group(), end);
        BigDecimal worth = standing;
        if (lane.closing().isPresent() && standing.signum() != 0) {
            Worth rate = translating.orElseThrow().stands(lane.closing().get(), end.minusDays(1));
            if (rate instanceof Worth.Rate known) {
                worth = known.exact(standing);
            } else {
                undefined.add(group);
                worth = BigDecimal.ZERO;
            }
        }
        sums.merge(group, worth, BigDecimal::add);
    }

    private SortedMap<Group, BigDecimal> byTerms(Computation.ByTerms asked) throws SQLException {
        List<Fact> facts = upTo(asked.stock(), Grain.LINE);
        List<LocalDate> ends = pieces.ends(facts);
        var rows = running(asked.stock(), facts, ends, Grain.LINE);
        var entitled =
                running(asked.entitled(), upTo(asked.entitled(), Grain.LINE), ends, Grain.LINE);
        AgreedTerms terms =
                AgreedTerms.of(
                        view.connection(),
                        rows.keySet().stream().map(Lane::contract).toList(),
                        question.known());
        SortedMap<Group, BigDecimal> sums = new TreeMap<>();
        rows.forEach(
                (lane, row) -> {
                    BigDecimal[] done = entitled.getOrDefault(lane, new BigDecimal[ends.size()]);
                    each(
                            row,
                            (place, standing) ->
                                    stands(
                                            sums,
                                            lane,
                                            ends.get(place),
                                            told(
                                                    asked.aspect(),
                                                    terms,
                                                    lane,
                                                    new Standings(
                                                            ends.get(place),
                                                            standing,
                                                            done[place]))));
                });
        return sums;
    }

    private static BigDecimal told(
            Computation.Aspect aspect, AgreedTerms terms, Lane lane, Standings at) {
        BigDecimal standing = at.standing();
        if (aspect == Computation.Aspect.YEARLY) {
            return terms.yearly(lane.contract(), lane.line(), standing);
        }
        BigDecimal dated =
                terms.dated(lane.contract(), lane.line(), at.end(), standing, at.delivered());
        return aspect == Computation.Aspect.SCHEDULED ? dated : standing.subtract(dated);
    }

    /** Where a line stands at the end of a piece of time. */
    private record Standings(LocalDate end, BigDecimal standing, @Nullable BigDecimal entitled) {
        BigDecimal delivered() {
            return entitled == null ? BigDecimal.ZERO : entitled;
        }
    }

    private static void each(BigDecimal[] row, Standing each) {
        for (int place = 0; place < row.length; place++) {
            if (row[place] != null) {
                each.take(place, row[place]);
            }
        }
    }

    private List<Fact> upTo(Stock stock, Grain grain) throws SQLException {
        return facts(
                stock.source(),
                stock.weights().keySet(),
                Optional.empty(),
                Optional.of(pieces.end()),
                grain(cut.apart().and(grain.apart)));
    }

    /** What stands at each end, from the first change on. */
    private Map<Lane, BigDecimal[]> running(
            Stock stock, List<Fact> facts, List<LocalDate> ends, Grain grain) {
        Map<Lane, BigDecimal[]> rows = new HashMap<>();
        boolean closes = translating.filter(Translating::closes).isPresent();
        for (Fact fact : facts) {
            boolean own = fact.currency().isEmpty() || closes;
            Optional<Fact> counted = own ? Optional.of(fact) : told(fact);
            int place = PiecesOfTime.place(ends, fact.day());
            Lane lane = lane(fact, grain, closes && !fact.currency().isEmpty());
            if (counted.isEmpty()) {
                ends.subList(place, ends.size())
                        .forEach(end -> undefined.add(at(lane.group(), end)));
            }
            BigDecimal[] row = rows.computeIfAbsent(lane, key -> new BigDecimal[ends.size()]);
            BigDecimal amount =
                    counted.map(each -> each.weighed(stock.weights())).orElse(BigDecimal.ZERO);
            row[place] = row[place] == null ? amount : row[place].add(amount);
        }
        for (BigDecimal[] row : rows.values()) {
            for (int i = 1; i < row.length; i++) {
                if (row[i - 1] != null) {
                    row[i] = row[i] == null ? row[i - 1] : row[i].add(row[i - 1]);
                }
            }
        }
        return rows;
    }

    /** Amounts of several currencies and entities are translated apart before they are summed. */
    private Lane lane(Fact fact, Grain grain, boolean closing) {
        return new Lane(
                cut.group(labelled(fact), null, ""),
                grain == Grain.ALL ? "" : fact.engagement(),
                grain == Grain.LINE ? fact.line() : "",
                closing ? Optional.of(fact.alone()) : Optional.empty());
    }

    private SortedMap<Group, BigDecimal> lots(Computation.OpenLots lots) throws SQLException {
        List<Fact> facts = lotFacts();
        Map<OpenWork.Key, OpenWork> works = new HashMap<>();
        for (Fact fact : facts) {
            works.computeIfAbsent(OpenWork.key(fact), key -> new OpenWork(fact)).take(fact);
        }
        SortedMap<Group, BigDecimal> sums = new TreeMap<>();
        for (LocalDate end : pieces.ends(facts)) {
            for (OpenWork work : works.values()) {
                work.open(end, lots.pastCutoffOnly(), cutoffDays(work.sample()))
                        .forEach(
                                (age, amount) -> {
                                    if (cut.takesAge(age)) {
                                        stands(sums, lane(work.sample(), age), end, amount);
                                    }
                                });
            }
        }
        return sums;
    }

    private Lane lane(Fact sample, String age) {
        return new Lane(
                cut.group(labelled(sample), null, age),
                "",
                "",
                translating.map(any -> sample.alone()));
    }

    /** Lines with nothing open at the one end that is asked for need not be looked at. */
    private List<Fact> lotFacts() throws SQLException {
        boolean atOneEnd = cut.bucket().isEmpty() && cut.engagement().isEmpty();
        if (atOneEnd && translating.isEmpty() && question.known().isEmpty() && view.isAhead()) {
            return BookFacts.lots(view, pieces.end()).stream().filter(cut::takes).toList();
        }
        return facts(
                Computation.Source.POSTINGS,
                List.of("entitlement", "write-off", "invoice-posted", "credit-posted"),
                Optional.empty(),
                Optional.of(pieces.end()),
                new FactStore.Grain(days("day"), FactStore.Apart.EVERYTHING));
    }

    private int cutoffDays(Fact fact) {
        return settings.cutoffDays().getOrDefault(cut.label(fact, "entity", ""), 0);
    }

    /** The group as it stands at the end of a piece of time. */
    private Group at(Group group, LocalDate end) {
        return cut.bucket().isEmpty() ? group : cut.moved(group, cut.start(end.minusDays(1)));
    }

    private List<Fact> facts(
            Computation.Source source,
            Collection<String> kinds,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            FactStore.Grain grain)
            throws SQLException {
        List<Fact> facts = new ArrayList<>();
        BookFacts.read(
                view,
                new FactStore.Wanted(
                        source, kinds, from, until, question.known(), grain, cut.engagement()),
                fact -> {
                    if (cut.takes(fact)) {
                        facts.add(fact);
                    }
                });
        return facts;
    }

    private FactStore.Grain grain(FactStore.Apart apart) {
        return new FactStore.Grain(
                days(cut.bucket().map(TimeBucket::grain).orElse("month")), apart);
    }

    /** What is told in another currency is told by the rate of its own day and entity. */
    private String days(String otherwise) {
        return translating.isPresent() ? FactStore.EACH : otherwise;
    }

    /** What is summed apart before it is limited. */
    private enum Grain {
        ALL(FactStore.Apart.NOTHING),
        CONTRACT(FactStore.Apart.ENGAGEMENTS),
        LINE(FactStore.Apart.EVERYTHING);

        private final FactStore.Apart apart;

        Grain(FactStore.Apart apart) {
            this.apart = apart;
        }
    }

    /**
     * What is summed together.
     *
     * @param closing what decides the rate at which its balance stands; empty when it needs none
     */
    private record Lane(Group group, String contract, String line, Optional<Fact> closing) {}

    @FunctionalInterface
    private interface Standing {
        void take(int place, BigDecimal standing);
    }
}
