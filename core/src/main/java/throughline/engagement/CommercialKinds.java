package throughline.engagement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.terms.Line;
import throughline.terms.PricingModel.TimeAndMaterials;

/** What a change is commercially: as the order says, and as its content shows. */
final class CommercialKinds {

    private CommercialKinds() {}

    static List<String> of(Ordered order, Map<String, Line> before, Map<String, Line> after) {
        SortedSet<String> kinds = new TreeSet<>();
        order.record().kind().map(String::strip).ifPresent(kinds::add);
        if (order.effective().isBefore(order.agreedOn())) {
            kinds.add("back-dated");
        }
        order.record().purchaseOrder().ifPresent(_ -> kinds.add("purchase-order-replaced"));
        order.record().legalEntity().ifPresent(_ -> kinds.add("assigned-to-entity"));
        for (LineChange change : order.record().changes()) {
            switch (change.what().orElse("")) {
                case "ends" -> kinds.add("scope-removed");
                case "pauses" -> kinds.add("paused");
                case "resumes" -> kinds.add("resumed");
                case Uncapping.WORD -> kinds.add("cap-changed");
                case String _ -> {}
            }
        }
        for (Line line : after.values()) {
            Line old = before.get(line.id());
            if (old == null) {
                kinds.add("scope-added");
            } else {
                compared(kinds, old, line);
                boolean scheduled =
                        order.record().lines().stream()
                                .filter(each -> each.id().equals(line.id()))
                                .anyMatch(OrderedLines::isScheduled);
                if (scheduled && !old.pricing().equals(line.pricing())) {
                    kinds.add("schedule-replanned");
                }
            }
        }
        OrderedTerms.taxTreatment(order).ifPresent(_ -> kinds.add("tax-changed"));
        RecurringKinds.of(kinds, order, before, after);
        return List.copyOf(kinds);
    }

    private static void compared(SortedSet<String> kinds, Line old, Line now) {
        if (!price(old).equals(price(now))) {
            kinds.add("price-changed");
        }
        if (now.term().until().isAfter(old.term().until())) {
            kinds.add("term-extended");
        }
        if (now.term().until().isBefore(old.term().until())) {
            kinds.add("term-shortened");
        }
        if (!cap(old).equals(cap(now))) {
            kinds.add("cap-changed");
        }
        if (!card(old).equals(card(now))) {
            kinds.add("rate-card-changed");
        }
    }

    /** No price and one of nothing are the same. */
    private static Optional<Money> price(Line line) {
        return line.price().filter(price -> !price.isZero());
    }

    private static Optional<Money> cap(Line line) {
        return line.pricing() instanceof TimeAndMaterials(_, var cap) ? cap : Optional.empty();
    }

    private static Optional<String> card(Line line) {
        return line.pricing().hourly();
    }
}
