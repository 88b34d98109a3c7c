package throughline.billing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Turn;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.PricingModel.TimeAndMaterials;

/** What was agreed about the most that a line of time and materials may bill. */
final class Cap {

    private static final String WARN = "cap-warn-percent";
    private static final String ABOVE = "cap-above";
    private static final BigDecimal WARN_BY_DEFAULT = BigDecimal.valueOf(80);

    private Cap() {}

    /** What a line may bill at most, by its own cap and by one that it shares. */
    static Optional<Money> of(Turn turn, Line line) {
        return SharedCap.most(turn, line);
    }

    /** The cap that a line itself states. */
    static Optional<Money> own(Line line) {
        return line.pricing() instanceof TimeAndMaterials(_, var cap) ? cap : Optional.empty();
    }

    /** What of the cap is on no invoice yet. */
    static Optional<Money> left(Turn turn, Line line) {
        Optional<Money> own =
                of(turn, line)
                        .map(cap -> cap.minus(totals(turn, line, cap).onInvoices()))
                        .map(left -> left.minus(HoldingBack.of(turn, line)))
                        .map(left -> left.max(Money.zero(left.currency())));
        return SharedCap.left(turn, line).flatMap(shared -> own.map(shared::min)).or(() -> own);
    }

    static LineTotals totals(Turn turn, Line line, Money cap) {
        return turn.state().billing().line(line.id(), cap.currency());
    }

    /** The share of the cap, in percent, after which people are warned. */
    static BigDecimal warnPercent(Turn turn) {
        String text = settings(turn).getOrDefault(WARN, "");
        return text.matches("\\d{1,3}(\\.\\d{1,6})?") ? new BigDecimal(text) : WARN_BY_DEFAULT;
    }

    /** Whether time above the cap is written off at once; otherwise it is held open. */
    static boolean absorbs(Turn turn) {
        return "absorb".equals(settings(turn).get(ABOVE));
    }

    private static Map<String, String> settings(Turn turn) {
        return turn.unit().gates().stream()
                .filter(policy -> policy.gate() == GateName.SCHEDULE)
                .findFirst()
                .map(GatePolicy::settings)
                .orElse(Map.of());
    }
}
