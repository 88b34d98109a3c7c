package throughline.insight;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import throughline.insight.Computation.Flow;
import throughline.insight.Cut.Group;
import throughline.totals.BooksView;

/**
 * Contracts that earn in one currency and cost in another. A figure that is made of both has no
 * value for them until it is told in one currency.
 *
 * @param groups in which they are
 * @param sentences what they are and what would work
 */
record MixedCurrencies(Set<Group> groups, Set<String> sentences) {

    /** Looking each of more of them up by itself takes longer than reading all rows. */
    private static final int FEW = 200;

    MixedCurrencies {
        groups = Set.copyOf(groups);
        sentences = Set.copyOf(sentences);
    }

    static MixedCurrencies of(BooksView view, Question question, Cut cut, Flow one, Flow other)
            throws SQLException {
        Optional<LocalDate> end =
                question.until().or(() -> question.at().map(day -> day.plusDays(1)));
        Map<String, Map<String, Set<Group>>> found = new HashMap<>();
        for (Flow flow : List.of(one, other)) {
            each(
                    view,
                    new FactStore.Wanted(
                                    flow.source(),
                                    flow.weights().keySet(),
                                    question.from(),
                                    end,
                                    question.known(),
                                    cut.bucket().map(TimeBucket::grain).orElse("month"))
                            .telling(cut.apart().and(FactStore.Apart.ENGAGEMENTS)),
                    fact -> {
                        if (cut.takes(fact)) {
                            found.computeIfAbsent(fact.engagement(), id -> new TreeMap<>())
                                    .computeIfAbsent(fact.currency(), code -> new HashSet<>())
                                    .add(cut.group(fact, cut.start(fact.day()), ""));
                        }
                    });
        }
        Set<Group> groups = new HashSet<>();
        Set<String> sentences = new TreeSet<>();
        found.forEach(
                (engagement, currencies) -> {
                    if (currencies.size() > 1) {
                        currencies.values().forEach(groups::addAll);
                        sentences.add(
                                ("%s earns and costs in %s."
                                                + " Ask for one currency, such as functional.")
                                        .formatted(
                                                engagement,
                                                String.join(" and ", currencies.keySet())));
                    }
                });
        return new MixedCurrencies(groups, sentences);
    }

    /** Only of those that ever posted in several currencies, where these are known and few. */
    private static void each(BooksView view, FactStore.Wanted wanted, Consumer<Fact> taker)
            throws SQLException {
        if (view.isAhead()) {
            List<String> several = view.inSeveralCurrencies(FEW + 1);
            if (several.size() <= FEW) {
                for (String engagement : several) {
                    FactStore.read(view.connection(), wanted.of(Optional.of(engagement)), taker);
                }
                return;
            }
        }
        FactStore.read(view.connection(), wanted, taker);
    }
}
