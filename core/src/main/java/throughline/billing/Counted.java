package throughline.billing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import throughline.engagement.Entries;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.terms.Line;

/**
 * What was delivered on a line in a fiscal period.
 *
 * @param id the period's
 * @param worth by a rate card, where the line has one
 */
record Counted(String id, BigDecimal hours, BigDecimal units, Optional<Money> worth) {

    /** The periods in which something was delivered, in order. */
    static List<Counted> of(Turn turn, Line line) {
        String prefix = line.id() + "/";
        return Entries.startingWith(turn.state().work().delivered(), prefix).entrySet().stream()
                .map(
                        entry ->
                                new Counted(
                                        entry.getKey().substring(prefix.length()),
                                        entry.getValue().hours(),
                                        entry.getValue().units(),
                                        entry.getValue().worth()))
                .toList();
    }
}
