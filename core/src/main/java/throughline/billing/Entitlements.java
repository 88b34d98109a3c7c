package throughline.billing;

import static throughline.billing.Entitlement.Nature.BEYOND;
import static throughline.billing.Entitlement.Nature.BEYOND_EVERY_PERIOD;
import static throughline.billing.Entitlement.Nature.DELIVERY;
import static throughline.billing.Entitlement.Nature.INSTALMENT;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.billing.IncludedHours.Settled;
import throughline.engagement.Entries;
import throughline.engagement.Event.EstimateRevised;
import throughline.engagement.Event.ExpenseCounted;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.AdvanceDrawdown;
import throughline.terms.PricingModel.Expenses;
import throughline.terms.PricingModel.Fee;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.Milestone;
import throughline.terms.PricingModel.Outcome;
import throughline.terms.PricingModel.PerUnit;
import throughline.terms.PricingModel.PrepaidBlock;
import throughline.terms.PricingModel.Progress;
import throughline.terms.PricingModel.Retainer;
import throughline.terms.PricingModel.TimeAndMaterials;
import throughline.work.Work.Delivered;

/**
 * What every source of a line entitles to, from nothing but the terms and the work: the same facts
 * give the same entitlements, in whatever order they came.
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

    /** What the calendar entitles to once its day has come, whatever was delivered. */
    static List<Entitlement> ofCalendar(Line line) {
        Stream<Entitlement> dated =
                line.pricing().instalments().stream().map(due -> instalment(line, due));
        Stream<Entitlement> first =
                switch (line.pricing()) {
                    case AdvanceDrawdown(_, var advance) ->
                            Stream.of(atStart(line, "advance", advance));
                    case PrepaidBlock block -> Stream.of(atStart(line, "block-1", block.price()));
                    case FixedFeeMilestones _, FixedFeeCalendar _, TimeAndMaterials _, Progress _ ->
                            Stream.empty();
                    case Retainer _, ManagedService _, PerUnit _, Outcome _ -> Stream.empty();
                    case Expenses _, Internal _ -> Stream.empty();
                };
        return Stream.concat(first, dated).toList();
    }

    /**
     * What periods entitle to beyond what the calendar does. A period is settled when its billing
     * cutoff has come, since until then its work may still arrive.
     */
    static List<Entitlement> ofPeriods(Turn turn, Line line) {
        return switch (line.pricing()) {
            case Retainer retainer -> beyondIncluded(turn, line, retainer);
            case ManagedService service -> overage(turn, line, service);
            case AdvanceDrawdown(_, var advance) -> drawn(turn, line, advance);
            case FixedFeeMilestones _, FixedFeeCalendar _, TimeAndMaterials _, Progress _ ->
                    List.of();
            case PrepaidBlock _, PerUnit _, Outcome _, Expenses _, Internal _ -> List.of();
        };
    }

    /**
     * A period that is settled at its cutoff.
     *
     * @param source what it is charged under
     * @param due the day of the cutoff
     */
    record Settlement(String source, LocalDate due) {}

    /** The periods of a line that are, or will be, settled. */
    static Stream<Settlement> settlements(Turn turn, Line line) {
        return switch (line.pricing()) {
            case Retainer retainer -> settlements(turn, line, retainer.fees());
            case ManagedService service -> settlements(turn, line, service.fees());
            case AdvanceDrawdown _ ->
                    worked(turn, line)
                            .map(
                                    pool ->
                                            new Settlement(
                                                    drawdown(line, pool.period()),
                                                    Cutoff.dueOn(turn, pool)))
                            .distinct();
            case FixedFeeMilestones _, FixedFeeCalendar _, TimeAndMaterials _, Progress _ ->
                    Stream.empty();
            case PrepaidBlock _, PerUnit _, Outcome _, Expenses _, Internal _ -> Stream.empty();
        };
    }

    private static Stream<Settlement> settlements(Turn turn, Line line, List<Fee> fees) {
        return fees.stream()
                .map(
                        fee ->
                                new Settlement(
                                        extra(line, fee),
                                        Cutoff.dueOn(turn, fee.covers().lastDay())));
    }

    private static Stream<TimePool> worked(Turn turn, Line line) {
        return Entries.startingWith(turn.state().billing().pools(), line.id() + "/")
                .values()
                .stream();
    }

    private static String extra(Line line, Fee fee) {
        return line.id() + "/" + fee.id() + "-extra";
    }

    private static String drawdown(Line line, String period) {
        return line.id() + "/" + period + Charge.DRAWDOWN;
    }

    private static Entitlement instalment(Line line, Instalment due) {
        return new Entitlement(
                line.id() + "/" + due.id(),
                due.on(),
                Reckoning.of("due on " + due.on(), due.amount()),
                INSTALMENT);
    }

    private static Entitlement atStart(Line line, String name, Money amount) {
        return new Entitlement(
                line.id() + "/" + name, line.term().from(), Reckoning.of(name, amount), INSTALMENT);
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
                                                .rounded(),
                                        DELIVERY))
                .toList();
    }

    private static List<Entitlement> measured(Turn turn, Line line) {
        return Optional.ofNullable(turn.state().work().estimates().get(line.id())).stream()
                .flatMap(estimate -> measured(turn, line, estimate))
                .toList();
    }

    private static Stream<Entitlement> measured(Turn turn, Line line, EstimateRevised estimate) {
        Optional<Money> price = turn.state().contract().committed(line);
        return estimate.percentComplete().stream()
                .flatMap(
                        percent ->
                                price.stream()
                                        .map(
                                                whole ->
                                                        Reckoning.of("price", whole)
                                                                .times(
                                                                        "percent complete",
                                                                        percent.min(HUNDRED))
                                                                .over("percent", HUNDRED)
                                                                .rounded()))
                .map(due -> new Entitlement(line.id() + "/progress", estimate.on(), due, DELIVERY));
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
        for (Counted period : periods(turn, line)) {
            BigDecimal after = before.add(period.units());
            Reckoning amount =
                    Tiers.price(tiers, after)
                            .minus("units of earlier periods", Tiers.price(tiers, before).amount());
            result.add(
                    new Entitlement(line.id() + "/" + period.id(), turn.today(), amount, BEYOND));
            before = after;
        }
        return result;
    }

    /** The work of a period is set off against what is left of the advance. */
    private static List<Entitlement> drawn(Turn turn, Line line, Money advance) {
        List<Entitlement> result = new ArrayList<>();
        Money zero = Money.zero(advance.currency());
        Money left = advance;
        for (Counted period : periods(turn, line)) {
            Reckoning taken =
                    Reckoning.of("", zero)
                            .plus("work of " + period.id(), period.worth().orElse(zero))
                            .atMost("left of the advance", left)
                            .atLeast("nothing", zero);
            left = left.minus(taken.amount());
            result.add(
                    new Entitlement(
                            drawdown(line, period.id()),
                            turn.today(),
                            taken.times("set off", BigDecimal.ONE.negate()),
                            BEYOND_EVERY_PERIOD));
        }
        return result;
    }

    /** A further block for every time the hours run low, or the hours beyond, as agreed. */
    private static List<Entitlement> blocks(Turn turn, Line line, PrepaidBlock block) {
        BigDecimal used =
                periods(turn, line).stream()
                        .map(Counted::hours)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (block.topUpAt().isEmpty()) {
            BigDecimal beyond = used.subtract(block.hours()).max(BigDecimal.ZERO);
            return block.extraHour().stream()
                    .map(
                            rate ->
                                    Reckoning.of("an extra hour", rate)
                                            .times("hours beyond the block", beyond)
                                            .rounded())
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

    private static List<Entitlement> beyondIncluded(Turn turn, Line line, Retainer retainer) {
        List<Entitlement> result = new ArrayList<>();
        for (Settled period :
                IncludedHours.settle(retainer, fee -> delivered(turn, line, fee).hours())) {
            result.add(beyond(line, period.fee(), period.charge()));
        }
        return result;
    }

    private static List<Entitlement> overage(Turn turn, Line line, ManagedService service) {
        List<Entitlement> result = new ArrayList<>();
        for (Fee fee : service.fees()) {
            Money zero = Money.zero(fee.amount().currency());
            BigDecimal units = delivered(turn, line, fee).units();
            BigDecimal over =
                    units.subtract(service.included().multiply(fee.part())).max(BigDecimal.ZERO);
            Reckoning charged =
                    service.tiers().isEmpty()
                            ? Reckoning.of("included", zero)
                            : Tiers.price(service.tiers(), over);
            Money least =
                    service.minimum()
                            .map(minimum -> minimum.times(fee.part(), RoundingMode.HALF_UP))
                            .orElse(zero)
                            .minus(fee.amount())
                            .max(zero);
            result.add(beyond(line, fee, charged.atLeast("the minimum less the fee", least)));
        }
        return result;
    }

    private static Entitlement beyond(Line line, Fee fee, Reckoning amount) {
        return new Entitlement(
                extra(line, fee), fee.covers().lastDay(), amount, BEYOND_EVERY_PERIOD);
    }

    /** What was delivered in a period. */
    private record Counted(String id, BigDecimal hours, BigDecimal units, Optional<Money> worth) {}

    /** The fiscal periods in which something was delivered, in order. */
    private static List<Counted> periods(Turn turn, Line line) {
        String prefix = line.id() + "/";
        return Entries.startingWith(turn.state().work().delivered(), prefix).entrySet().stream()
                .map(
                        entry ->
                                new Counted(
                                        entry.getKey().substring(prefix.length()),
                                        entry.getValue().hours(),
                                        entry.getValue().units(),
                                        entry.getValue().worth()))
                .toList();
    }

    private static Delivered delivered(Turn turn, Line line, Fee fee) {
        BigDecimal hours = BigDecimal.ZERO;
        BigDecimal units = BigDecimal.ZERO;
        LocalDate day = fee.covers().from();
        while (day.isBefore(fee.covers().until())) {
            var period = turn.periodOf(day);
            Delivered delivered = turn.state().work().delivered(line.id(), period.id());
            hours = hours.add(delivered.hours());
            units = units.add(delivered.units());
            day = period.range().until();
        }
        return new Delivered(hours, units, Optional.empty());
    }
}
