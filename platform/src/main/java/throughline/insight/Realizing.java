package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import throughline.insight.Computation.Flow;
import throughline.insight.Cut.Group;
import throughline.totals.BooksView;
import throughline.wording.Counted;

/**
 * What hours brought of what they are worth at their standard rates. Only lines on which billable
 * hours were worked count, since fees and licences that nobody works for have no rate.
 */
final class Realizing {

    private final Connection connection;
    private final Question question;
    private final Cut cut;
    private final Settings settings;

    Realizing(Connection connection, Question question, Cut cut, Settings settings) {
        this.connection = connection;
        this.question = question;
        this.cut = cut;
        this.settings = settings;
    }

    /** Both parts of the ratio. */
    Retaining.Parts parts(Flow brought) throws SQLException {
        Set<String> worked = worked();
        Cut ofHours = cut.only(question, fact -> worked.contains(line(fact)));
        Evaluation above = new Evaluation(new BooksView(connection), question, ofHours, settings);
        SortedMap<Group, BigDecimal> numerators = above.of(brought);
        Evaluation below = new Evaluation(new BooksView(connection), question, ofHours, settings);
        SortedMap<Group, BigDecimal> denominators = below.of(Metrics.STANDARD);
        Set<Group> groups = new HashSet<>(above.undefined());
        groups.addAll(below.undefined());
        Set<String> remarks = new TreeSet<>(above.unknownRates());
        remarks.addAll(below.unknownRates());
        if (!question.reporting().translates()) {
            MixedCurrencies mixed =
                    MixedCurrencies.of(
                            new BooksView(connection),
                            question,
                            ofHours,
                            brought,
                            Metrics.STANDARD);
            groups.addAll(mixed.groups());
            remarks.addAll(mixed.sentences());
        }
        Set<Group> all = new HashSet<>(numerators.keySet());
        all.addAll(denominators.keySet());
        unrated(all, groups, remarks);
        return new Retaining.Parts(numerators, denominators, new MixedCurrencies(groups, remarks));
    }

    /** The lines on which billable hours were worked, whenever that was. */
    private Set<String> worked() throws SQLException {
        Set<String> lines = new HashSet<>();
        FactStore.read(
                connection,
                new FactStore.Wanted(
                        Computation.Source.HOURS,
                        Metrics.BILLABLE.weights().keySet(),
                        Optional.empty(),
                        Optional.empty(),
                        question.known(),
                        "month"),
                fact -> lines.add(line(fact)));
        return lines;
    }

    /** Hours without a standard rate leave their groups undefined. */
    private void unrated(Set<Group> all, Set<Group> undefined, Set<String> remarks)
            throws SQLException {
        Evaluation hours = new Evaluation(new BooksView(connection), question, cut, settings);
        hours.of(Metrics.UNRATED)
                .forEach(
                        (group, sum) -> {
                            if (sum.signum() != 0) {
                                all.stream()
                                        .filter(it -> it.labels().equals(group.labels()))
                                        .forEach(undefined::add);
                                remarks.add(
                                        Counted.of(
                                                        sum.stripTrailingZeros(),
                                                        "billable hour has",
                                                        "billable hours have")
                                                + " no standard rate. Add"
                                                + " rows to the rate card.");
                            }
                        });
    }

    private static String line(Fact fact) {
        return fact.engagement() + "\t" + fact.line();
    }
}
