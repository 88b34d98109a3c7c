package throughline.engagement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import throughline.calendar.DateRange;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.policy.GateName;
import throughline.policy.Violation;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;

/** Terms of a deal that states everything itself. */
final class PlainTerms {

    private PlainTerms() {}

    static Gatekeeper.Judgement judge(Turn turn, Deal deal) {
        String hash =
                Integer.toHexString(
                        List.of(deal.lines(), deal.customer(), deal.amount()).hashCode());
        if (turn.state().agreement().customer().isEmpty()
                && !turn.state().agreement().waived().containsKey("customer-unknown")) {
            return new Gatekeeper.Violated(
                    hash,
                    List.of(
                            new Violation(
                                    GateName.CUSTOMER,
                                    "customer-unknown",
                                    "The customer is not known.",
                                    Map.of("customer", deal.customer().toString()),
                                    deal.amount(),
                                    "sales",
                                    List.of("sales"))));
        }
        CurrencyUnit currency = deal.amount().map(Money::currency).orElse(CurrencyUnit.EUR);
        LocalDate effective = deal.closeDate().orElse(LocalDate.EPOCH);
        List<Line> lines = new ArrayList<>();
        for (DealLine line : deal.lines()) {
            DateRange term =
                    new DateRange(
                            line.from().orElse(effective),
                            line.until().orElse(effective.plusYears(1)));
            PricingModel pricing = pricing(line);
            RevenueMethod method =
                    line.revenueMethod()
                            .map(
                                    text ->
                                            RevenueMethod.valueOf(
                                                    text.toUpperCase(java.util.Locale.ROOT)
                                                            .replace('-', '_')))
                            .orElse(RevenueMethod.RIGHT_TO_INVOICE);
            lines.add(
                    new Line(
                            line.id(),
                            line.name(),
                            line.serviceLine(),
                            pricing,
                            line.amount(),
                            term,
                            method,
                            List.of()));
        }
        return new Gatekeeper.Passed(
                new Terms(
                        0,
                        effective,
                        deal.legalEntity().orElse(""),
                        deal.unit().orElse(turn.release().defaultUnit().name()),
                        currency,
                        deal.purchaseOrder(),
                        "domestic",
                        "standard",
                        lines,
                        hash));
    }

    private static PricingModel pricing(DealLine line) {
        return switch (line.pricingModel()) {
            case "fixed-fee-milestones" ->
                    new PricingModel.FixedFeeMilestones(
                            line.milestones().stream()
                                    .map(
                                            m ->
                                                    new PricingModel.Milestone(
                                                            m.id(),
                                                            m.name(),
                                                            m.due(),
                                                            m.amount().orElseThrow()))
                                    .toList());
            case "fixed-fee-calendar" ->
                    new PricingModel.FixedFeeCalendar(
                            IntStream.range(0, line.instalments().size())
                                    .mapToObj(
                                            i ->
                                                    new PricingModel.Instalment(
                                                            "i" + (i + 1),
                                                            line.instalments().get(i).on(),
                                                            line.instalments().get(i).amount()))
                                    .toList());
            case "time-and-materials" ->
                    new PricingModel.TimeAndMaterials(
                            line.rateCard().orElse("standard"), line.cap());
            default -> new PricingModel.Internal();
        };
    }
}
