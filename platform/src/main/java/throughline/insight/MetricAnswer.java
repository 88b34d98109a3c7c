package throughline.insight;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of a question. */
public sealed interface MetricAnswer {

    /**
     * The figures, ordered by their labels and currency.
     *
     * @param remarks why figures are undefined for which no rate of exchange is known
     */
    record Figures(Metric metric, List<Figure> figures, List<String> remarks)
            implements MetricAnswer {
        public Figures {
            figures = List.copyOf(figures);
            remarks = List.copyOf(remarks);
        }
    }

    /** There is no metric of this name. */
    record UnknownMetric(String name, List<String> known) implements MetricAnswer {
        public UnknownMetric {
            known = List.copyOf(known);
        }
    }

    /** The metric cannot be cut by this. */
    record UnknownDimension(String metric, String name, List<String> known)
            implements MetricAnswer {
        public UnknownDimension {
            known = List.copyOf(known);
        }
    }

    /**
     * One figure.
     *
     * @param labels by dimension, in the order asked for; empty text where there is no value
     * @param currency empty for what is no money
     * @param value exact decimal with its unit's digits; empty when it is undefined
     * @param numerator of a ratio, or what a number of days is made of
     */
    record Figure(
            Map<String, String> labels,
            Optional<String> currency,
            Optional<String> value,
            Optional<String> numerator,
            Optional<String> denominator) {}
}
