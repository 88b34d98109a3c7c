package throughline.engagement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.policy.Violation;
import throughline.terms.Line;

/** A change order that takes the cap off a line: what an order leaves out of a line stays. */
final class Uncapping {

    static final String WORD = "uncaps";

    /** The condition by which a line shares the cap of another one. */
    static final String SHARED = "cap-shared-with";

    private Uncapping() {}

    /** Whether an order takes the cap off a line. */
    static boolean isWanted(ChangeOrder order, String line) {
        return order.change(line).flatMap(LineChange::what).filter(WORD::equals).isPresent();
    }

    /** A line as it was before an order, as far as the order does not take its cap off. */
    static Optional<Line> before(ChangeOrder order, Map<String, Line> before, String line) {
        Optional<Line> known = Optional.ofNullable(before.get(line));
        return isWanted(order, line) ? known.map(Line::uncapped) : known;
    }

    /** What cannot be about it. */
    static List<Violation> faults(
            Turn turn, Ordered order, Map<String, Line> before, List<DealLine> lines) {
        List<Violation> found = new ArrayList<>();
        for (LineChange change : order.record().changes()) {
            Line line = before.get(change.line());
            if (isWanted(order.record(), change.line()) && line != null) {
                capless(turn, order, line).ifPresent(found::add);
                stated(turn, order, line, lines).ifPresent(found::add);
                shared(turn, order, line, before, lines).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Violation> capless(Turn turn, Ordered order, Line line) {
        return line.isCapped()
                ? Optional.empty()
                : Optional.of(
                        ReadingOrders.violation(
                                turn,
                                "change-uncaps-nothing",
                                ("Cannot take the cap off line %s by change order %s: it has none."
                                                + " Name a line with a cap, or leave that out.")
                                        .formatted(line.id(), order.name()),
                                facts(order, line)));
    }

    private static Optional<Violation> stated(
            Turn turn, Ordered order, Line line, List<DealLine> lines) {
        return lines.stream()
                .filter(each -> each.id().equals(line.id()))
                .filter(each -> each.cap().isPresent())
                .findFirst()
                .map(
                        each ->
                                ReadingOrders.violation(
                                        turn,
                                        "change-contradicts-itself",
                                        ("Cannot take the cap off line %s by change order %s: the"
                                                        + " same order caps it at %s. Leave out one"
                                                        + " of them.")
                                                .formatted(
                                                        line.id(),
                                                        order.name(),
                                                        each.cap().orElseThrow()),
                                        facts(order, line)));
    }

    /** Who shares a cap that is gone would be bound by nothing that anybody agreed to. */
    private static Optional<Violation> shared(
            Turn turn, Ordered order, Line line, Map<String, Line> before, List<DealLine> lines) {
        List<String> left =
                before.values().stream()
                        .filter(
                                each ->
                                        each.clauses()
                                                .capOf()
                                                .filter(line.id()::equals)
                                                .isPresent())
                        .map(Line::id)
                        .filter(id -> !isWanted(order.record(), id))
                        .filter(id -> !sharesAnother(lines, id, line.id()))
                        .sorted()
                        .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ReadingOrders.violation(
                                turn,
                                "cap-shared-unknown",
                                ("Cannot take the cap off line %s by change order %s: %s would"
                                                + " share a cap that is gone. Take it off them as"
                                                + " well, or let them share another one.")
                                        .formatted(
                                                line.id(), order.name(), String.join(", ", left)),
                                facts(order, line)));
    }

    private static boolean sharesAnother(List<DealLine> lines, String id, String cap) {
        return lines.stream()
                .filter(each -> each.id().equals(id))
                .map(each -> each.conditions().get(SHARED))
                .anyMatch(with -> with != null && !with.equals(cap));
    }

    private static Map<String, String> facts(Ordered order, Line line) {
        return Map.of("line", line.id(), "order", order.name());
    }
}
