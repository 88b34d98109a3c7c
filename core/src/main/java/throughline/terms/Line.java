package throughline.terms;

import java.util.List;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.money.Money;

/**
 * One priced promise of a contract; in this version a line is one obligation.
 *
 * @param price the committed price; empty for uncommitted time and materials
 * @param term the service period, half-open
 */
public record Line(
        String id,
        String name,
        String serviceLine,
        PricingModel pricing,
        Optional<Money> price,
        DateRange term,
        RevenueMethod revenue,
        List<PricingModel.ResourceAssumption> assumptions) {

    public Line {
        assumptions = List.copyOf(assumptions);
    }
}
