package throughline.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.Event;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Terms;

/**
 * Lines that the terms do not have any more, since the change that added them was revoked. What was
 * charged for them is taken back in one; should the change come into force again, so is that.
 */
final class Revoked {

    private static final String TAKEN_BACK = "/taken-back";

    private Revoked() {}

    /** Takes back what was charged for lines that were revoked. */
    static List<Event> charges(Turn turn, LocalDate on) {
        Set<String> sold = new HashSet<>();
        turn.state().terms().map(Terms::lines).orElse(List.of()).forEach(l -> sold.add(l.id()));
        Map<String, Money> charged = new TreeMap<>();
        for (Charge charge : turn.state().billing().charges().values()) {
            if (!sold.contains(charge.line()) && !charge.writtenOff()) {
                charged.merge(charge.line(), charge.amount(), Money::plus);
            }
        }
        List<Event> events = new ArrayList<>();
        charged.forEach(
                (line, amount) -> {
                    if (!amount.isZero()) {
                        events.add(takenBack(turn, line, on, amount));
                    }
                });
        return events;
    }

    private static Event takenBack(Turn turn, String line, LocalDate on, Money amount) {
        Reckoning less =
                Reckoning.of("nothing agreed", Money.zero(amount.currency()))
                        .minus("charged of line " + line, amount);
        return turn.because(
                new ChargeRaised(
                        Aside.next(turn, line + TAKEN_BACK),
                        line,
                        turn.periodOf(on).id(),
                        on,
                        less.amount()),
                "revoked",
                "606-10-25-10; IFRS 15.18",
                less);
    }
}
