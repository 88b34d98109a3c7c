package throughline.engagement;

import java.util.Map;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.terms.Rescheduling;
import throughline.terms.Rescheduling.Excess;
import throughline.terms.Rescheduling.Shortfall;

/** What the unit's policies say about changes of terms. */
final class ChangePolicy {

    private ChangePolicy() {}

    /** How schedules follow a changed price: settings {@code shortfall} and {@code excess}. */
    static Rescheduling rescheduling(Turn turn) {
        Map<String, String> settings = settings(turn, GateName.SCHEDULE);
        Shortfall shortfall =
                switch (settings.getOrDefault("shortfall", "")) {
                    case "next" -> Shortfall.NEXT;
                    case "final" -> Shortfall.FINAL;
                    case String _ -> Shortfall.SPREAD;
                };
        boolean credits = "credit".equals(settings.get("excess"));
        return new Rescheduling(shortfall, credits ? Excess.CREDIT : Excess.REDUCE);
    }

    /** Whether an edit of a booked deal amends it: setting {@code changed-deal}. */
    static boolean amendsByDeal(Turn turn) {
        return "amendment".equals(settings(turn, GateName.APPROVALS).get("changed-deal"));
    }

    private static Map<String, String> settings(Turn turn, GateName gate) {
        return turn.unit().gates().stream()
                .filter(policy -> policy.gate() == gate)
                .findFirst()
                .map(GatePolicy::settings)
                .orElse(Map.of());
    }
}
