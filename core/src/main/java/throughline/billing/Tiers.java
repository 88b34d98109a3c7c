package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.PricingModel.Tier;

/** Prices a quantity by tiers: each unit at the price of the tier that it falls into. */
final class Tiers {

    private Tiers() {}

    /** What a quantity costs, each tier rounded; nothing below zero. */
    static Reckoning price(List<Tier> tiers, BigDecimal quantity, RoundingMode rounding) {
        Money none = Money.zero(tiers.getFirst().price().currency());
        Reckoning sum = Reckoning.of("", none);
        BigDecimal from = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            BigDecimal until = tier.upTo().map(quantity::min).orElse(quantity);
            BigDecimal within = until.subtract(from);
            if (within.signum() > 0) {
                String name = "units above " + from.toPlainString();
                sum = sum.plus(worth(tier, name, within).rounded(rounding));
            }
            from = tier.upTo().orElse(from);
        }
        return sum;
    }

    private static Reckoning worth(Tier tier, String name, BigDecimal units) {
        return tier.per()
                .map(
                        per ->
                                Reckoning.of("for " + per.toPlainString() + " units", tier.price())
                                        .times(name, units)
                                        .over("units", per))
                .orElseGet(() -> Reckoning.of("a unit", tier.price()).times(name, units));
    }
}
