package throughline.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.PricingModel.Fee;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.Retainer;

/**
 * How the fees of a recurring line follow a change of its terms. Periods that began before the
 * change keep their fee; one whose days the change cuts or adds to is charged by its days.
 */
final class RecurringFees {

    private static final int EXACT_ENOUGH = 12;

    private RecurringFees() {}

    /** The fees of a recurring line; empty for any other. */
    static Optional<List<Fee>> of(PricingModel pricing) {
        return switch (pricing) {
            case Retainer retainer -> Optional.of(retainer.fees());
            case ManagedService service -> Optional.of(service.fees());
            case PricingModel.FixedFeeMilestones _, PricingModel.FixedFeeCalendar _ ->
                    Optional.empty();
            case PricingModel.TimeAndMaterials _, PricingModel.Progress _ -> Optional.empty();
            case PricingModel.AdvanceDrawdown _, PricingModel.PrepaidBlock _ -> Optional.empty();
            case PricingModel.PerUnit _, PricingModel.Outcome _ -> Optional.empty();
            case PricingModel.Expenses _, PricingModel.Internal _ -> Optional.empty();
        };
    }

    /** A newer version of a recurring line, whose earlier periods are as they were. */
    static Optional<Line> renewed(Line before, Line now, LocalDate day, Rescheduling rescheduling) {
        RoundingMode rounding = rescheduling.rounding().orElse(RoundingMode.HALF_UP);
        Optional<List<Fee>> old = of(before.pricing());
        Optional<List<Fee>> fees = of(now.pricing());
        boolean none = fees.map(List::isEmpty).orElse(true);
        if (old.isEmpty() || none || now.ended().isPresent()) {
            return Optional.empty();
        }
        Map<String, Fee> known = new HashMap<>();
        old.get().forEach(fee -> known.put(fee.id(), fee));
        List<Fee> joined = new ArrayList<>();
        for (Fee fee : fees.orElseThrow()) {
            Fee was = known.get(fee.id());
            boolean later = !fee.covers().from().isBefore(day);
            joined.add(was == null || later ? fee : kept(was, fee, rounding));
        }
        return Optional.of(now.at(Optional.of(sum(joined)), with(now.pricing(), joined)));
    }

    private static Fee kept(Fee was, Fee now, RoundingMode rounding) {
        long before = was.covers().days();
        long after = now.covers().days();
        if (before == after) {
            return was;
        }
        Money amount =
                after > before
                        ? was.amount().plus(byDays(now.amount(), after - before, after, rounding))
                        : byDays(was.amount(), after, before, rounding);
        return new Fee(now.id(), now.covers(), now.on(), amount, now.part());
    }

    /** A recurring line that ends: its last period is charged by what stays committed in all. */
    static Optional<PricingModel> ended(PricingModel before, Money kept, LocalDate day) {
        return of(before).map(fees -> with(before, until(fees, kept, day)));
    }

    private static List<Fee> until(List<Fee> fees, Money kept, LocalDate day) {
        List<Fee> stay = new ArrayList<>();
        Money left = kept;
        for (Fee fee : fees) {
            if (!fee.covers().from().isBefore(day)) {
                continue;
            }
            boolean last = !fee.covers().until().isBefore(day) || fee.equals(fees.getLast());
            Money amount = last ? left : fee.amount();
            left = left.minus(amount);
            stay.add(cut(fee, amount, day));
        }
        return stay;
    }

    /** What of a period is left includes hours, units and a minimum by its days, as its fee is. */
    private static Fee cut(Fee fee, Money amount, LocalDate day) {
        DateRange covers = fee.covers();
        if (!day.isBefore(covers.until())) {
            return new Fee(fee.id(), covers, fee.on(), amount, fee.part());
        }
        DateRange left = new DateRange(covers.from(), day);
        BigDecimal part =
                fee.part()
                        .multiply(BigDecimal.valueOf(left.days()))
                        .divide(
                                BigDecimal.valueOf(covers.days()),
                                EXACT_ENOUGH,
                                RoundingMode.HALF_UP);
        return new Fee(fee.id(), left, fee.on(), amount, part);
    }

    private static Money byDays(Money amount, long days, long all, RoundingMode rounding) {
        return Reckoning.of("fee", amount)
                .times("days", BigDecimal.valueOf(days))
                .over("days of the period", BigDecimal.valueOf(all))
                .rounded(rounding)
                .amount();
    }

    private static PricingModel with(PricingModel like, List<Fee> fees) {
        return like instanceof Retainer retainer
                ? new Retainer(fees, retainer.included(), retainer.unused(), retainer.extraHour())
                : like instanceof ManagedService service
                        ? new ManagedService(
                                fees, service.included(), service.tiers(), service.minimum())
                        : like;
    }

    private static Money sum(List<Fee> fees) {
        return fees.stream().map(Fee::amount).reduce(Money::plus).orElseThrow();
    }
}
