package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.Entries;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.NextDay;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.engagement.WorkEvent.UsageCounted;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * Raises charges for what work and calendar entitle to, less what was charged for the same source
 * before. A source that entitles to less than before gives rise to a negative charge.
 */
public final class Charging {

    private Charging() {}

    /** Charges what delivered work entitles to. */
    public static List<Event> ofWork(Turn turn, Occasion occasion) {
        List<Event> events =
                new ArrayList<>(
                        ofLines(
                                turn,
                                occasion,
                                (now, line) -> {
                                    List<Entitlement> due =
                                            new ArrayList<>(
                                                    Entitlements.ofWork(now, line, occasion));
                                    due.addAll(Unscheduled.of(now, line, occasion));
                                    return due;
                                }));
        if (occasion instanceof Happened(AmendmentRevoked revoked)) {
            events.addAll(Revoked.charges(turn, revoked.on()));
        }
        return events;
    }

    /** Charges what the calendar entitles to, and settles the periods whose cutoff has come. */
    public static List<Event> ofCalendar(Turn turn, Occasion occasion) {
        if (!turn.state().contract().stands()) {
            return List.of();
        }
        return ofLines(
                turn,
                occasion,
                (now, line) -> {
                    List<Entitlement> due = new ArrayList<>(dated(now, line, occasion));
                    due.addAll(Settlements.due(now, line, occasion));
                    return due;
                });
    }

    private static List<Event> ofLines(
            Turn turn, Occasion occasion, BiFunction<Turn, Line, List<Entitlement>> entitled) {
        return turn.inOrder(
                lines(turn),
                (now, line) ->
                        concerns(occasion, line)
                                ? now.inOrder(
                                        entitled.apply(now, line),
                                        (then, due) -> difference(then, line, due, occasion))
                                : List.of());
    }

    /** The days on which the calendar entitles to something that was not charged. */
    public static void dueDates(Turn turn, NextDay found) {
        if (turn.state().contract().stands()) {
            for (Line line : lines(turn)) {
                ByCalendar.dueDates(turn, line, found);
                Settlements.dueDates(turn, line, found);
            }
        }
    }

    private static List<Entitlement> dated(Turn turn, Line line, Occasion occasion) {
        return switch (occasion) {
            case DayReached _ -> ByCalendar.newlyDue(turn, line);
            case Happened _ when isChange(occasion) -> ByCalendar.due(turn, line);
            case Happened _, Again _ -> List.of();
        };
    }

    static boolean isChange(Occasion occasion) {
        return occasion instanceof Happened(var event)
                && (event instanceof ContractAmended || event instanceof AmendmentRevoked);
    }

    private static boolean concerns(Occasion occasion, Line line) {
        return switch (occasion) {
            case Happened(MilestoneAccepted accepted) -> accepted.line().equals(line.id());
            case Happened(TimeApproved time) -> time.line().equals(line.id());
            case Happened(TimeTakenBack time) -> time.line().equals(line.id());
            case Happened(UsageCounted usage) -> usage.line().equals(line.id());
            case Happened(ExpenseCounted expense) -> expense.line().equals(line.id());
            case Happened(EstimateRevised estimate) -> estimate.line().equals(line.id());
            case Happened(ContractAmended(var amendment, _)) -> amendment.touches(line.id());
            case Happened _, DayReached _, Again _ -> true;
        };
    }

    private static List<Event> difference(
            Turn turn, Line line, Entitlement due, Occasion occasion) {
        Charge first = turn.state().billing().charges().get(due.source());
        boolean plain = due.nature() == Entitlement.Nature.INSTALMENT && first == null;
        List<Charge> before = plain ? List.of() : chargedFor(turn, due);
        Reckoning more = due.due();
        Optional<BigDecimal> units = due.units();
        for (Charge charge : before) {
            more = more.minus("charged as " + charge.id(), charge.amount());
            units = less(units, charge);
        }
        if (first != null) {
            more = more.minus("charged as " + first.id(), first.amount());
            units = less(units, first);
        }
        boolean toBeSaid =
                due.nature() == Entitlement.Nature.BEYOND_EVERY_PERIOD && before.isEmpty();
        if (more.amount().isZero() && !toBeSaid) {
            return List.of();
        }
        boolean over = line.ended().isPresent() && due.nature() == Entitlement.Nature.DELIVERY;
        if (!turn.state().contract().stands() || over) {
            return afterCancellation(turn, due, more.amount());
        }
        String id = plain ? due.source() : due.source() + mark(due) + (before.size() + 1);
        LocalDate on =
                happenedOn(occasion, due)
                        .orElse(isChange(occasion) && first != null ? turn.today() : due.on());
        Money amount = more.amount();
        return List.of(
                turn.because(
                        new ChargeRaised(
                                id,
                                line.id(),
                                turn.periodOf(on).id(),
                                on,
                                amount,
                                due.isBeyond() ? Optional.of(amount) : Optional.empty(),
                                units),
                        due.nature() == Entitlement.Nature.INSTALMENT
                                ? "calendar-charges"
                                : "delivery-charges",
                        "terms: " + line.pricing().word() + " of line " + line.id(),
                        more));
    }

    /** Unknown where one of the charges does not say how many units it was of. */
    private static Optional<BigDecimal> less(Optional<BigDecimal> units, Charge charge) {
        return units.flatMap(all -> charge.units().map(all::subtract));
    }

    /** Further charges of the same source; their names go on with a mark and a number. */
    private static List<Charge> chargedFor(Turn turn, Entitlement due) {
        String start = due.source() + mark(due);
        if (!turn.state().billing().charges().containsKey(start + "1")) {
            return List.of();
        }
        return Entries.startingWith(turn.state().billing().charges(), start).values().stream()
                .filter(charge -> isNumber(charge.id().substring(start.length())))
                .toList();
    }

    /** Instalments of one day are told apart by {@code #} already. */
    private static String mark(Entitlement due) {
        return due.nature() == Entitlement.Nature.INSTALMENT ? "~" : "#";
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }

    /** A charge counts from the day of the fact that gave rise to it. */
    private static Optional<LocalDate> happenedOn(Occasion occasion, Entitlement due) {
        boolean ofWork = due.nature() != Entitlement.Nature.INSTALMENT;
        return switch (occasion) {
            case Happened(MilestoneAccepted accepted)
                    when due.source().equals(accepted.line() + "/" + accepted.milestone()) ->
                    Optional.of(accepted.on());
            case Happened(UsageCounted usage) when ofWork -> Optional.of(usage.on());
            case Happened(TimeApproved time) when ofWork -> Optional.of(time.on());
            case Happened(TimeTakenBack time) when ofWork -> Optional.of(time.on());
            case Happened _, DayReached _, Again _ -> Optional.empty();
        };
    }

    private static List<Event> afterCancellation(Turn turn, Entitlement due, Money amount) {
        String name = due.source().substring(due.source().indexOf('/') + 1);
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        "accepted-after-cancellation:" + name,
                        "accepted-after-cancellation",
                        ("Work on %s was accepted, but the deal is cancelled. Win the deal "
                                        + "again, or agree what is owed.")
                                .formatted(name),
                        Map.of("source", due.source()),
                        Optional.of(amount),
                        turn.release().ownerOf("billing")));
    }

    private static List<Line> lines(Turn turn) {
        return turn.state().terms().map(Terms::lines).orElse(List.of());
    }
}
