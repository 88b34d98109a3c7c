package throughline.billing;

import java.util.Optional;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel.AdvanceDrawdown;
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
        if (line.isPresent() && line.get().pricing() instanceof AdvanceDrawdown) {
            return entitlement;
        }
        if (line.isEmpty() || !(line.get().pricing() instanceof TimeAndMaterials)) {
            return zero;
        }
        Money committed = turn.state().contract().committed(line.get()).orElse(zero);
        LineTotals totals = turn.state().billing().line(lineId, entitlement.currency());
        Money claim = claimOf(turn, line.get(), totals).plus(entitlement);
        return beyond(turn, line.get(), claim, committed).minus(totals.softBooked());
    }

    /** How the soft booking of a line changes when its terms become these. */
    public static Money underTerms(Turn turn, Line line, Optional<Money> committed) {
        if (!(line.pricing() instanceof TimeAndMaterials)) {
            return committed.map(price -> Money.zero(price.currency())).orElse(none(turn));
        }
        Money zero = none(turn);
        LineTotals totals = turn.state().billing().line(line.id(), zero.currency());
        return beyond(turn, line, claimOf(turn, line, totals), committed.orElse(zero))
                .minus(totals.softBooked());
    }

    private static Money none(Turn turn) {
        return Money.zero(turn.state().terms().map(Terms::currency).orElseThrow());
    }

    /**
     * What was soft-booked only because a line was cancelled, and is committed again when it is
     * reinstated at its price.
     */
    public static Money whileCancelled(Turn turn, Line line, Money price) {
        if (!(line.pricing() instanceof TimeAndMaterials)) {
            return Money.zero(price.currency());
        }
        LineTotals totals = turn.state().billing().line(line.id(), price.currency());
        return totals.softBooked().minus(beyond(turn, line, claimOf(turn, line, totals), price));
    }

    /** What is kept back was worked all the same. */
    private static Money claimOf(Turn turn, Line line, LineTotals totals) {
        return totals.claim().plus(HoldingBack.of(turn, line));
    }

    private static Money beyond(Turn turn, Line line, Money claim, Money committed) {
        Money billable = Cap.of(turn, line).map(claim::min).orElse(claim);
        return billable.minus(committed).max(Money.zero(claim.currency()));
    }

    private static Optional<Line> find(Terms terms, String id) {
        return terms.lines().stream().filter(line -> line.id().equals(id)).findFirst();
    }
}
