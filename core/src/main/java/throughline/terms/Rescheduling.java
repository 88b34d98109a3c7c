package throughline.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.money.Allocation;
import throughline.money.Money;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.PricingModel.Outcome;

/**
 * How a billing schedule follows a changed price or term. What was due before the change stays as
 * it was; old and new schedule differ by exactly the change of the price.
 *
 * @param shortfall where a higher price goes
 * @param excess where a lower price is taken from
 * @param rounding of a fee by its days; half up where nothing is said
 */
public record Rescheduling(Shortfall shortfall, Excess excess, Optional<RoundingMode> rounding) {

    /** Where what is missing is billed. */
    public enum Shortfall {
        /** On all parts that are left, in proportion. */
        SPREAD,
        /** On the next part. */
        NEXT,
        /** On the last part. */
        FINAL
    }

    /** Where what is too much comes from. */
    public enum Excess {
        /** The next parts become smaller. */
        REDUCE,
        /** A credit on the day of the change; the parts that are left stay as they are. */
        CREDIT
    }

    /** As it is where nobody says otherwise. */
    public static final Rescheduling DEFAULT =
            new Rescheduling(Shortfall.SPREAD, Excess.REDUCE, Optional.empty());

    /** The schedule of a line before, made to add up to a new price. */
    public PricingModel follow(PricingModel before, Money price, LocalDate day) {
        return switch (before) {
            case FixedFeeCalendar(var instalments) -> calendar(instalments, price, day);
            case FixedFeeMilestones(var milestones) -> milestones(milestones, price, day);
            case Outcome(var conditions) ->
                    milestones(conditions, price, day) instanceof FixedFeeMilestones(var parts)
                            ? new Outcome(parts)
                            : before;
            case PricingModel.TimeAndMaterials _, PricingModel.Internal _ -> before;
            case PricingModel.Progress _, PricingModel.AdvanceDrawdown _ -> before;
            case PricingModel.Retainer _, PricingModel.ManagedService _ -> before;
            case PricingModel.PrepaidBlock _, PricingModel.PerUnit _ -> before;
            case PricingModel.Expenses _ -> before;
        };
    }

    /** The schedule of a line that ends: what was due before stays, the rest is due at once. */
    static PricingModel settle(PricingModel before, Money kept, LocalDate day) {
        if (!(before instanceof FixedFeeCalendar(var instalments))) {
            return RecurringFees.ended(before, kept, day).orElse(before);
        }
        List<Instalment> after =
                new ArrayList<>(
                        instalments.stream().filter(part -> part.on().isBefore(day)).toList());
        Money rest = kept.minus(sum(after.stream().map(Instalment::amount).toList(), kept));
        if (!rest.isZero()) {
            after.add(new Instalment(day + "-end", day, rest));
        }
        return new FixedFeeCalendar(after);
    }

    private PricingModel calendar(List<Instalment> before, Money price, LocalDate day) {
        List<Instalment> frozen = before.stream().filter(i -> i.on().isBefore(day)).toList();
        List<Instalment> open = before.stream().filter(i -> !i.on().isBefore(day)).toList();
        Money rest = price.minus(sum(frozen.stream().map(Instalment::amount).toList(), price));
        List<Money> amounts = spread(open.stream().map(Instalment::amount).toList(), rest);
        List<Instalment> after = new ArrayList<>(frozen);
        Money left = rest;
        for (int i = 0; i < open.size(); i++) {
            Instalment part = open.get(i);
            left = left.minus(amounts.get(i));
            if (!amounts.get(i).isZero()) {
                after.add(new Instalment(part.id(), part.on(), amounts.get(i)));
            }
        }
        if (!left.isZero()) {
            after.add(new Instalment(day + "-change", day, left));
        }
        return new FixedFeeCalendar(after);
    }

    /** A milestone that is past is as good as any other where no later one is left. */
    private PricingModel milestones(List<Milestone> before, Money price, LocalDate day) {
        List<Integer> open =
                IntStream.range(0, before.size())
                        .filter(i -> isOpen(before.get(i), day) || i == before.size() - 1)
                        .boxed()
                        .toList();
        List<Money> amounts = new ArrayList<>(before.stream().map(Milestone::amount).toList());
        List<Money> openAmounts = open.stream().map(amounts::get).toList();
        Money rest = price.minus(sum(amounts, price)).plus(sum(openAmounts, price));
        List<Money> spread = spread(openAmounts, rest);
        for (int i = 0; i < open.size(); i++) {
            amounts.set(open.get(i), spread.get(i));
        }
        Money over = sum(amounts, price).minus(price);
        for (int i = before.size() - 1; i >= 0 && !over.isZero(); i--) {
            Money less = over.signum() > 0 ? over.min(amounts.get(i)) : over;
            amounts.set(i, amounts.get(i).minus(less));
            over = over.minus(less);
        }
        List<Milestone> after = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Milestone part = before.get(i);
            after.add(new Milestone(part.id(), part.name(), part.due(), amounts.get(i)));
        }
        return new FixedFeeMilestones(after);
    }

    private static boolean isOpen(Milestone milestone, LocalDate day) {
        return milestone.due().map(due -> !due.isBefore(day)).orElse(true);
    }

    /** New amounts of the parts that are left; what they cannot take is left over. */
    private List<Money> spread(List<Money> parts, Money rest) {
        Money zero = Money.zero(rest.currency());
        if (parts.isEmpty()) {
            return parts;
        }
        Money more = rest.minus(sum(parts, rest));
        if (more.signum() >= 0) {
            return raised(parts, more);
        }
        if (excess == Excess.CREDIT) {
            return parts;
        }
        List<Money> less = new ArrayList<>();
        Money over = more.negated();
        for (Money part : parts) {
            Money taken = part.min(over).max(zero);
            less.add(part.minus(taken));
            over = over.minus(taken);
        }
        return less;
    }

    private List<Money> raised(List<Money> parts, Money more) {
        List<Money> raised = new ArrayList<>(parts);
        switch (shortfall) {
            case NEXT -> raised.set(0, parts.getFirst().plus(more));
            case FINAL -> raised.set(parts.size() - 1, parts.getLast().plus(more));
            case SPREAD -> {
                List<Money> shares = Allocation.byWeights(more, weights(parts));
                for (int i = 0; i < parts.size(); i++) {
                    raised.set(i, parts.get(i).plus(shares.get(i)));
                }
            }
        }
        return raised;
    }

    private static List<BigDecimal> weights(List<Money> parts) {
        boolean usable =
                parts.stream().allMatch(part -> part.signum() >= 0)
                        && parts.stream().anyMatch(part -> part.signum() > 0);
        return parts.stream().map(part -> usable ? part.decimal() : BigDecimal.ONE).toList();
    }

    private static Money sum(List<Money> amounts, Money like) {
        return amounts.stream().reduce(Money.zero(like.currency()), Money::plus);
    }
}
