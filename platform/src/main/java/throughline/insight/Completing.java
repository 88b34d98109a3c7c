package throughline.insight;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.exchange.Worth;
import throughline.insight.Computation.Source;
import throughline.insight.Cut.Group;
import throughline.money.Money;

/**
 * What lines with a price will have cost when they are completed: what they cost so far, and what
 * they are estimated to cost until the end. A line that nobody can tell of leaves its group without
 * a figure.
 */
final class Completing {

    private final Connection connection;
    private final Question question;
    private final Cut cut;
    private final LocalDate end;
    private final Optional<Translating> translating;
    private final Set<Group> undefined = new HashSet<>();
    private final Set<String> remarks = new HashSet<>();

    Completing(Connection connection, Question question, Cut cut, Settings settings)
            throws SQLException {
        this.connection = connection;
        this.question = question;
        this.cut = cut;
        this.end =
                question.at()
                        .map(day -> day.plusDays(1))
                        .or(question::until)
                        .orElse(settings.today().plusDays(1));
        this.translating = Translating.of(connection, question, settings, cut);
    }

    private record Place(String engagement, String line) {}

    private static final class Sums {
        private final Map<String, BigDecimal> price = new TreeMap<>();
        private final Map<String, BigDecimal> cost = new TreeMap<>();
        private BigDecimal hours = BigDecimal.ZERO;
    }

    Retaining.Parts parts() throws SQLException {
        Map<Place, Sums> lines = new HashMap<>();
        read(Source.POSTINGS, List.of("booked", "work-cost"), lines);
        read(Source.HOURS, List.of("hours-worked"), lines);
        AgreedTerms terms =
                AgreedTerms.of(
                        connection,
                        lines.keySet().stream().map(Place::engagement).toList(),
                        question.known());
        SortedMap<Group, BigDecimal> above = new TreeMap<>();
        SortedMap<Group, BigDecimal> below = new TreeMap<>();
        lines.forEach(
                (place, sums) ->
                        sums.price.forEach(
                                (currency, price) -> {
                                    if (price.signum() > 0) {
                                        line(place, sums, new Priced(currency, price), terms)
                                                .put(above, below);
                                    }
                                }));
        return new Retaining.Parts(above, below, new MixedCurrencies(undefined, remarks));
    }

    private record Priced(String currency, BigDecimal price) {}

    private record Told(Group group, BigDecimal margin, BigDecimal price) {
        void put(SortedMap<Group, BigDecimal> above, SortedMap<Group, BigDecimal> below) {
            above.merge(group, margin, BigDecimal::add);
            below.merge(group, price, BigDecimal::add);
        }
    }

    private Told line(Place place, Sums sums, Priced priced, AgreedTerms terms) {
        Fact fact = fact(place, priced.currency());
        Group group = group(fact);
        BigDecimal price = worth(fact, group, priced.price());
        Set<String> currencies = sums.cost.keySet();
        if (translating.isEmpty()
                && !currencies.isEmpty()
                && !currencies.equals(Set.of(priced.currency()))) {
            undefined.add(group);
            Set<String> all = new TreeSet<>(currencies);
            all.add(priced.currency());
            remarks.add(
                    "%s earns and costs in %s. Ask for one currency, such as functional."
                            .formatted(place.engagement(), String.join(" and ", all)));
            return new Told(group, BigDecimal.ZERO, price);
        }
        BigDecimal cost = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> each : sums.cost.entrySet()) {
            cost = cost.add(worth(fact(place, each.getKey()), group, each.getValue()));
        }
        Optional<BigDecimal> atCompletion = atCompletion(place, sums, new Spent(cost, fact), terms);
        if (atCompletion.isEmpty()) {
            undefined.add(group);
            remarks.add(
                    "Nobody estimated what line %s of %s will take. Estimate its cost or hours."
                            .formatted(place.line(), place.engagement()));
        }
        return new Told(group, price.subtract(atCompletion.orElse(BigDecimal.ZERO)), price);
    }

    private record Spent(BigDecimal cost, Fact priced) {}

    /**
     * As estimated in cost; of a term that is over, what it cost; else by measured progress; else
     * by hours, at what an hour cost so far.
     */
    private Optional<BigDecimal> atCompletion(
            Place place, Sums sums, Spent spent, AgreedTerms terms) {
        Optional<BigDecimal> cost =
                estimated(place, terms, EstimateRevised::totalCost)
                        .map(Money::decimal)
                        .map(total -> worth(spent.priced(), group(spent.priced()), total));
        if (cost.isPresent()) {
            return cost.map(total -> total.max(spent.cost()));
        }
        if (terms.isOver(place.engagement(), place.line(), end)) {
            return Optional.of(spent.cost());
        }
        Optional<BigDecimal> hours =
                estimated(place, terms, EstimateRevised::totalHours)
                        .or(() -> terms.assumedHours(place.engagement(), place.line()));
        Optional<BigDecimal> percent =
                estimated(place, terms, EstimateRevised::percentComplete)
                        .filter(it -> it.signum() > 0);
        if (percent.isPresent()) {
            return percent.map(
                    share -> spent.cost().movePointRight(2).divide(share, MathContext.DECIMAL128));
        }
        return hours.filter(total -> sums.hours.signum() > 0)
                .map(total -> total.max(sums.hours))
                .map(
                        total ->
                                spent.cost()
                                        .multiply(total)
                                        .divide(sums.hours, MathContext.DECIMAL128));
    }

    private static <T> Optional<T> estimated(
            Place place, AgreedTerms terms, Function<EstimateRevised, Optional<T>> what) {
        return terms.estimated(place.engagement(), place.line(), what);
    }

    private void read(Source source, List<String> kinds, Map<Place, Sums> lines)
            throws SQLException {
        FactStore.read(
                connection,
                new FactStore.Wanted(
                        source,
                        kinds,
                        Optional.empty(),
                        Optional.of(end),
                        question.known(),
                        "month"),
                fact -> {
                    if (cut.takes(fact)) {
                        Sums sums =
                                lines.computeIfAbsent(
                                        new Place(fact.engagement(), fact.line()),
                                        place -> new Sums());
                        BigDecimal amount = fact.increases().add(fact.decreases());
                        switch (fact.kind()) {
                            case "booked" ->
                                    sums.price.merge(fact.currency(), amount, BigDecimal::add);
                            case "work-cost" ->
                                    sums.cost.merge(fact.currency(), amount, BigDecimal::add);
                            case String _ -> sums.hours = sums.hours.add(amount);
                        }
                    }
                });
    }

    private Group group(Fact fact) {
        return cut.group(translating.map(each -> each.labelled(fact)).orElse(fact), null, "");
    }

    private BigDecimal worth(Fact fact, Group group, BigDecimal amount) {
        if (translating.isEmpty() || amount.signum() == 0) {
            return amount;
        }
        if (translating.get().stands(fact, end.minusDays(1)) instanceof Worth.Rate rate) {
            return rate.exact(amount);
        }
        undefined.add(group);
        remarks.addAll(translating.get().unknown());
        return BigDecimal.ZERO;
    }

    private static Fact fact(Place place, String currency) {
        return new Fact(
                place.engagement(),
                place.line(),
                "",
                "",
                currency,
                LocalDate.EPOCH,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }
}
