package throughline.revenue;

import java.math.BigDecimal;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Obligation.Version;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.RevenueMethod;

/** What a line can earn in all: what is allocated to it, and what may be added to that by now. */
final class Consideration {

    private Consideration() {}

    /**
     * What can be earned under a version of the terms.
     *
     * @param without when nothing is allocated
     */
    static Reckoning of(Turn turn, Version version, Money without) {
        Line line = version.line();
        Money allocated = version.allocated().orElse(without);
        if (line.revenue() == RevenueMethod.VARIABLE) {
            return variable(turn, line, allocated);
        }
        Reckoning price = Reckoning.of("allocated price", allocated);
        if (line.revenue() != RevenueMethod.USAGE) {
            return price;
        }
        Money further = Bought.further(turn, line, allocated.currency());
        return further.isZero() ? price : price.plus("further blocks", further);
    }

    /**
     * A variable amount counts as far as somebody estimated that it will not be reversed
     * (606-10-32-11; IFRS 15.56), and once its condition is met.
     */
    private static Reckoning variable(Turn turn, Line line, Money most) {
        Money met = met(turn, line, most.currency());
        Money estimated =
                turn.state()
                        .work()
                        .estimated(line.id(), EstimateRevised::variable)
                        .orElse(Money.zero(most.currency()));
        return met.compareTo(estimated) >= 0
                ? Reckoning.of("variable amount, its condition met", met)
                : Reckoning.of("variable amount that is not constrained", estimated)
                        .atMost("what was agreed", most);
    }

    private static Money met(Turn turn, Line line, CurrencyUnit currency) {
        Money sum = Money.zero(currency);
        for (Milestone condition : line.pricing().milestones()) {
            BigDecimal share =
                    turn.state()
                            .revenue()
                            .accepted()
                            .getOrDefault(condition.id(), Accepted.NOT)
                            .before(Optional.empty());
            sum =
                    sum.plus(
                            Reckoning.of(condition.name(), condition.amount())
                                    .times("accepted", share)
                                    .rounded()
                                    .amount());
        }
        return sum;
    }
}
