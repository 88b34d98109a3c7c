package throughline.revenue;

import org.joda.money.CurrencyUnit;
import throughline.engagement.Turn;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.PricingModel.PrepaidBlock;

/**
 * What is delivered on top of a line's price, such as hours beyond a retainer's or units beyond a
 * service's: a variable amount that belongs to the period of its delivery alone, and is recognized
 * with it (606-10-32-40; IFRS 15.85). Its day is that of the charge, never that of the tick which
 * raised it.
 */
final class AsDelivered {

    /** The method under which it is recognized. */
    static final String METHOD = "as-delivered";

    private AsDelivered() {}

    /** What was delivered on top of the price by now. */
    static Reckoning target(Turn turn, Line line, CurrencyUnit currency) {
        return Reckoning.of(
                "delivered beyond the price",
                turn.state().billing().line(line.id(), currency).softBooked());
    }

    /**
     * Whether it is recognized apart from the price. Where the right to invoice is recognized it is
     * in there, and a further block of hours is used up like the first one.
     */
    static boolean isApart(Line line) {
        return switch (line.revenue()) {
            case RIGHT_TO_INVOICE, NONE -> false;
            case USAGE -> !(line.pricing() instanceof PrepaidBlock block && block.goesOn());
            case INPUT_HOURS, INPUT_COST, OUTPUT_MILESTONES, OUTPUT_PROGRESS -> true;
            case VARIABLE, STRAIGHT_LINE, POINT_IN_TIME -> true;
        };
    }
}
