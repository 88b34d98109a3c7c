package throughline.engagement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.policy.ContentHash;
import throughline.policy.GateReport;
import throughline.policy.Gates;
import throughline.policy.Violation;
import throughline.terms.Amendment;
import throughline.terms.Amendment.Change;
import throughline.terms.Amendment.What;
import throughline.terms.Clauses;
import throughline.terms.Line;
import throughline.terms.Terms;

/** Works out what a change order comes to: an amendment, or why there is none. */
final class ReadingOrders {

    private ReadingOrders() {}

    static OrderReading read(Turn turn, ChangeOrder order) {
        if (order.status() != ChangeStatus.APPROVED) {
            return new OrderReading.NotApproved();
        }
        Ordered ordered = Ordered.of(turn, order);
        if (ordered.day().isAfter(turn.today())) {
            return new OrderReading.Later(ordered.day());
        }
        Map<String, Line> before = linesBefore(turn, order);
        StatedBefore stated = StatedBefore.of(turn, ordered);
        List<DealLine> lines =
                order.lines().stream()
                        .map(
                                line ->
                                        OrderedLines.complete(
                                                line,
                                                Uncapping.before(order, before, line.id()),
                                                stated.conditions(line.id())))
                        .toList();
        List<String> unpriced =
                lines.stream().filter(OrderedLines::isUnpriced).map(DealLine::id).toList();
        return unpriced.isEmpty()
                ? judged(turn, ordered, before, lines)
                : new OrderReading.Unpriced(unpriced);
    }

    /** The lines that the order starts from: as they are without it. */
    private static Map<String, Line> linesBefore(Turn turn, ChangeOrder order) {
        Changes changes = turn.state().agreement().changes();
        String id = order.key().toString();
        Optional<Terms> without =
                changes.agreed().containsKey(id)
                        ? changes.revoking(id).inForce()
                        : turn.state().terms();
        Terms terms = without.orElseThrow(() -> new IllegalStateException("nothing is booked"));
        Map<String, Line> lines = new HashMap<>();
        terms.lines().forEach(line -> lines.put(line.id(), line));
        return lines;
    }

    private static OrderReading judged(
            Turn turn, Ordered order, Map<String, Line> before, List<DealLine> lines) {
        List<Violation> violations = new ArrayList<>(OrderFaults.of(turn, order, before, lines));
        List<Violation> ofTerms = OrderedTerms.faults(turn, order, lines);
        violations.addAll(ofTerms);
        Map<String, Line> after = new HashMap<>();
        Optional<String> taxTreatment = OrderedTerms.taxTreatment(order);
        if (!lines.isEmpty() && ofTerms.isEmpty()) {
            var deal = turn.state().agreement().deal().orElseThrow();
            var facts = Gating.facts(turn, OrderedLines.deal(deal, order, lines));
            switch (Gates.evaluate(facts, turn.unit(), turn.release())) {
                case GateReport.Violated(_, var found, _) -> violations.addAll(found);
                case GateReport.Passed(var terms, _) -> {
                    terms.lines().forEach(line -> after.put(line.id(), line));
                    taxTreatment = taxTreatment.or(() -> Optional.of(terms.taxTreatment()));
                    violations.addAll(OrderFaults.converted(turn, order, before, after));
                }
            }
        }
        if (!violations.isEmpty()) {
            return new OrderReading.Refused(violations, atStake(lines));
        }
        return new OrderReading.Agreed(amendment(turn, order, before, after, taxTreatment));
    }

    /** What the order is about, where it is in one currency. */
    private static Optional<Money> atStake(List<DealLine> lines) {
        List<Money> amounts = lines.stream().flatMap(line -> line.amount().stream()).toList();
        return amounts.stream().map(Money::currency).distinct().count() == 1
                ? amounts.stream().reduce(Money::plus)
                : Optional.empty();
    }

    private static Amendment amendment(
            Turn turn,
            Ordered order,
            Map<String, Line> before,
            Map<String, Line> after,
            Optional<String> taxTreatment) {
        Set<String> ids = new LinkedHashSet<>();
        order.record().lines().forEach(line -> ids.add(line.id()));
        order.record().changes().forEach(change -> ids.add(change.line()));
        List<Change> changes = new ArrayList<>();
        for (String id : ids) {
            Optional<Line> old = Optional.ofNullable(before.get(id));
            Optional<Line> stated =
                    Optional.ofNullable(after.get(id)).map(line -> inheriting(line, old));
            Optional<Line> now =
                    Uncapping.isWanted(order.record(), id)
                            ? stated.or(() -> old).map(Line::uncapped)
                            : stated;
            var treated = Treating.of(order.record(), id, old, now);
            Change change =
                    new Change(
                            id,
                            now,
                            scheduled(order.record(), id),
                            what(turn, order, id, now.or(() -> old).orElseThrow()),
                            treated.treatment(),
                            treated.facts());
            changes.add(Treating.overridden(turn, order.record().key().toString(), change));
        }
        String was = turn.state().terms().map(Terms::taxTreatment).orElse("");
        return new Amendment(
                order.record().key().toString(),
                order.name(),
                order.agreedOn(),
                order.effective(),
                CommercialKinds.of(order, before, after),
                changes,
                order.record().purchaseOrder(),
                order.record().legalEntity(),
                taxTreatment.filter(word -> !word.equals(was)),
                ChangePolicy.rescheduling(turn),
                ContentHash.of(order.record()));
    }

    private static boolean scheduled(ChangeOrder order, String id) {
        return order.lines().stream()
                .filter(line -> line.id().equals(id))
                .anyMatch(OrderedLines::isScheduled);
    }

    /** What explains the price is kept where the order does not say otherwise. */
    private static Line inheriting(Line line, Optional<Line> old) {
        Line explained =
                line.assumptions().isEmpty()
                        ? old.map(before -> line.explainedBy(before.assumptions())).orElse(line)
                        : line;
        return line.clauses().equals(Clauses.NONE)
                ? old.map(before -> explained.under(before.clauses())).orElse(explained)
                : explained;
    }

    private static What what(Turn turn, Ordered order, String id, Line line) {
        String word = order.record().change(id).flatMap(LineChange::what).orElse("");
        return switch (word) {
            case "ends" -> new What.Ended(Kept.of(turn, order, line));
            case "pauses" -> new What.Paused();
            case "resumes" -> new What.Resumed();
            case String _ -> new What.Revised();
        };
    }

    /** The owner of what gates decide about changes. */
    static String owner(Turn turn) {
        return turn.release().ownerOf("gates");
    }

    /** A violation that the order itself commits. */
    static Violation violation(
            Turn turn, String code, String sentence, Map<String, String> evidence) {
        return new Violation(
                GateName.PRICING,
                code,
                sentence,
                evidence,
                Optional.empty(),
                owner(turn),
                List.of());
    }
}
