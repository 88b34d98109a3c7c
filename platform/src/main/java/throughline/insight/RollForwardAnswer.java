package throughline.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import throughline.books.RollForward;

/** How balances come from those before them, or why nobody can tell. */
public sealed interface RollForwardAnswer {

    /**
     * Rolled forward: rows by balance, labels and currency, each with its items.
     *
     * @param remarks which rates of exchange are not known
     */
    record Rolled(List<Row> rows, List<String> remarks) implements RollForwardAnswer {
        public Rolled {
            rows = List.copyOf(rows);
            remarks = List.copyOf(remarks);
        }

        /** Whether every row adds up. */
        public boolean addsUp() {
            return rows.stream().allMatch(Row::addsUp);
        }
    }

    /** The postings that the items are made of. */
    record Opened(List<Line> lines) implements RollForwardAnswer {
        public Opened {
            lines = List.copyOf(lines);
        }
    }

    /** The question cannot be answered as a metric either. */
    record Refused(MetricAnswer why) implements RollForwardAnswer {}

    /** The metric is no balance that is rolled forward. */
    record NoBalance(String metric, List<String> known) implements RollForwardAnswer {
        public NoBalance {
            known = List.copyOf(known);
        }
    }

    /**
     * One balance between two ends.
     *
     * @param labels by dimension, in the order asked for
     * @param items signed exact decimals, in the order of reports
     * @param closing from the books, not from the items
     * @param addsUp whether opening and items come to closing
     * @param defined whether anybody can tell: without a rate of exchange there are no amounts
     */
    record Row(
            RollForward balance,
            Map<String, String> labels,
            String currency,
            String opening,
            Map<RollForward.Item, String> items,
            String closing,
            boolean addsUp,
            boolean defined) {}

    /**
     * One posting of an item. What turned from a liability to an asset, and what only rates of
     * exchange moved, has no posting of its own: its line names the contract and nothing more.
     *
     * @param exchanged the amount in the contract's currency and its rate; empty where it is told
     *     in that
     */
    record Line(
            RollForward balance,
            Map<String, String> labels,
            String currency,
            RollForward.Item item,
            String amount,
            String engagement,
            java.util.Optional<Posted> posting,
            String exchanged) {}

    /** Where a posting stands. */
    record Posted(
            String line,
            String happening,
            LocalDate effective,
            Instant known,
            String event,
            long sequence,
            String document) {}
}
