package throughline.billing;

import static throughline.billing.Entitlement.Nature.BEYOND;
import static throughline.billing.Entitlement.Nature.BEYOND_EVERY_PERIOD;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import throughline.engagement.Entries;
import throughline.engagement.NextDay;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.engagement.WorkEvent.UsageCounted;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.AdvanceDrawdown;
import throughline.terms.PricingModel.Expenses;
import throughline.terms.PricingModel.Fee;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.Outcome;
import throughline.terms.PricingModel.PerUnit;
import throughline.terms.PricingModel.PrepaidBlock;
import throughline.terms.PricingModel.Progress;
import throughline.terms.PricingModel.Retainer;
import throughline.terms.PricingModel.TimeAndMaterials;
import throughline.terms.PricingModel.Unused.TruedUp;
import throughline.work.Work.Delivered;

/**
 * What periods entitle to beyond what the calendar does. A period is settled when its billing
 * cutoff has come, since until then its work may still arrive; work that arrives later settles it
 * once more.
 */
final class Settlements {

    private static final String EXTRA = "-extra";

    private Settlements() {}

    /** What is to be settled now, of all periods whose cutoff has come. */
    static List<Entitlement> due(Turn turn, Line line, Occasion occasion) {
        if (!goesBeyond(line.pricing()) && !Charging.isChange(occasion)) {
            return List.of();
        }
        List<Entitlement> settled = settled(turn, line, occasion);
        return line.paused().isEmpty()
                ? settled
                : settled.stream()
                        .filter(due -> !isHeld(turn, line, due) || isSettled(turn, due.source()))
                        .map(due -> due.unless(isHeld(turn, line, due)))
                        .toList();
    }

    /** A paused period owes nothing beyond its fee, until the line goes on. */
    private static boolean isHeld(Turn turn, Line line, Entitlement due) {
        return ByCalendar.isHeld(turn, line, due.on());
    }

    /** Whether a period can come to anything beyond its fee, whatever is delivered in it. */
    private static boolean goesBeyond(PricingModel pricing) {
        return switch (pricing) {
            case Retainer retainer ->
                    retainer.extraHour().isPresent() || retainer.unused() instanceof TruedUp;
            case ManagedService service ->
                    !service.tiers().isEmpty() || service.minimum().isPresent();
            case AdvanceDrawdown _ -> true;
            case FixedFeeMilestones _, FixedFeeCalendar _, TimeAndMaterials _, Progress _ -> false;
            case PrepaidBlock _, PerUnit _, Outcome _, Expenses _, Internal _ -> false;
        };
    }

    private static List<Entitlement> settled(Turn turn, Line line, Occasion occasion) {
        return switch (line.pricing()) {
            case Retainer retainer -> {
                List<? extends Fee> due = due(turn, line, retainer.fees(), occasion);
                yield IncludedHours.settle(
                                retainer,
                                due,
                                fee -> delivered(turn, line, fee).hours(),
                                turn.rounding())
                        .map(period -> beyond(line, period.fee(), period.charge()))
                        .toList();
            }
            case ManagedService service ->
                    due(turn, line, service.fees(), occasion).stream()
                            .map(fee -> overage(turn, line, service, fee))
                            .toList();
            case AdvanceDrawdown(_, var advance) -> drawn(turn, line, advance, occasion);
            case FixedFeeMilestones _, FixedFeeCalendar _, TimeAndMaterials _, Progress _ ->
                    List.of();
            case PrepaidBlock _, PerUnit _, Outcome _, Expenses _, Internal _ -> List.of();
        };
    }

    /** The days on which a period is, or was, to be settled. */
    static void dueDates(Turn turn, Line line, NextDay found) {
        switch (line.pricing()) {
            case Retainer retainer -> dueDates(turn, line, retainer.fees(), found);
            case ManagedService service -> dueDates(turn, line, service.fees(), found);
            case AdvanceDrawdown _ ->
                    worked(turn, line)
                            .filter(pool -> !isSettled(turn, drawdown(line, pool.period())))
                            .map(pool -> Cutoff.dueOn(turn, pool))
                            .forEach(found);
            case FixedFeeMilestones _, FixedFeeCalendar _, TimeAndMaterials _, Progress _ -> {}
            case PrepaidBlock _, PerUnit _, Outcome _, Expenses _, Internal _ -> {}
        }
    }

    /** What the periods are charged under that are, or will be, settled. */
    static Stream<String> sources(Turn turn, Line line) {
        return switch (line.pricing()) {
            case Retainer retainer -> retainer.fees().stream().map(fee -> extra(line, fee));
            case ManagedService service -> service.fees().stream().map(fee -> extra(line, fee));
            case AdvanceDrawdown _ ->
                    worked(turn, line).map(pool -> drawdown(line, pool.period())).distinct();
            case FixedFeeMilestones _, FixedFeeCalendar _, TimeAndMaterials _, Progress _ ->
                    Stream.empty();
            case PrepaidBlock _, PerUnit _, Outcome _, Expenses _, Internal _ -> Stream.empty();
        };
    }

    private static void dueDates(Turn turn, Line line, List<Fee> fees, NextDay found) {
        if (!goesBeyond(line.pricing())) {
            return;
        }
        Predicate<Fee> isSettled = isSettled(turn, line);
        if (line.paused().isEmpty()) {
            byCutoff(turn, fees).dueDates(turn.today(), isSettled, found);
            return;
        }
        for (Fee fee : fees) {
            LocalDate last = fee.covers().lastDay();
            if (!ByCalendar.isHeld(turn, line, last) && !isSettled.test(fee)) {
                found.accept(Cutoff.dueOn(turn, last));
            }
        }
    }

    private static List<? extends Fee> due(
            Turn turn, Line line, List<Fee> fees, Occasion occasion) {
        Ordered<Fee> periods = byCutoff(turn, fees);
        return switch (occasion) {
            case DayReached(var today) when line.paused().isEmpty() ->
                    periods.within(turn.state().nextWake(), today);
            case DayReached(var today) -> periods.upTo(today);
            case Happened(TimeApproved time) -> from(turn, time.on(), periods);
            case Happened(TimeTakenBack time) -> from(turn, time.on(), periods);
            case Happened(UsageCounted usage) -> from(turn, usage.on(), periods);
            case Happened _, Again _ -> periods.upTo(turn.today());
        };
    }

    /** Work of a day changes what its period comes to, and what is carried into later ones. */
    private static List<? extends Fee> from(Turn turn, LocalDate day, Ordered<Fee> periods) {
        List<? extends Fee> due = periods.upTo(turn.today());
        int first = due.size();
        while (first > 0 && end(turn, due.get(first - 1)).isAfter(day)) {
            first--;
        }
        return due.subList(first, due.size());
    }

    /** Work is counted by fiscal periods, so a period takes what is done in all of its last one. */
    private static LocalDate end(Turn turn, Fee fee) {
        return turn.periodOf(fee.covers().lastDay()).range().until();
    }

    private static Ordered<Fee> byCutoff(Turn turn, List<Fee> fees) {
        return new Ordered<>(fees, fee -> Cutoff.dueOn(turn, fee.covers().lastDay()));
    }

    private static Predicate<Fee> isSettled(Turn turn, Line line) {
        return fee -> isSettled(turn, extra(line, fee));
    }

    private static boolean isSettled(Turn turn, String source) {
        return turn.state().billing().charges().containsKey(source + "#1");
    }

    private static Stream<TimePool> worked(Turn turn, Line line) {
        return Entries.startingWith(turn.state().billing().pools(), line.id() + "/")
                .values()
                .stream();
    }

    private static String extra(Line line, Fee fee) {
        return line.id() + "/" + fee.id() + EXTRA;
    }

    /** Whether a source is what a period came to on top of its fee. */
    static boolean isBeyond(String source) {
        return source.endsWith(EXTRA);
    }

    private static String drawdown(Line line, String period) {
        return line.id() + "/" + period + Charge.DRAWDOWN;
    }

    /** The work of a period is set off against what is left of the advance. */
    private static List<Entitlement> drawn(Turn turn, Line line, Money advance, Occasion occasion) {
        boolean onlyNew = occasion instanceof DayReached;
        Set<String> due = new HashSet<>();
        worked(turn, line)
                .filter(pool -> !Cutoff.dueOn(turn, pool).isAfter(turn.today()))
                .map(pool -> drawdown(line, pool.period()))
                .filter(source -> !onlyNew || !isSettled(turn, source))
                .forEach(due::add);
        return due.isEmpty()
                ? List.of()
                : drawn(turn, line, advance).stream()
                        .filter(entitled -> due.contains(entitled.source()))
                        .toList();
    }

    private static List<Entitlement> drawn(Turn turn, Line line, Money advance) {
        List<Entitlement> result = new ArrayList<>();
        Money zero = Money.zero(advance.currency());
        Money left = advance;
        for (Counted period : Counted.of(turn, line)) {
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

    private static Entitlement overage(Turn turn, Line line, ManagedService service, Fee fee) {
        Money zero = Money.zero(fee.amount().currency());
        BigDecimal units = delivered(turn, line, fee).units();
        BigDecimal over =
                units.subtract(service.included().multiply(fee.part())).max(BigDecimal.ZERO);
        Reckoning charged =
                service.tiers().isEmpty()
                        ? Reckoning.of("included", zero)
                        : Tiers.price(service.tiers(), over, turn.rounding());
        Money least =
                service.minimum()
                        .map(minimum -> minimum.times(fee.part(), turn.rounding()))
                        .orElse(zero)
                        .minus(fee.amount())
                        .max(zero);
        return beyond(line, fee, charged.atLeast("the minimum less the fee", least));
    }

    private static Entitlement beyond(Line line, Fee fee, Reckoning amount) {
        return new Entitlement(
                extra(line, fee),
                fee.covers().lastDay(),
                amount,
                goesBeyond(line.pricing()) ? BEYOND_EVERY_PERIOD : BEYOND);
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
