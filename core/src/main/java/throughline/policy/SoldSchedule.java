package throughline.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import throughline.calendar.DateRange;
import throughline.money.Allocation;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.PlannedInstalment;
import throughline.observed.CanonicalRecord.PlannedMilestone;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.PricingModel.Milestone;

/** A billing schedule that the deal states: checked, and its shares turned into amounts. */
final class SoldSchedule {

    private SoldSchedule() {}

    /** The last date that the deal's schedule mentions. */
    static Optional<LocalDate> lastDay(LineDraft line) {
        return Stream.concat(
                        line.sold().milestones().stream()
                                .map(PlannedMilestone::due)
                                .flatMap(Optional::stream),
                        line.sold().instalments().stream().map(PlannedInstalment::on))
                .max(LocalDate::compareTo);
    }

    /** How the line is billed; empty when the schedule contradicts itself or the price. */
    static Optional<PricingModel> of(Case asked, LineDraft line, Findings findings) {
        Findings own = new Findings();
        Money price = line.price().orElseThrow();
        boolean byMilestones = line.is(Model.FIXED_FEE_MILESTONES) || line.is(Model.OUTCOME);
        Optional<PricingModel> model =
                byMilestones ? milestones(line, price, own) : instalments(line, price, own);
        line.term().ifPresent(term -> inside(asked, line, term, own));
        own.all().forEach(findings::add);
        return own.all().stream().anyMatch(Finding::essential) ? Optional.empty() : model;
    }

    private static Optional<PricingModel> milestones(LineDraft line, Money price, Findings own) {
        List<PlannedMilestone> planned = line.sold().milestones();
        Set<String> seen = new HashSet<>();
        for (PlannedMilestone part : planned) {
            if (!seen.add(part.id())) {
                own.essential(
                        "milestone-duplicate",
                        "Cannot bill milestone "
                                + part.id()
                                + " of line "
                                + line.id()
                                + " exactly once: the id is there twice. Give it another.",
                        Map.of("line", line.id(), "milestone", part.id()));
            }
            if (part.amount().isPresent() == part.share().isPresent()) {
                own.essential(
                        "milestone-amount-or-share",
                        "Cannot price milestone "
                                + part.id()
                                + " of line "
                                + line.id()
                                + ": it has "
                                + (part.share().isPresent() ? "both" : "neither")
                                + " amount and share. State one of them.",
                        Map.of("line", line.id(), "milestone", part.id()));
            }
            if (sign(part) < (price.isZero() ? 0 : 1)) {
                notPositive(line, part.id(), own);
            }
        }
        boolean each =
                planned.stream()
                        .allMatch(part -> part.amount().isPresent() != part.share().isPresent());
        return each ? amounts(line, price, own) : Optional.empty();
    }

    private static int sign(PlannedMilestone part) {
        return part.amount()
                .map(Money::signum)
                .or(() -> part.share().map(BigDecimal::signum))
                .orElse(1);
    }

    /** What is left of the price after stated amounts is split by the shares, to the last unit. */
    private static Optional<PricingModel> amounts(LineDraft line, Money price, Findings own) {
        List<PlannedMilestone> planned = line.sold().milestones();
        Money stated = Money.zero(price.currency());
        List<BigDecimal> shares = new ArrayList<>(planned.size());
        BigDecimal all = BigDecimal.ZERO;
        for (PlannedMilestone part : planned) {
            if (part.amount().isPresent()) {
                stated = stated.plus(part.amount().get());
            }
            if (part.share().isPresent()) {
                shares.add(part.share().get());
                all = all.add(part.share().get());
            }
        }
        Money rest = price.minus(stated);
        BigDecimal gap = rest.decimal().subtract(price.decimal().multiply(all)).abs();
        BigDecimal unit = BigDecimal.ONE.movePointLeft(price.currency().getDecimalPlaces());
        boolean exact = stated.isZero() ? gap.signum() == 0 : gap.compareTo(unit) < 0;
        if (shares.isEmpty() ? !rest.isZero() : !exact) {
            BigDecimal sum = stated.decimal().add(price.decimal().multiply(all));
            doesNotAddUp(line, price, sum, own);
        }
        if (!own.isEmpty()) {
            return Optional.empty();
        }
        List<Money> split = split(rest, shares);
        List<Milestone> milestones = new ArrayList<>();
        int next = 0;
        for (PlannedMilestone part : planned) {
            Money amount = part.amount().isPresent() ? part.amount().get() : split.get(next++);
            milestones.add(new Milestone(part.id(), part.name(), part.due(), amount));
        }
        return Optional.of(
                line.is(Model.OUTCOME)
                        ? new PricingModel.Outcome(milestones)
                        : new FixedFeeMilestones(milestones));
    }

    private static List<Money> split(Money rest, List<BigDecimal> shares) {
        return rest.isZero()
                ? shares.stream().map(share -> rest).toList()
                : Allocation.byWeights(rest, shares);
    }

    private static Optional<PricingModel> instalments(LineDraft line, Money price, Findings own) {
        Money sum = Money.zero(price.currency());
        Map<LocalDate, Integer> onDay = new HashMap<>();
        List<Instalment> instalments = new ArrayList<>();
        for (PlannedInstalment part : line.sold().instalments()) {
            if (part.amount().signum() < (price.isZero() ? 0 : 1)) {
                notPositive(line, part.on().toString(), own);
            }
            sum = sum.plus(part.amount());
            String id = instalmentId(part.on(), onDay.merge(part.on(), 1, Integer::sum));
            instalments.add(new Instalment(id, part.on(), part.amount()));
        }
        if (!sum.equals(price)) {
            doesNotAddUp(line, price, sum.decimal(), own);
        }
        return own.isEmpty() ? Optional.of(new FixedFeeCalendar(instalments)) : Optional.empty();
    }

    /** Named by its day, so that a further instalment renames no other. */
    static String instalmentId(LocalDate on, int count) {
        return count == 1 ? on.toString() : on + "#" + count;
    }

    private static void inside(Case asked, LineDraft line, DateRange term, Findings own) {
        int grace = ScheduleGate.whole(asked, "grace-days", own).orElse(0);
        DateRange billing = new DateRange(term.from(), term.until().plusDays(grace));
        List<String> days = new ArrayList<>();
        Consumer<LocalDate> within =
                day -> {
                    if (!billing.contains(day)) {
                        days.add(day.toString());
                    }
                };
        line.sold().milestones().forEach(part -> part.due().ifPresent(within));
        line.sold().instalments().forEach(part -> within.accept(part.on()));
        if (!days.isEmpty()) {
            String outside = String.join(", ", days);
            own.find(
                    "schedule-outside-term",
                    "Line "
                            + line.id()
                            + " bills on "
                            + outside
                            + ", outside of its term "
                            + term.words()
                            + ". Move the dates, or correct the term.",
                    Map.of("line", line.id(), "dates", outside, "term", term.toString()));
        }
    }

    private static void notPositive(LineDraft line, String part, Findings own) {
        own.essential(
                "schedule-part-not-positive",
                "Cannot bill "
                        + part
                        + " of line "
                        + line.id()
                        + ": its amount or share is not"
                        + " positive. Correct it, or leave it out.",
                Map.of("line", line.id(), "part", part));
    }

    private static void doesNotAddUp(LineDraft line, Money price, BigDecimal sum, Findings own) {
        BigDecimal off = price.decimal().subtract(sum);
        own.essential(
                "schedule-does-not-add-up",
                "Cannot bill line "
                        + line.id()
                        + " to the last cent: its schedule comes to "
                        + sum.toPlainString()
                        + ", its price is "
                        + price
                        + ". Correct the schedule by "
                        + off.toPlainString()
                        + ".",
                Map.of(
                        "line", line.id(),
                        "schedule", sum.toPlainString(),
                        "price", price.toString(),
                        "difference", off.toPlainString()));
    }
}
