package throughline.billing;

import java.util.Optional;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel.TimeAndMaterials;
import throughline.terms.Terms;

/**
 * Contract value that comes with delivery. Time and materials without a committed price, or beyond
 * it, is booked as it is worked, up to its cap. Whatever the order in which time arrives, the sum
 * is what is claimed over the committed price.
 */
public final class SoftBooking {

    private SoftBooking() {}

    /** How the soft booking of a line changes when what it entitles to changes. */
    public static Money change(Turn turn, String lineId, Money entitlement) {
        Money zero = Money.zero(entitlement.currency());
        Optional<Line> line = turn.state().terms().flatMap(terms -> find(terms, lineId));
        if (line.isEmpty() || !(line.get().pricing() instanceof TimeAndMaterials timed)) {
            return zero;
        }
        LineTotals totals = turn.state().billing().line(lineId, entitlement.currency());
        Money claim = totals.claim().plus(entitlement);
        Money billable = timed.cap().map(claim::min).orElse(claim);
        Money committed = turn.state().contract().committed(line.get()).orElse(zero);
        return billable.minus(committed).max(zero).minus(totals.softBooked());
    }

    private static Optional<Line> find(Terms terms, String id) {
        return terms.lines().stream().filter(line -> line.id().equals(id)).findFirst();
    }
}
