package throughline.engagement;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.money.Money;

/** What was recognized, and what of it goes to the ledger. */
public sealed interface RevenueEvent extends Event {

    /**
     * Revenue was recognized in a period; negative when it is taken back.
     *
     * @param belongsTo the period that it belongs to, where that one did not simply take it
     */
    record RevenueRecognized(
            String line,
            String period,
            LocalDate effective,
            Money amount,
            String method,
            Optional<Belonging> belongsTo)
            implements RevenueEvent {

        public RevenueRecognized(
                String line, String period, LocalDate effective, Money amount, String method) {
            this(line, period, effective, amount, method, Optional.empty());
        }
    }

    /**
     * Recognized revenue of a period was put on a journal that will be posted. Once more for the
     * same journal: it was refused, and gets another date.
     *
     * @param period the one in which it was recognized
     * @param belongsTo the period that it belongs to, where that one did not simply take it
     */
    record JournalPlanned(
            String journal,
            String period,
            LocalDate date,
            Map<String, Money> amountByLine,
            Optional<Belonging> belongsTo)
            implements RevenueEvent {
        public JournalPlanned {
            amountByLine = Collections.unmodifiableSortedMap(new TreeMap<>(amountByLine));
        }
    }

    /**
     * A loss that is expected of a line was provided for; negative when less of it is.
     *
     * @param belongsTo the period that it belongs to, where that one did not simply take it
     */
    record LossProvided(
            String line, String period, LocalDate on, Money amount, Optional<Belonging> belongsTo)
            implements RevenueEvent {}
}
