package throughline.engagement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.policy.Violation;
import throughline.terms.Line;

/** What is wrong with a change order before any gate is asked; everything at once. */
final class OrderFaults {

    private static final Set<String> WORDS = Set.of("ends", "pauses", "resumes", Uncapping.WORD);

    private OrderFaults() {}

    static List<Violation> of(
            Turn turn, Ordered order, Map<String, Line> before, List<DealLine> lines) {
        List<Violation> found = new ArrayList<>();
        Set<String> known = new HashSet<>(before.keySet());
        lines.forEach(line -> known.add(line.id()));
        if (lines.isEmpty()
                && order.record().changes().isEmpty()
                && order.record().purchaseOrder().isEmpty()
                && order.record().legalEntity().isEmpty()
                && OrderedTerms.taxTreatment(order).isEmpty()) {
            found.add(
                    ReadingOrders.violation(
                            turn,
                            "change-order-empty",
                            ("Cannot amend by change order %s: it changes nothing. State the"
                                            + " lines that it touches, or withdraw it.")
                                    .formatted(order.name()),
                            Map.of("order", order.name())));
        }
        order.record()
                .legalEntity()
                .filter(code -> turn.release().entity(code).isEmpty())
                .ifPresent(
                        code ->
                                found.add(
                                        ReadingOrders.violation(
                                                turn,
                                                "change-order-entity-unknown",
                                                ("Cannot assign the contract to entity %s by change"
                                                                + " order %s: the landscape has no"
                                                                + " such entity. Add it, or correct"
                                                                + " the order.")
                                                        .formatted(code, order.name()),
                                                Map.of("entity", code, "order", order.name()))));
        for (LineChange change : order.record().changes()) {
            unknownLine(turn, order, known, change).ifPresent(found::add);
            unknownWord(turn, change).ifPresent(found::add);
        }
        found.addAll(Uncapping.faults(turn, order, before, lines));
        return found;
    }

    private static Optional<Violation> unknownLine(
            Turn turn, Ordered order, Set<String> known, LineChange change) {
        return known.contains(change.line())
                ? Optional.empty()
                : Optional.of(
                        ReadingOrders.violation(
                                turn,
                                "change-order-line-unknown",
                                ("Cannot change line %s by change order %s: the contract has no"
                                                + " such line. Its lines are %s.")
                                        .formatted(change.line(), order.name(), sorted(known)),
                                Map.of("line", change.line(), "order", order.name())));
    }

    private static Optional<Violation> unknownWord(Turn turn, LineChange change) {
        return change.what()
                .filter(word -> !WORDS.contains(word))
                .map(
                        word ->
                                ReadingOrders.violation(
                                        turn,
                                        "change-unknown",
                                        ("Cannot change line %s by \"%s\": no such change is"
                                                        + " known. Use one of %s, or a new"
                                                        + " version of the line.")
                                                .formatted(change.line(), word, sorted(WORDS)),
                                        Map.of("line", change.line(), "what", word)));
    }

    /** A line that is priced another way is another line: what was billed of it stays its own. */
    static List<Violation> converted(
            Turn turn, Ordered order, Map<String, Line> before, Map<String, Line> after) {
        List<Violation> found = new ArrayList<>();
        for (Line line : after.values()) {
            Line old = before.get(line.id());
            if (old != null && OrderedLines.isConverted(old.pricing(), line.pricing())) {
                found.add(
                        ReadingOrders.violation(
                                turn,
                                "pricing-converted-on-one-line",
                                ("Cannot turn line %s from %s into %s by change order %s: what"
                                                + " was billed of it would lose its ground. End"
                                                + " the line, and add another one.")
                                        .formatted(
                                                line.id(),
                                                old.pricing().word(),
                                                line.pricing().word(),
                                                order.name()),
                                Map.of("line", line.id(), "order", order.name())));
            }
        }
        return found;
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }
}
