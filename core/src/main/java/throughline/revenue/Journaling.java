package throughline.revenue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.ActionKind;
import throughline.billing.Cutoff;
import throughline.engagement.Entries;
import throughline.engagement.Event;
import throughline.engagement.Landing;
import throughline.engagement.NextDay;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.revenue.Revenue.Unposted;
import throughline.terms.Line;
import throughline.terms.PricingModel.AdvanceDrawdown;
import throughline.terms.Terms;

/** Puts recognized revenue on one journal for each period, once the period is complete. */
public final class Journaling {

    private Journaling() {}

    /** Plans the journals that are due. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        if (!(occasion instanceof DayReached(var today))
                || turn.receiver(ActionKind.POST_JOURNAL).isEmpty()) {
            return List.of();
        }
        List<Event> planned = new ArrayList<>();
        for (var entry : turn.state().revenue().unposted().entrySet()) {
            Unposted unposted = entry.getValue();
            if (!unposted.isNothing() && !dueOn(turn, unposted).isAfter(today)) {
                planned.addAll(planned(turn, entry.getKey(), unposted));
            }
        }
        return planned;
    }

    private static List<Event> planned(Turn turn, String period, Unposted unposted) {
        int number = turn.state().revenue().counts().getOrDefault(period, 0) + 1;
        String key = turn.state().id() + "/journal-" + period + "#" + number;
        Map<String, Money> amounts = Entries.none();
        for (var entry : unposted.byLine().entrySet()) {
            amounts =
                    entry.getValue().isZero()
                            ? amounts
                            : Entries.plus(amounts, entry.getKey(), entry.getValue());
        }
        LocalDate date = turn.periodOf(unposted.day()).range().lastDay();
        Map<String, Money> byLine = amounts;
        return Landing.of(turn, date)
                .<List<Event>>map(
                        landing ->
                                List.of(
                                        new JournalPlanned(
                                                key,
                                                period,
                                                landing.day(),
                                                byLine,
                                                landing.belongs())))
                .orElseGet(() -> Landing.nowhere(turn, "journal " + key, date, total(byLine)));
    }

    private static Money total(Map<String, Money> byLine) {
        return byLine.values().stream().reduce(Money::plus).orElseThrow();
    }

    private static LocalDate dueOn(Turn turn, Unposted unposted) {
        return Cutoff.dueOn(turn, unposted.day());
    }

    /** The days on which the calendar earns something, or completes a period to be posted. */
    public static void dueDates(Turn turn, NextDay found) {
        if (turn.state().contract().stands()) {
            for (Line line : turn.state().terms().map(Terms::lines).orElse(List.of())) {
                earning(turn, line).ifPresent(found);
            }
        }
        if (turn.receiver(ActionKind.POST_JOURNAL).isPresent()) {
            for (Unposted unposted : turn.state().revenue().unposted().values()) {
                if (!unposted.isNothing()) {
                    found.accept(dueOn(turn, unposted));
                }
            }
        }
    }

    private static Optional<LocalDate> earning(Turn turn, Line line) {
        return switch (line.revenue()) {
            case STRAIGHT_LINE -> StraightLine.nextEnd(turn, line);
            case POINT_IN_TIME ->
                    turn.state().revenue().recognized().containsKey(line.id())
                            ? Optional.empty()
                            : Optional.of(line.term().until());
            case USAGE ->
                    isAllRecognized(turn, line)
                            ? Optional.empty()
                            : Optional.of(line.term().until());
            case RIGHT_TO_INVOICE ->
                    line.pricing() instanceof AdvanceDrawdown
                                    && turn.today().isBefore(line.term().until())
                            ? Optional.of(line.term().until())
                            : Optional.empty();
            case INPUT_HOURS, INPUT_COST, OUTPUT_MILESTONES, OUTPUT_PROGRESS -> Optional.empty();
            case VARIABLE -> MeasuredByDays.nextEnd(turn, line);
            case NONE -> Optional.empty();
        };
    }

    private static boolean isAllRecognized(Turn turn, Line line) {
        return line.price()
                .filter(
                        price ->
                                turn.state()
                                                .revenue()
                                                .ofPrice(line.id(), price.currency())
                                                .compareTo(
                                                        price.plus(
                                                                Bought.further(
                                                                        turn,
                                                                        line,
                                                                        price.currency())))
                                        >= 0)
                .isPresent();
    }
}
