package throughline.policy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.RoleEstimate;

/** The margin at sale: what is left of the amounts after the estimated hours at their cost. */
final class Margin {

    private Margin() {}

    /** In percent of the amounts; empty when an amount, an estimate or a cost is not known. */
    static Optional<BigDecimal> of(Case asked, Draft draft) {
        if (draft.currency().isEmpty() || draft.lines().isEmpty()) {
            return Optional.empty();
        }
        BigDecimal amounts = BigDecimal.ZERO;
        BigDecimal costs = BigDecimal.ZERO;
        for (LineDraft line : draft.lines()) {
            Optional<BigDecimal> cost = cost(asked, draft, line);
            if (cost.isEmpty() || line.amount().isEmpty()) {
                return Optional.empty();
            }
            amounts = amounts.add(line.amount().get().decimal());
            costs = costs.add(cost.get());
        }
        return amounts.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        amounts.subtract(costs)
                                .movePointRight(2)
                                .divide(amounts, MathContext.DECIMAL128));
    }

    private static Optional<BigDecimal> cost(Case asked, Draft draft, LineDraft line) {
        List<RoleEstimate> estimates = line.sold().estimates();
        if (estimates.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (RoleEstimate estimate : estimates) {
            Optional<Money> hour =
                    Rates.of(asked, draft, line, estimate.role(), new Findings())
                            .flatMap(Rates::cost);
            if (hour.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(estimate.hours().multiply(hour.get().decimal()));
        }
        return Optional.of(sum);
    }
}
