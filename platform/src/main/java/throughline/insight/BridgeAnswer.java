package throughline.insight;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.books.RestatementCause;
import throughline.insight.RollForwardAnswer.Posted;

/** Why figures are others now than they were said to be, or why nobody can tell. */
public sealed interface BridgeAnswer {

    /**
     * Bridged by cause.
     *
     * @param lines every posting behind every item, in the order of rows and causes
     * @param remarks which rates of exchange are not known
     */
    record Bridged(String metric, List<Row> rows, List<Line> lines, List<String> remarks)
            implements BridgeAnswer {
        public Bridged {
            rows = List.copyOf(rows);
            lines = List.copyOf(lines);
            remarks = List.copyOf(remarks);
        }

        /** Whether every row adds up. */
        public boolean addsUp() {
            return rows.stream().allMatch(Row::addsUp);
        }
    }

    /** The question cannot be answered as a metric either. */
    record Refused(MetricAnswer why) implements BridgeAnswer {}

    /** The figure is no sum of postings. */
    record NoBridge(String metric, String sentence) implements BridgeAnswer {}

    /**
     * One figure, as it was said and as it is said.
     *
     * @param before as known then; empty where a rate of exchange was not known
     * @param after as known now; from the books, not from the items
     * @param items signed exact decimals by cause; none that is nothing
     * @param addsUp whether what was said and the items come to what is said
     */
    record Row(
            Map<String, String> labels,
            String currency,
            Optional<String> before,
            Map<RestatementCause, String> items,
            Optional<String> after,
            boolean addsUp) {}

    /**
     * One posting of an item.
     *
     * @param posting empty for a contract that turned from a liability to an asset
     * @param exchanged the amount in the contract's currency and its rate, where it is told in
     *     another one
     */
    record Line(
            Map<String, String> labels,
            String currency,
            RestatementCause cause,
            String amount,
            String engagement,
            Optional<Posted> posting,
            String exchanged) {}
}
