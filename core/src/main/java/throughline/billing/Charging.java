package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import throughline.engagement.Event;
import throughline.engagement.Event.ChargeRaised;
import throughline.engagement.Event.MilestoneAccepted;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Instalment;
import throughline.terms.PricingModel.Milestone;

/** Raises charges for what acceptance and the calendar entitle to. */
public final class Charging {

    private Charging() {}

    /** Charges the accepted share of milestones, less what was charged for them before. */
    public static List<Event> ofMilestones(Turn turn, Occasion occasion) {
        return turn.inOrder(
                lines(turn),
                (now, line) ->
                        line.pricing() instanceof FixedFeeMilestones(var milestones)
                                ? now.inOrder(
                                        milestones, (then, m) -> milestone(then, line, m, occasion))
                                : List.of());
    }

    private static List<Event> milestone(
            Turn turn, Line line, Milestone milestone, Occasion occasion) {
        BigDecimal share =
                turn.state().work().accepted().getOrDefault(milestone.id(), BigDecimal.ZERO);
        String source = line.id() + "/" + milestone.id() + "#";
        List<Charge> before =
                turn.state().billing().charges().values().stream()
                        .filter(charge -> charge.id().startsWith(source))
                        .toList();
        Reckoning due =
                Reckoning.of(milestone.name(), milestone.amount())
                        .times("accepted", share)
                        .rounded();
        Reckoning more = due;
        for (Charge charge : before) {
            more = more.minus("charged as " + charge.id(), charge.amount());
        }
        if (more.amount().isZero()) {
            return List.of();
        }
        if (!turn.state().contract().stands()) {
            return afterCancellation(turn, milestone, more.amount());
        }
        LocalDate on = acceptedOn(occasion, milestone).orElseGet(turn::today);
        String id = source + (before.size() + 1);
        return List.of(
                turn.because(
                        new ChargeRaised(id, line.id(), turn.periodOf(on).id(), on, more.amount()),
                        "milestone-charges",
                        "terms: an accepted milestone is due",
                        more));
    }

    private static Optional<LocalDate> acceptedOn(Occasion occasion, Milestone milestone) {
        return occasion instanceof Happened(MilestoneAccepted accepted)
                        && accepted.milestone().equals(milestone.id())
                ? Optional.of(accepted.on())
                : Optional.empty();
    }

    private static List<Event> afterCancellation(Turn turn, Milestone milestone, Money amount) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "accepted-after-cancellation:" + milestone.id(),
                        "accepted-after-cancellation",
                        ("Milestone %s was accepted, but the deal is cancelled. Win the deal "
                                        + "again, or agree what is owed.")
                                .formatted(milestone.name()),
                        Map.of("milestone", milestone.id()),
                        Optional.of(amount),
                        turn.release().ownerOf("billing")));
    }

    /** Charges the instalments whose day has come. */
    public static List<Event> ofInstalments(Turn turn, Occasion occasion) {
        if (!(occasion instanceof DayReached(var today)) || !turn.state().contract().stands()) {
            return List.of();
        }
        return lines(turn).stream()
                .flatMap(
                        line ->
                                uncharged(turn, line)
                                        .filter(i -> !i.on().isAfter(today))
                                        .map(raised(turn, line)))
                .toList();
    }

    /** The days of the instalments that are not charged yet. */
    public static Stream<LocalDate> dueDates(Turn turn) {
        return turn.state().contract().stands()
                ? lines(turn).stream().flatMap(line -> uncharged(turn, line)).map(Instalment::on)
                : Stream.empty();
    }

    private static Function<Instalment, Event> raised(Turn turn, Line line) {
        return due ->
                turn.because(
                        new ChargeRaised(
                                id(line, due),
                                line.id(),
                                turn.periodOf(due.on()).id(),
                                due.on(),
                                due.amount()),
                        "instalments",
                        "terms: an instalment is due on its day",
                        Reckoning.of("instalment " + due.id(), due.amount()));
    }

    private static Stream<Instalment> uncharged(Turn turn, Line line) {
        return line.pricing() instanceof FixedFeeCalendar(var instalments)
                ? instalments.stream()
                        .filter(i -> !turn.state().billing().charges().containsKey(id(line, i)))
                : Stream.empty();
    }

    private static String id(Line line, Instalment instalment) {
        return line.id() + "/" + instalment.id();
    }

    private static List<Line> lines(Turn turn) {
        return turn.state().terms().map(terms -> terms.lines()).orElse(List.of());
    }
}
