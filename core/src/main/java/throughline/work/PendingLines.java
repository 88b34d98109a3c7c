package throughline.work;

import java.util.List;
import java.util.Optional;
import throughline.engagement.Turn;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;

/** Lines that work names and that only change orders have which are not in force. */
final class PendingLines {

    private PendingLines() {}

    /** A line that nobody has agreed to, as far as its hours can be priced and costed. */
    record Pending(String order, Line line) {}

    static Optional<Pending> of(Turn turn, Terms terms, TimeEntry entry) {
        String named = entry.attributes().getOrDefault("line", "");
        boolean known = WorkLines.named(terms, Optional.of(named)).isPresent();
        if (named.isEmpty() || known) {
            return Optional.empty();
        }
        return turn.state().agreement().changes().orders().values().stream()
                .flatMap(
                        order ->
                                order.lines().stream()
                                        .filter(line -> line.id().equals(named))
                                        .map(line -> pending(terms, order, line)))
                .findFirst();
    }

    private static Pending pending(Terms terms, ChangeOrder order, DealLine line) {
        Line like = terms.lines().getFirst();
        boolean hourly = line.pricingModel().equals("time-and-materials");
        PricingModel pricing =
                hourly
                        ? new PricingModel.TimeAndMaterials(
                                line.rateCard().or(() -> like.pricing().hourly()).orElse(""),
                                Optional.empty())
                        : new PricingModel.Progress();
        return new Pending(
                order.number(),
                new Line(
                        line.id(),
                        line.name(),
                        line.serviceLine().isBlank() ? like.serviceLine() : line.serviceLine(),
                        pricing,
                        Optional.empty(),
                        like.term(),
                        RevenueMethod.NONE,
                        List.of()));
    }
}
