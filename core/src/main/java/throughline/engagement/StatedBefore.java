package throughline.engagement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.policy.ContentHash;
import throughline.terms.Amendment;
import throughline.terms.Terms;

/**
 * The conditions of a line as deal and change orders stated them so far. Terms keep what follows
 * from conditions, such as the fees of a term, and not always the conditions themselves.
 */
final class StatedBefore {

    private StatedBefore() {}

    /** What was stated of a line before a change order takes effect. */
    static Map<String, String> of(Turn turn, Ordered order, String line) {
        Changes changes = turn.state().agreement().changes();
        Map<String, String> stated = new HashMap<>();
        booked(turn).ifPresent(deal -> stated.putAll(of(deal.lines(), line)));
        changes.agreed().values().stream()
                .filter(agreed -> !agreed.id().equals(order.record().key().toString()))
                .filter(agreed -> !agreed.effective().isAfter(order.effective()))
                .sorted(Amendment.BY_EFFECT)
                .forEach(
                        agreed -> {
                            ChangeOrder known = changes.orders().get(agreed.id());
                            if (known != null) {
                                stated.putAll(of(known.lines(), line));
                                forget(known, line, stated);
                            }
                        });
        forget(order.record(), line, stated);
        return stated;
    }

    /** The deal, unless it was edited since, in ways to which nobody has agreed. */
    private static Optional<Deal> booked(Turn turn) {
        Optional<String> hash =
                turn.state().agreement().changes().original().map(Terms::contentHash);
        return turn.state()
                .agreement()
                .deal()
                .filter(
                        deal ->
                                hash.filter(ContentHash.of(deal)::equals).isPresent()
                                        || ChangePolicy.amendsByDeal(turn));
    }

    private static void forget(ChangeOrder order, String line, Map<String, String> stated) {
        if (Uncapping.isWanted(order, line)) {
            stated.remove(Uncapping.SHARED);
        }
    }

    private static Map<String, String> of(List<DealLine> lines, String id) {
        return lines.stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .map(DealLine::conditions)
                .orElse(Map.of());
    }
}
