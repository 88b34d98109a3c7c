package throughline.engagement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.policy.ContentHash;
import throughline.terms.Amendment;
import throughline.terms.Terms;

/**
 * What deal and change orders stated before a change order takes effect. Terms keep what follows
 * from conditions, such as the fees of a term, and not always the conditions themselves.
 *
 * @param order the one before which it was stated
 * @param booked the deal, as far as it is what people agreed to
 * @param earlier the orders in force that touch the same lines, in the order of their effect
 */
record StatedBefore(ChangeOrder order, Optional<Deal> booked, List<ChangeOrder> earlier) {

    static StatedBefore of(Turn turn, Ordered order) {
        return new StatedBefore(order.record(), booked(turn), earlier(turn, order));
    }

    /** The conditions of a line. */
    Map<String, String> conditions(String line) {
        Map<String, String> stated = new HashMap<>();
        booked.ifPresent(deal -> stated.putAll(conditions(deal.lines(), line)));
        for (ChangeOrder before : earlier) {
            stated.putAll(conditions(before.lines(), line));
            forget(before, line, stated);
        }
        forget(order, line, stated);
        return stated;
    }

    /** The deal, unless it was edited since, in ways to which nobody has agreed. */
    private static Optional<Deal> booked(Turn turn) {
        Agreement agreement = turn.state().agreement();
        if (ChangePolicy.amendsByDeal(turn)) {
            return agreement.deal();
        }
        Optional<String> hash = agreement.changes().original().map(Terms::contentHash);
        return agreement.deal().filter(deal -> hash.equals(Optional.of(ContentHash.of(deal))));
    }

    private static List<ChangeOrder> earlier(Turn turn, Ordered order) {
        Changes changes = turn.state().agreement().changes();
        String id = order.record().key().toString();
        Set<String> lines = new HashSet<>();
        order.record().lines().forEach(line -> lines.add(line.id()));
        return changes.agreed().values().stream()
                .filter(agreed -> lines.stream().anyMatch(agreed::touches))
                .filter(agreed -> !agreed.id().equals(id))
                .filter(agreed -> !agreed.effective().isAfter(order.effective()))
                .sorted(Amendment.BY_EFFECT)
                .map(agreed -> changes.orders().get(agreed.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static void forget(ChangeOrder order, String line, Map<String, String> stated) {
        if (Uncapping.isWanted(order, line)) {
            stated.remove(Uncapping.SHARED);
        }
    }

    private static Map<String, String> conditions(List<DealLine> lines, String id) {
        return lines.stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .map(DealLine::conditions)
                .orElse(Map.of());
    }
}
