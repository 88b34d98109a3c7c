package throughline.revenue;

import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel.PrepaidBlock;

/** Hours that were bought ahead, with every further block. */
final class Bought {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Bought() {}

    /** What further blocks cost, when hours that run low are bought again. */
    static Money further(Turn turn, Line line, CurrencyUnit currency) {
        return line.pricing() instanceof PrepaidBlock block && block.goesOn()
                ? turn.state().billing().line(line.id(), currency).softBooked()
                : Money.zero(currency);
    }

    /**
     * The hours that are expected to be used. What customers leave unused is recognized in
     * proportion to what they use, where that can be expected (606-10-55-48; IFRS 15.B46).
     */
    static BigDecimal toBeUsed(Turn turn, Line line) {
        return line.pricing() instanceof PrepaidBlock block
                ? hours(turn, line, block)
                        .multiply(HUNDRED.subtract(block.breakagePercent().orElse(BigDecimal.ZERO)))
                        .movePointLeft(2)
                : BigDecimal.ZERO;
    }

    private static BigDecimal hours(Turn turn, Line line, PrepaidBlock block) {
        Money price = block.price();
        Money further = further(turn, line, price.currency());
        BigDecimal blocks =
                price.isZero()
                        ? BigDecimal.ONE
                        : BigDecimal.ONE.add(BigDecimal.valueOf(further.minor() / price.minor()));
        return blocks.multiply(block.hours());
    }
}
