package throughline.billing;

import static throughline.billing.Entitlement.Nature.BEYOND;
import static throughline.billing.Entitlement.Nature.DELIVERY;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.AdvanceDrawdown;
import throughline.terms.PricingModel.Expenses;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.PricingModel.Outcome;
import throughline.terms.PricingModel.PerUnit;
import throughline.terms.PricingModel.PrepaidBlock;
import throughline.terms.PricingModel.Progress;
import throughline.terms.PricingModel.Retainer;
import throughline.terms.PricingModel.TimeAndMaterials;

/**
 * What delivered work entitles to, from nothing but the terms and the work: the same facts give the
 * same entitlements, in whatever order they came.
 */
final class Entitlements {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST_BLOCKS = 10_000;

    private Entitlements() {}

    /** What delivered work entitles to now. */
    static List<Entitlement> ofWork(Turn turn, Line line, Occasion occasion) {
        return switch (line.pricing()) {
            case FixedFeeMilestones(var milestones) -> accepted(turn, line, milestones);
            case Outcome(var conditions) -> accepted(turn, line, conditions);
            case Progress _ -> measured(turn, line);
            case Expenses _ -> spent(turn, line, occasion);
            case PerUnit(var tiers) -> units(turn, line, tiers);
            case PrepaidBlock block -> blocks(turn, line, block);
            case FixedFeeCalendar _, TimeAndMaterials _, Internal _ -> List.of();
            case AdvanceDrawdown _, Retainer _, ManagedService _ -> List.of();
        };
    }

    private static List<Entitlement> accepted(Turn turn, Line line, List<Milestone> milestones) {
        Map<String, BigDecimal> shares = turn.state().work().accepted();
        return milestones.stream()
                .map(
                        milestone ->
                                new Entitlement(
                                        line.id() + "/" + milestone.id(),
                                        turn.today(),
                                        Reckoning.of(milestone.name(), milestone.amount())
                                                .times(
                                                        "accepted",
                                                        shares.getOrDefault(
                                                                milestone.id(), BigDecimal.ZERO))
                                                .rounded(turn.rounding()),
                                        DELIVERY))
                .toList();
    }

    /** What nobody estimates any more entitles to nothing. */
    private static List<Entitlement> measured(Turn turn, Line line) {
        Optional<EstimateRevised> estimate =
                turn.state()
                        .work()
                        .estimates()
                        .stating(line.id(), EstimateRevised::percentComplete);
        BigDecimal percent =
                estimate.flatMap(EstimateRevised::percentComplete).orElse(BigDecimal.ZERO);
        LocalDate on = estimate.map(EstimateRevised::on).orElse(turn.today());
        return turn.state().contract().committed(line).stream()
                .map(
                        price ->
                                Reckoning.of("price", price)
                                        .times("percent complete", percent.min(HUNDRED))
                                        .over("percent", HUNDRED)
                                        .rounded(turn.rounding()))
                .map(due -> new Entitlement(line.id() + "/progress", on, due, DELIVERY))
                .toList();
    }

    /** An expense that was just counted or taken back, otherwise all of them. */
    private static List<Entitlement> spent(Turn turn, Line line, Occasion occasion) {
        Map<String, ExpenseCounted> known = turn.state().work().expenses();
        if (occasion instanceof Happened(ExpenseCounted expense)) {
            return List.of(
                    Optional.ofNullable(known.get(expense.unit().toString()))
                            .filter(now -> now.line().equals(line.id()))
                            .map(now -> passedOn(line, now))
                            .orElseGet(() -> withdrawn(line, expense)));
        }
        return known.values().stream()
                .filter(expense -> expense.line().equals(line.id()))
                .map(expense -> passedOn(line, expense))
                .toList();
    }

    private static Entitlement withdrawn(Line line, ExpenseCounted expense) {
        return new Entitlement(
                line.id() + "/" + expense.unit(),
                expense.on(),
                Reckoning.of("withdrawn", Money.zero(expense.amount().currency())),
                BEYOND);
    }

    private static Entitlement passedOn(Line line, ExpenseCounted expense) {
        return new Entitlement(
                line.id() + "/" + expense.unit(),
                expense.on(),
                Reckoning.of("passed on by " + expense.rule(), expense.amount()),
                BEYOND);
    }

    /** Units are tiered over the whole term: what a period adds is the difference of two prices. */
    private static List<Entitlement> units(Turn turn, Line line, List<PricingModel.Tier> tiers) {
        List<Entitlement> result = new ArrayList<>();
        BigDecimal before = BigDecimal.ZERO;
        for (Counted period : Counted.of(turn, line)) {
            BigDecimal after = before.add(period.units());
            Reckoning amount =
                    Tiers.price(tiers, after, turn.rounding())
                            .minus(
                                    "units of earlier periods",
                                    Tiers.price(tiers, before, turn.rounding()).amount());
            result.add(
                    new Entitlement(
                            line.id() + "/" + period.id(),
                            turn.today(),
                            amount,
                            BEYOND,
                            Optional.of(period.units())));
            before = after;
        }
        return result;
    }

    /** A further block for every time the hours run low, or the hours beyond, as agreed. */
    private static List<Entitlement> blocks(Turn turn, Line line, PrepaidBlock block) {
        BigDecimal used =
                Counted.of(turn, line).stream()
                        .map(Counted::hours)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (block.topUpAt().isEmpty()) {
            BigDecimal beyond = used.subtract(block.hours()).max(BigDecimal.ZERO);
            return block.extraHour().stream()
                    .map(
                            rate ->
                                    Reckoning.of("an extra hour", rate)
                                            .times("hours beyond the block", beyond)
                                            .rounded(turn.rounding()))
                    .map(
                            amount ->
                                    new Entitlement(
                                            line.id() + "/extra", turn.today(), amount, BEYOND))
                    .toList();
        }
        List<Entitlement> bought = new ArrayList<>();
        BigDecimal left = block.hours().subtract(used);
        for (int n = 2; n < MOST_BLOCKS; n++) {
            String source = line.id() + "/block-" + n;
            boolean low = left.compareTo(block.topUpAt().get()) <= 0;
            if (!low && !turn.state().billing().charges().containsKey(source + "#1")) {
                break;
            }
            left = low ? left.add(block.hours()) : left;
            Money price = low ? block.price() : Money.zero(block.price().currency());
            Reckoning due = Reckoning.of("a further block of hours", price);
            bought.add(new Entitlement(source, turn.today(), due, BEYOND));
        }
        return bought;
    }
}
