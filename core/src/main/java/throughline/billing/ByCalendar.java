package throughline.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import throughline.billing.Entitlement.Nature;
import throughline.engagement.NextDay;
import throughline.engagement.Turn;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.PricingModel.AdvanceDrawdown;
import throughline.terms.PricingModel.Dated;
import throughline.terms.PricingModel.Expenses;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.Outcome;
import throughline.terms.PricingModel.PerUnit;
import throughline.terms.PricingModel.PrepaidBlock;
import throughline.terms.PricingModel.Progress;
import throughline.terms.PricingModel.Retainer;
import throughline.terms.PricingModel.TimeAndMaterials;

/** What dates entitle to once they have come, whatever was delivered. */
final class ByCalendar {

    private ByCalendar() {}

    /**
     * All that is due by today; a change of terms may have changed any of it. What was charged for
     * days on which the line is paused is not due any more.
     */
    static List<Entitlement> due(Turn turn, Line line) {
        Predicate<Dated> isCharged = isCharged(turn, line);
        return ordered(line).upTo(turn.today()).stream()
                .filter(part -> !isHeld(turn, line, part.on()) || isCharged.test(part))
                .map(part -> entitlement(line, part))
                .map(due -> due.unless(isHeld(turn, line, due.on())))
                .toList();
    }

    /**
     * What has become due by today, on or after the day that was waited for. Who paused may owe
     * what lies before what was charged.
     */
    static List<Entitlement> newlyDue(Turn turn, Line line) {
        if (!line.paused().isEmpty()) {
            return due(turn, line);
        }
        List<Entitlement> due = new ArrayList<>();
        for (Dated part : ordered(line).within(turn.state().nextWake(), turn.today())) {
            due.add(entitlement(line, part));
        }
        return due;
    }

    /** The days on which something is, or was, to be charged. */
    static void dueDates(Turn turn, Line line, NextDay found) {
        Predicate<Dated> isCharged = isCharged(turn, line);
        if (line.paused().isEmpty()) {
            ordered(line).dueDates(turn.today(), isCharged, found);
            return;
        }
        for (Dated part : parts(line)) {
            if (!isHeld(turn, line, part.on()) && !isCharged.test(part)) {
                found.accept(part.on());
            }
        }
    }

    /** What the parts are charged under. */
    static Stream<String> sources(Line line) {
        return parts(line).stream().map(part -> source(line, part));
    }

    private static Ordered<Dated> ordered(Line line) {
        return new Ordered<>(parts(line), Dated::on);
    }

    private static List<? extends Dated> parts(Line line) {
        LocalDate start = line.term().from();
        return switch (line.pricing()) {
            case AdvanceDrawdown(_, var advance) ->
                    List.of(new Instalment("advance", start, advance));
            case PrepaidBlock block -> List.of(new Instalment("block-1", start, block.price()));
            case FixedFeeCalendar _, Retainer _, ManagedService _ -> line.pricing().dated();
            case FixedFeeMilestones _, TimeAndMaterials _, Progress _, PerUnit _ -> List.of();
            case Outcome _, Expenses _, Internal _ -> List.of();
        };
    }

    private static Predicate<Dated> isCharged(Turn turn, Line line) {
        var charges = turn.state().billing().charges();
        return part -> charges.containsKey(source(line, part));
    }

    private static String source(Line line, Dated part) {
        return line.id() + "/" + part.id();
    }

    private static Entitlement entitlement(Line line, Dated part) {
        boolean recurs = part.on().isAfter(line.term().from()) || !line.pricing().dated().isEmpty();
        return new Entitlement(
                source(line, part),
                part.on(),
                recurs
                        ? Reckoning.of(() -> "due on " + part.on(), part.amount())
                        : Reckoning.of(part.id(), part.amount()),
                Nature.INSTALMENT);
    }

    /** What falls into a pause is due when the line goes on. */
    static boolean isHeld(Turn turn, Line line, LocalDate on) {
        return line.paused().stream()
                .anyMatch(pause -> pause.contains(on) && pause.contains(turn.today()));
    }
}
