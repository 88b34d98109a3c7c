package throughline.engagement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.terms.Line;
import throughline.terms.PricingModel.Fee;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.Retainer;

/**
 * What becomes of recurring business: renewed, expanded, contracted, churned, or made to end with
 * other lines. How much of it is told by the amounts of the amendment by line.
 */
final class RecurringKinds {

    private RecurringKinds() {}

    static void of(
            Set<String> kinds, Ordered order, Map<String, Line> before, Map<String, Line> after) {
        List<Line> recurring = before.values().stream().filter(RecurringKinds::recurs).toList();
        for (Line line : after.values()) {
            Line old = before.get(line.id());
            if (!recurs(line)) {
                continue;
            }
            if (old == null) {
                kinds.add("expanded");
            } else {
                compared(kinds, order, old, line);
            }
            if (endsWithOthers(line, old, recurring)) {
                kinds.add("co-termed");
            }
        }
        order.record().changes().stream()
                .filter(change -> change.what().filter("ends"::equals).isPresent())
                .map(change -> before.get(change.line()))
                .filter(line -> line != null && recurs(line))
                .forEach(_ -> kinds.add("churned"));
    }

    private static void compared(Set<String> kinds, Ordered order, Line old, Line now) {
        if (now.term().until().isAfter(old.term().until())) {
            boolean early = order.effective().isBefore(old.term().until());
            kinds.add(early ? "renewed-early" : "renewed");
        }
        int more = lastFee(now).compareTo(lastFee(old));
        if (more != 0) {
            kinds.add(more > 0 ? "expanded" : "contracted");
        }
    }

    /** What a full last period costs. */
    private static BigDecimal lastFee(Line line) {
        return fees(line).stream()
                .filter(fee -> fee.part().compareTo(BigDecimal.ONE) == 0)
                .reduce((_, later) -> later)
                .or(() -> fees(line).stream().reduce((_, later) -> later))
                .map(fee -> fee.amount().decimal())
                .orElse(BigDecimal.ZERO);
    }

    /** Whether a line ends on the day of the others now, and did not before. */
    private static boolean endsWithOthers(Line line, @Nullable Line old, List<Line> recurring) {
        LocalDate until = line.term().until();
        List<Line> others =
                recurring.stream().filter(other -> !other.id().equals(line.id())).toList();
        boolean moved = old == null || !old.term().until().equals(until);
        return moved
                && !others.isEmpty()
                && others.stream().allMatch(other -> other.term().until().equals(until));
    }

    private static boolean recurs(Line line) {
        return !fees(line).isEmpty() && line.ended().isEmpty();
    }

    private static List<Fee> fees(Line line) {
        return line.pricing() instanceof Retainer retainer
                ? retainer.fees()
                : line.pricing() instanceof ManagedService service ? service.fees() : List.of();
    }
}
