package throughline.engagement;

import java.util.List;
import java.util.Map;
import throughline.billing.HoldingBack;
import throughline.billing.LineTotals;
import throughline.billing.SoftBooking;
import throughline.engagement.AgreementEvent.ContractCancelled;
import throughline.engagement.AgreementEvent.ContractReinstated;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Stage;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * Gives back what is left of a booked deal that is lost again, and takes it again when it is won.
 */
final class Cancelling {

    private Cancelling() {}

    static List<Event> derive(Turn turn, Occasion occasion) {
        var deal = turn.state().agreement().deal();
        if (deal.isEmpty()) {
            return List.of();
        }
        boolean won = deal.get().stage() == Stage.WON;
        return switch (turn.state().contract()) {
            case Contract.Booked(var terms, _) when !won -> cancelled(turn, terms);
            case Contract.Active(var terms, _, _) when !won -> cancelled(turn, terms);
            case Contract.Cancelled(var terms, _, _, var left) when won ->
                    List.of(new ContractReinstated(turn.today(), back(turn, terms, left)));
            case Contract.Proposed _, Contract.Booked _, Contract.Active _, Contract.Cancelled _ ->
                    List.of();
        };
    }

    private static List<Event> cancelled(Turn turn, Terms terms) {
        Map<String, Money> left = Entries.none();
        for (Line line : terms.lines()) {
            if (line.price().isPresent()) {
                left = Entries.plus(left, line.id(), left(turn, line, line.price().get()));
            }
        }
        return List.of(new ContractCancelled(turn.today(), left));
    }

    private static Map<String, Money> back(Turn turn, Terms terms, Map<String, Money> left) {
        Map<String, Money> back = left;
        for (Line line : terms.lines()) {
            if (line.price().isPresent()) {
                Money soft = SoftBooking.whileCancelled(turn, line, line.price().get());
                back = Entries.sum(back, line.id(), soft.negated());
            }
        }
        return back;
    }

    private static Money left(Turn turn, Line line, Money price) {
        LineTotals totals = turn.state().billing().line(line.id(), price.currency());
        Money ofPrice = totals.claim().plus(HoldingBack.of(turn, line)).minus(totals.softBooked());
        return price.minus(ofPrice).max(Money.zero(price.currency()));
    }
}
