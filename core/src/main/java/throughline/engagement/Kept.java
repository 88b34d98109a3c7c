package throughline.engagement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Optional;
import throughline.billing.HoldingBack;
import throughline.calendar.DateRange;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.PricingModel.Fee;

/**
 * What stays committed of a line that ends: its fees where they recur, its days where other dates
 * are billed, else what it gave the right to bill.
 */
final class Kept {

    private Kept() {}

    static Optional<Money> of(Turn turn, Ordered order, Line line) {
        return line.price()
                .map(
                        price ->
                                line.pricing().instalments().isEmpty()
                                        ? claimed(turn, line, price)
                                        : byFees(turn, order, line)
                                                .orElseGet(() -> byDays(turn, order, line, price)));
    }

    /**
     * Fees of whole periods stay, and that of the last one by its days; empty for other lines, and
     * for one that rested, whose price is for fewer days.
     */
    private static Optional<Money> byFees(Turn turn, Ordered order, Line line) {
        LocalDate day = order.effective();
        boolean rested = line.paused().stream().anyMatch(range -> range.from().isBefore(day));
        return !rested
                ? line.pricing().dated().stream()
                        .filter(Fee.class::isInstance)
                        .map(Fee.class::cast)
                        .map(fee -> served(turn, fee, day))
                        .reduce(Money::plus)
                : Optional.empty();
    }

    private static Money served(Turn turn, Fee fee, LocalDate day) {
        DateRange covers = fee.covers();
        if (!day.isBefore(covers.until())) {
            return fee.amount();
        }
        if (!covers.from().isBefore(day)) {
            return Money.zero(fee.amount().currency());
        }
        return Reckoning.of("fee", fee.amount())
                .times("days", BigDecimal.valueOf(new DateRange(covers.from(), day).days()))
                .over("days of the period", BigDecimal.valueOf(covers.days()))
                .rounded(turn.rounding())
                .amount();
    }

    /** A pause that nobody has ended yet ends with the line, and takes nothing off its days. */
    private static Money byDays(Turn turn, Ordered order, Line agreed, Money price) {
        Line line = agreed.restingUntil(order.effective());
        long all = line.daysUntil(line.term().until());
        if (all == 0) {
            return price;
        }
        long served = line.daysUntil(order.effective());
        BigDecimal share =
                BigDecimal.valueOf(served).divide(BigDecimal.valueOf(all), MathContext.DECIMAL128);
        return price.times(share, turn.rounding());
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
