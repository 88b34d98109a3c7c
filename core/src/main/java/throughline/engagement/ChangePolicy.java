package throughline.engagement;

import java.math.RoundingMode;
import java.util.Optional;
import throughline.landscape.GateName;
import throughline.terms.Rescheduling;
import throughline.terms.Rescheduling.Excess;
import throughline.terms.Rescheduling.Shortfall;

/** What the unit's policies say about changes of terms. */
final class ChangePolicy {

    private ChangePolicy() {}

    /** How schedules follow: settings {@code shortfall}, {@code excess} and {@code rounding}. */
    static Rescheduling rescheduling(Turn turn) {
        Shortfall shortfall =
                switch (turn.setting(GateName.SCHEDULE, "shortfall").orElse("")) {
                    case "next" -> Shortfall.NEXT;
                    case "final" -> Shortfall.FINAL;
                    case String _ -> Shortfall.SPREAD;
                };
        boolean credits =
                turn.setting(GateName.SCHEDULE, "excess").filter("credit"::equals).isPresent();
        return new Rescheduling(
                shortfall,
                credits ? Excess.CREDIT : Excess.REDUCE,
                Optional.of(turn.rounding()).filter(mode -> mode != RoundingMode.HALF_UP));
    }

    /** Whether an edit of a booked deal amends it: setting {@code changed-deal}. */
    static boolean amendsByDeal(Turn turn) {
        return turn.setting(GateName.APPROVALS, "changed-deal")
                .filter("amendment"::equals)
                .isPresent();
    }
}
