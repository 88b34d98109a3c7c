package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import throughline.insight.Computation.Source;
import throughline.insight.FigureProof.Part;

/**
 * A figure that is added up a second time, from rows that somebody derived anew, by the same
 * definition as the first time.
 *
 * <p><b>Threads</b>: one at a time.
 */
public final class Recount {

    private final MetricAnswer.Figures figures;
    private final List<Sum> sums = new ArrayList<>();
    private final Set<String> engagements = new TreeSet<>();
    private final Cut cut;

    private Recount(MetricAnswer.Figures figures, Cut cut) {
        this.figures = figures;
        this.cut = cut;
    }

    /**
     * A row of the books or of hours as an event gives rise to it.
     *
     * @param detail the person; empty for money
     * @param kind the happening, or the kind of hours
     * @param currency empty for hours
     */
    public record Row(
            String engagement,
            String line,
            String detail,
            String kind,
            String currency,
            LocalDate day,
            BigDecimal amount) {}

    /** A part of the figure: as it stands in the books, and as it was added up anew. */
    public record Compared(String part, String currency, BigDecimal kept, BigDecimal anew) {
        /** Whether both are the same. */
        public boolean isEqual() {
            return kept.compareTo(anew) == 0;
        }
    }

    /** One part of a figure, by currency. */
    private static final class Sum {
        private final Part part;
        private final TreeMap<String, BigDecimal> kept = new TreeMap<>();
        private final TreeMap<String, BigDecimal> anew = new TreeMap<>();

        Sum(Part part) {
            this.part = part;
        }

        boolean takes(Fact fact) {
            return part.weights().containsKey(fact.kind())
                    && part.from().filter(fact.day()::isBefore).isEmpty()
                    && part.until().map(fact.day()::isBefore).orElse(true);
        }
    }

    /**
     * A recount of a metric's figure.
     *
     * @return empty when the figure cannot be had, or rests on rows that follow from no event: on
     *     exceptions, clocks, messages or writes as they stand
     */
    public static Optional<Recount> of(DataSource database, Settings settings, Question question) {
        Question whole = question.by(List.of());
        return OneView.of(database, connection -> read(connection, database, settings, whole));
    }

    private static Optional<Recount> read(
            Connection connection, DataSource database, Settings settings, Question whole)
            throws SQLException {
        MetricAnswer answer = new MetricDesk(database, settings).answer(connection, whole);
        if (!(answer instanceof MetricAnswer.Figures figures)) {
            return Optional.empty();
        }
        List<Part> parts =
                new Explain(database, settings)
                        .parts(figures.metric().computation(), whole, figures.metric().name());
        boolean derived =
                parts.stream()
                        .allMatch(
                                each ->
                                        each.source() == Source.POSTINGS
                                                || each.source() == Source.HOURS);
        if (parts.isEmpty() || !derived) {
            return Optional.empty();
        }
        Labels labels = Labels.read(connection, whole.where().keySet());
        Recount recount = new Recount(figures, new Cut(labels, whole, settings.weekStartsOn()));
        for (Part part : parts) {
            recount.stored(connection, part);
        }
        return Optional.of(recount);
    }

    private void stored(Connection connection, Part part) throws SQLException {
        Sum sum = new Sum(part);
        sums.add(sum);
        FactStore.read(
                connection,
                part.wanted().of(cut.engagement()),
                fact -> {
                    if (cut.takes(fact)) {
                        engagements.add(fact.engagement());
                        sum.kept.merge(
                                fact.currency(), fact.weighed(part.weights()), BigDecimal::add);
                    }
                });
    }

    /** The figure as the metric tells it. */
    public MetricAnswer.Figures figures() {
        return figures;
    }

    /** Whose rows it is made of. */
    public Set<String> engagements() {
        return Set.copyOf(engagements);
    }

    /** Kinds of rows that it is made of. */
    public Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        sums.forEach(sum -> kinds.addAll(sum.part.weights().keySet()));
        return kinds;
    }

    /** Adds a row that was derived anew. */
    public void take(Row row) {
        Fact fact =
                new Fact(
                        row.engagement(),
                        row.line(),
                        row.detail(),
                        row.kind(),
                        row.currency(),
                        row.day(),
                        row.amount().max(BigDecimal.ZERO),
                        row.amount().min(BigDecimal.ZERO));
        for (Sum sum : sums) {
            if (sum.takes(fact) && cut.takes(fact)) {
                sum.anew.merge(fact.currency(), fact.weighed(sum.part.weights()), BigDecimal::add);
            }
        }
    }

    /** Every part, beside what it came to. */
    public List<Compared> compared() {
        List<Compared> compared = new ArrayList<>();
        for (Sum sum : sums) {
            Set<String> currencies = new TreeSet<>(sum.kept.keySet());
            currencies.addAll(sum.anew.keySet());
            for (String currency : currencies) {
                compared.add(
                        new Compared(
                                sum.part.name(),
                                currency,
                                sum.kept.getOrDefault(currency, BigDecimal.ZERO),
                                sum.anew.getOrDefault(currency, BigDecimal.ZERO)));
            }
        }
        return compared;
    }
}
