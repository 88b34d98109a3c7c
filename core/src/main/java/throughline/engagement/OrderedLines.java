package throughline.engagement;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.PlannedInstalment;
import throughline.observed.CanonicalRecord.PlannedMilestone;
import throughline.observed.CanonicalRecord.PlannedTier;
import throughline.observed.CanonicalRecord.Stage;
import throughline.terms.Clauses;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.PerUnit;
import throughline.terms.PricingModel.Tier;
import throughline.terms.PricingModel.TimeAndMaterials;

/**
 * The lines of a change order as a deal of their own, so that the same gates judge a change that
 * judged the contract. What an order leaves out of a line stays as it was.
 */
final class OrderedLines {

    private OrderedLines() {}

    /** Whether an order brings a billing schedule for a line. */
    static boolean isScheduled(DealLine line) {
        return !line.milestones().isEmpty() || !line.instalments().isEmpty();
    }

    /** The deal that the gates are asked about. */
    static Deal deal(Deal booked, Ordered order, List<DealLine> lines) {
        Optional<Money> amount =
                lines.stream().flatMap(line -> line.amount().stream()).reduce(Money::plus);
        return new Deal(
                booked.key(),
                booked.name(),
                Stage.WON,
                booked.customer(),
                amount,
                booked.closeDate(),
                order.record().signedOn(),
                order.record().approvedAt(),
                order.record().approvedBy(),
                Optional.of(order.agreedOn()),
                booked.unit(),
                order.record().legalEntity().or(booked::legalEntity),
                order.record().purchaseOrder().or(booked::purchaseOrder),
                lines,
                booked.attributes());
    }

    /** A line as the gates can judge it. */
    static DealLine complete(
            DealLine stated, Optional<Line> before, Map<String, String> conditions) {
        if (before.isEmpty()) {
            return stated;
        }
        Line old = before.get();
        String model =
                stated.pricingModel().isBlank() ? old.pricing().word() : stated.pricingModel();
        boolean follows = !isScheduled(stated) && model.equals(old.pricing().word());
        boolean same = model.equals(old.pricing().word());
        boolean timed = same && old.pricing() instanceof TimeAndMaterials;
        boolean milestones = !old.pricing().milestones().isEmpty();
        Map<String, String> agreed = new HashMap<>(same ? conditions : Map.of());
        agreed.putAll(stated.conditions());
        boolean instalments = old.pricing() instanceof FixedFeeCalendar;
        return new DealLine(
                stated.id(),
                stated.name().isBlank() ? old.name() : stated.name(),
                stated.serviceLine().isBlank() ? old.serviceLine() : stated.serviceLine(),
                model,
                stated.amount().or(() -> timed ? old.price() : Optional.empty()),
                stated.listPrice(),
                stated.from().or(() -> Optional.of(old.term().from())),
                stated.until().or(() -> Optional.of(old.term().until())),
                follows && milestones ? List.of(whole()) : stated.milestones(),
                follows && instalments ? instalment(stated, old) : stated.instalments(),
                stated.estimates(),
                stated.rateCard().or(() -> card(old)),
                stated.cap().or(() -> timed ? cap(old) : Optional.empty()),
                stated.standaloneSellingPrice().or(old::standalone),
                stated.revenueMethod().or(() -> Optional.of(old.revenue().word())),
                stated.tiers().isEmpty() && same ? tiers(old) : stated.tiers(),
                agreed);
    }

    /**
     * Whether an order over a line would leave it as it was. What a line sells for alone follows
     * from its price when it is first sold, and stays then, whatever the price becomes.
     *
     * @param now the line as gates read it by itself
     */
    static boolean isAsBefore(DealLine stated, Line now, Line old) {
        Line valued =
                now.valued(
                        stated.standaloneSellingPrice().isPresent()
                                ? now.standalone()
                                : old.standalone(),
                        stated.revenueMethod().isPresent() ? now.revenue() : old.revenue());
        Line under = now.clauses().equals(Clauses.NONE) ? valued.under(old.clauses()) : valued;
        return timed(stated, under, old).isSoldAs(old);
    }

    private static Line timed(DealLine stated, Line now, Line old) {
        return now.pricing() instanceof TimeAndMaterials(var card, var cap)
                        && old.pricing() instanceof TimeAndMaterials(var oldCard, var oldCap)
                ? now.at(
                        stated.amount().isPresent() ? now.price() : old.price(),
                        new TimeAndMaterials(
                                stated.rateCard().isPresent() ? card : oldCard,
                                stated.cap().isPresent() ? cap : oldCap))
                : now;
    }

    private static Optional<Money> cap(Line line) {
        return line.pricing() instanceof TimeAndMaterials(_, var cap) ? cap : Optional.empty();
    }

    private static List<PlannedTier> tiers(Line line) {
        List<Tier> tiers =
                line.pricing() instanceof ManagedService service
                        ? service.tiers()
                        : line.pricing() instanceof PerUnit(var sold) ? sold : List.of();
        return tiers.stream()
                .map(tier -> new PlannedTier(tier.upTo(), tier.price(), tier.per()))
                .toList();
    }

    /** A stand-in for the schedule, which follows the price when the terms are folded. */
    private static PlannedMilestone whole() {
        return new PlannedMilestone(
                "whole", "whole", Optional.empty(), Optional.empty(), Optional.of(BigDecimal.ONE));
    }

    private static List<PlannedInstalment> instalment(DealLine stated, Line old) {
        var from = stated.from().orElse(old.term().from());
        return stated.amount().map(all -> new PlannedInstalment(from, all)).stream().toList();
    }

    private static Optional<String> card(Line line) {
        return line.pricing().hourly();
    }

    /** Whether a line without an amount has no price at all. */
    static boolean isUnpriced(DealLine line) {
        boolean fixed = line.pricingModel().startsWith("fixed-fee");
        return fixed && line.amount().isEmpty();
    }

    /** What makes another pricing model of a line. */
    static boolean isConverted(PricingModel before, PricingModel after) {
        return !before.getClass().equals(after.getClass());
    }
}
