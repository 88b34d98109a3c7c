package throughline.revenue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.RevenueMethod;

/**
 * Materials that are bought, handed over and not installed by us say nothing about progress: they
 * are left out of the measure and recognized at their cost (606-10-55-21(b); IFRS 15.B19(b)).
 *
 * <p>The unit's setting {@code uninstalled-materials} of the gate {@code revenue} names the expense
 * categories that are such materials; the estimate says what they will cost in all.
 */
final class Materials {

    private static final String SETTING = "uninstalled-materials";

    private Materials() {}

    /** Under which name the cost of a category is kept. */
    static String key(String line, String category) {
        return line + "/" + category;
    }

    /** Cost of those that were handed over before a day, in major units. */
    static BigDecimal handed(Turn turn, Line line, Optional<LocalDate> until) {
        return line.revenue() == RevenueMethod.INPUT_COST
                ? categories(turn).stream()
                        .map(category -> cost(turn, line, category, until))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                : BigDecimal.ZERO;
    }

    /** What all of them are estimated to cost; at least what they have cost. */
    static BigDecimal inAll(Turn turn, Line line, Optional<LocalDate> asOf) {
        if (line.revenue() != RevenueMethod.INPUT_COST) {
            return BigDecimal.ZERO;
        }
        BigDecimal known = handed(turn, line, asOf);
        return categories(turn).isEmpty()
                ? known
                : turn.state()
                        .work()
                        .estimated(line.id(), EstimateRevised::materials, asOf)
                        .map(Money::decimal)
                        .orElse(known)
                        .max(known);
    }

    private static BigDecimal cost(
            Turn turn, Line line, String category, Optional<LocalDate> until) {
        return turn.state()
                .revenue()
                .done()
                .getOrDefault(key(line.id(), category), Done.NOTHING)
                .before(until);
    }

    private static List<String> categories(Turn turn) {
        Optional<String> words = turn.setting(GateName.REVENUE, SETTING);
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.get().split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
