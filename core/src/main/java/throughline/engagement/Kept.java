package throughline.engagement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import throughline.billing.HoldingBack;
import throughline.money.Money;
import throughline.terms.Line;

/**
 * What stays committed of a line that ends: its days where dates are billed, else what it gave the
 * right to bill.
 */
final class Kept {

    private Kept() {}

    static Optional<Money> of(Turn turn, Ordered order, Line line) {
        return line.price()
                .map(
                        price ->
                                line.pricing().instalments().isEmpty()
                                        ? claimed(turn, line, price)
                                        : byDays(order, line, price));
    }

    private static Money byDays(Ordered order, Line line, Money price) {
        long all = line.daysUntil(line.term().until());
        if (all == 0) {
            return price;
        }
        long served = line.daysUntil(order.effective());
        BigDecimal share =
                BigDecimal.valueOf(served).divide(BigDecimal.valueOf(all), MathContext.DECIMAL128);
        return price.times(share, RoundingMode.HALF_UP);
    }

    private static Money claimed(Turn turn, Line line, Money price) {
        Money claim =
                turn.state()
                        .billing()
                        .line(line.id(), price.currency())
                        .claim()
                        .plus(HoldingBack.of(turn, line));
        return claim.min(price).max(Money.zero(price.currency()));
    }
}
