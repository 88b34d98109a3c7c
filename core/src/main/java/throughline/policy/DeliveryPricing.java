package throughline.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.landscape.DecisionTable.Row;
import throughline.landscape.GateName;
import throughline.landscape.Rounding;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.PlannedTier;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.Fee;
import throughline.terms.PricingModel.Tier;
import throughline.terms.PricingModel.Unused;

/**
 * The models that bill by what is delivered or by recurring periods: reads their conditions into
 * the terms, and works out what is committed.
 */
final class DeliveryPricing {

    private static final BigDecimal MOST_PERIODS = BigDecimal.valueOf(1200);

    private DeliveryPricing() {}

    static LineDraft retainer(Case asked, Draft draft, LineDraft line, Findings findings) {
        Stated stated = stated(draft, line, findings);
        List<Fee> fees = fees(asked, draft, line, stated);
        BigDecimal included = stated.number(StatedCondition.INCLUDED).orElse(BigDecimal.ZERO);
        Optional<Money> extra = stated.money(StatedCondition.EXTRA_HOUR);
        Unused unused = unused(stated);
        return fees.isEmpty()
                ? line
                : recurring(line, fees, findings)
                        .billedBy(new PricingModel.Retainer(fees, included, unused, extra));
    }

    private static Unused unused(Stated stated) {
        return switch (stated.word(StatedCondition.UNUSED).orElse("lose")) {
            case "roll-over" ->
                    new Unused.RollsOver(
                            stated.number(StatedCondition.ROLL_OVER_CAP),
                            stated.number(StatedCondition.ROLL_OVER_PERIODS)
                                    .map(MOST_PERIODS::min)
                                    .map(BigDecimal::intValue)
                                    .orElse(1));
            case "true-up" ->
                    stated.required(
                                    StatedCondition.TRUE_UP_RATE,
                                    stated.money(StatedCondition.TRUE_UP_RATE))
                            .<Unused>map(Unused.TruedUp::new)
                            .orElse(new Unused.Lost());
            case String _ -> new Unused.Lost();
        };
    }

    static LineDraft managedService(Case asked, Draft draft, LineDraft line, Findings findings) {
        Stated stated = stated(draft, line, findings);
        List<Fee> fees = fees(asked, draft, line, stated);
        BigDecimal included = stated.number(StatedCondition.INCLUDED).orElse(BigDecimal.ZERO);
        Optional<Money> minimum = stated.money(StatedCondition.MINIMUM);
        List<Tier> tiers = tiers(line, findings);
        return fees.isEmpty()
                ? line
                : recurring(line, fees, findings)
                        .billedBy(new PricingModel.ManagedService(fees, included, tiers, minimum));
    }

    static LineDraft prepaidBlock(Case asked, Draft draft, LineDraft line, Findings findings) {
        Stated stated = stated(draft, line, findings);
        Optional<BigDecimal> hours =
                stated.required(StatedCondition.HOURS, stated.number(StatedCondition.HOURS));
        Optional<BigDecimal> topUp = stated.number(StatedCondition.TOP_UP_AT);
        Optional<Money> extra = stated.money(StatedCondition.EXTRA_HOUR);
        Optional<BigDecimal> breakage = stated.percent(StatedCondition.BREAKAGE_PERCENT);
        if (!priced(asked, line, findings) || hours.isEmpty()) {
            return line;
        }
        if (hours.get().signum() == 0) {
            findings.essential(
                    "block-without-hours",
                    "Line %s sells a block of no hours. State how many it has."
                            .formatted(line.id()),
                    Map.of("line", line.id()));
            return line;
        }
        return line.priced(line.amount())
                .billedBy(
                        new PricingModel.PrepaidBlock(
                                line.amount().orElseThrow(), hours.get(), topUp, extra, breakage));
    }

    static LineDraft progress(Case asked, Draft draft, LineDraft line, Findings findings) {
        return priced(asked, line, findings)
                ? line.priced(line.amount()).billedBy(new PricingModel.Progress())
                : line;
    }

    static LineDraft perUnit(Draft draft, LineDraft line, Findings findings) {
        List<Tier> tiers = tiers(line, findings);
        if (line.sold().tiers().isEmpty()) {
            findings.essential(
                    "tiers-missing",
                    ("Cannot price the units of line %s: it states no tier. State at least one"
                                    + " price.")
                            .formatted(line.id()),
                    Map.of("line", line.id()));
        }
        return tiers.isEmpty()
                ? line
                : line.priced(Optional.empty()).billedBy(new PricingModel.PerUnit(tiers));
    }

    static LineDraft expenses(Draft draft, LineDraft line, Findings findings) {
        Stated stated = stated(draft, line, findings);
        return line.priced(Optional.empty())
                .billedBy(
                        new PricingModel.Expenses(
                                stated.number(StatedCondition.MARKUP_PERCENT)
                                        .orElse(BigDecimal.ZERO),
                                stated.money(StatedCondition.RECEIPT_ABOVE)));
    }

    static LineDraft advance(
            Case asked, Draft draft, LineDraft line, Optional<Row> allowed, Findings findings) {
        Stated stated = stated(draft, line, findings);
        Optional<Money> advance =
                stated.required(StatedCondition.ADVANCE, stated.money(StatedCondition.ADVANCE));
        LineDraft timed = TimePricing.priced(asked, draft, line, allowed, findings);
        return advance.isEmpty() || timed.rateCard().isEmpty()
                ? timed
                : timed.priced(advance)
                        .billedBy(
                                new PricingModel.AdvanceDrawdown(
                                        timed.rateCard().orElseThrow(), advance.orElseThrow()));
    }

    private static Stated stated(Draft draft, LineDraft line, Findings findings) {
        return new Stated(line, draft.currency().orElseThrow(), findings);
    }

    private static boolean priced(Case asked, LineDraft line, Findings findings) {
        if (line.amount().isEmpty()) {
            PricingGate.priceMissing(line, findings);
            return false;
        }
        return PricingGate.positive(asked, line, line.amount().get(), findings);
    }

    private static List<Fee> fees(Case asked, Draft draft, LineDraft line, Stated stated) {
        Optional<Money> fee =
                stated.required(StatedCondition.FEE, stated.money(StatedCondition.FEE));
        int periods =
                switch (stated.word(StatedCondition.EVERY).orElse("month")) {
                    case "quarter" -> 3;
                    case "year" -> 12;
                    case String _ -> 1;
                };
        boolean arrears =
                stated.word(StatedCondition.BILLED).filter("in-arrears"::equals).isPresent();
        RecurringFees.Recurrence recurrence =
                new RecurringFees.Recurrence(
                        periods,
                        !arrears,
                        stated.number(StatedCondition.INDEX_PERCENT).orElse(BigDecimal.ZERO),
                        stated.read(StatedCondition.INDEX_FROM, LocalDate::parse),
                        Rounding.of(asked.setting(Rounding.SETTING).orElse("")));
        Optional<DateRange> term =
                ScheduleGate.term(asked.before(GateName.SCHEDULE), line, new Findings());
        return fee.isEmpty() || term.isEmpty()
                ? List.of()
                : RecurringFees.over(term.get(), fee.get(), recurrence, draft.entity());
    }

    /** The fees are the price; an amount that the deal states as well must be their sum. */
    private static LineDraft recurring(LineDraft line, List<Fee> fees, Findings findings) {
        Money sum = fees.stream().map(Fee::amount).reduce(Money::plus).orElseThrow();
        line.sold()
                .amount()
                .filter(stated -> !stated.equals(sum))
                .ifPresent(
                        stated ->
                                findings.essential(
                                        "fees-do-not-add-up",
                                        ("The fees of line %s come to %s over its term, the deal"
                                                        + " says %s. Correct one of them.")
                                                .formatted(line.id(), sum, stated),
                                        Map.of(
                                                "line",
                                                line.id(),
                                                "fees",
                                                sum.toString(),
                                                "deal",
                                                stated.toString())));
        return line.worth(sum);
    }

    /** Tiers in rising order, the last without a bound. */
    private static List<Tier> tiers(LineDraft line, Findings findings) {
        List<Tier> tiers = new ArrayList<>();
        BigDecimal before = BigDecimal.ZERO;
        List<PlannedTier> sold = line.sold().tiers();
        for (int i = 0; i < sold.size(); i++) {
            PlannedTier tier = sold.get(i);
            boolean last = i == sold.size() - 1;
            boolean rises =
                    last
                            ? tier.upTo().isEmpty()
                            : tier.upTo().isPresent() && tier.upTo().get().compareTo(before) > 0;
            boolean none = tier.per().filter(units -> units.signum() <= 0).isPresent();
            if (!rises || none || tier.price().signum() < 0) {
                findings.essential(
                        "tier-gap",
                        ("Tier %d of line %s leaves a gap: bounds must rise, only the last tier has"
                                        + " none, and no price is negative or for no unit. Correct"
                                        + " the tiers.")
                                .formatted(i + 1, line.id()),
                        Map.of("line", line.id(), "tier", Integer.toString(i + 1)));
                return List.of();
            }
            before = tier.upTo().orElse(before);
            tiers.add(new Tier(tier.upTo(), tier.price(), tier.per()));
        }
        return tiers;
    }
}
