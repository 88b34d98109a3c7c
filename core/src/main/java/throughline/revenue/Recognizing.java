package throughline.revenue;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.engagement.Event;
import throughline.engagement.Event.AmendmentRevoked;
import throughline.engagement.Event.ChargeRaised;
import throughline.engagement.Event.ContractAmended;
import throughline.engagement.Event.ContractCancelled;
import throughline.engagement.Event.ContractReinstated;
import throughline.engagement.Event.EstimateRevised;
import throughline.engagement.Event.ExpenseCounted;
import throughline.engagement.Event.MilestoneAccepted;
import throughline.engagement.Event.RevenueRecognized;
import throughline.engagement.Event.TimeApproved;
import throughline.engagement.Event.TimeTakenBack;
import throughline.engagement.Event.UnitsWrittenOff;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Obligation;
import throughline.terms.PricingModel.TimeAndMaterials;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;

/**
 * Recognizes the difference between what a line has earned by its method and what was recognized,
 * on the day on which it was earned. Whatever the order of the facts, the sum is the same.
 */
public final class Recognizing {

    private static final String RECOGNIZED = "recognized before";

    private Recognizing() {}

    /** What is left to recognize of the lines that this concerns. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        return InOpenPeriods.landed(turn, earned(turn, occasion));
    }

    private static List<Event> earned(Turn turn, Occasion occasion) {
        Optional<Terms> terms = turn.state().terms();
        return terms.isEmpty()
                ? List.of()
                : turn.inOrder(
                        terms.get().lines().stream()
                                .filter(line -> concerns(occasion, line))
                                .toList(),
                        (now, line) -> recognized(now, terms.get().currency(), line, occasion));
    }

    private static boolean concerns(Occasion occasion, Line line) {
        return switch (occasion) {
            case Happened(TimeApproved time) -> time.line().equals(line.id());
            case Happened(TimeTakenBack time) -> time.line().equals(line.id());
            case Happened(MilestoneAccepted accepted) -> accepted.line().equals(line.id());
            case Happened(ChargeRaised charge) -> charge.line().equals(line.id());
            case Happened(EstimateRevised estimate) -> estimate.line().equals(line.id());
            case Happened(ExpenseCounted expense) -> expense.line().equals(line.id());
            case Happened(UnitsWrittenOff units) -> units.line().equals(line.id());
            case Happened _, DayReached _, Occasion.Again _ -> true;
        };
    }

    private static List<Event> recognized(
            Turn turn, CurrencyUnit currency, Line line, Occasion occasion) {
        Obligation obligation = turn.state().agreement().changes().obligations().get(line.id());
        if (obligation == null) {
            return List.of();
        }
        boolean byCalendar = line.revenue() == RevenueMethod.STRAIGHT_LINE;
        if (byCalendar && turn.state().contract().stands()) {
            return switch (occasion) {
                case DayReached(var today) -> StraightLine.upTo(turn, line, obligation, today);
                case Happened(ContractAmended amended) ->
                        changed(turn, line, obligation, amended.amendment().day(), amended);
                case Happened(AmendmentRevoked revoked) ->
                        changed(turn, line, obligation, revoked.on(), revoked);
                case Happened _, Occasion.Again _ -> List.of();
            };
        }
        Money before = turn.state().revenue().of(line.id(), currency);
        Reckoning target = target(turn, currency, line, obligation);
        return target.amount().equals(before)
                ? List.of()
                : List.of(event(turn, line, effective(turn, line, occasion), target, before));
    }

    private static List<Event> changed(
            Turn turn, Line line, Obligation now, LocalDate day, Event change) {
        Obligation before = Before.of(turn, change, line.id()).orElse(now);
        return StraightLine.caughtUp(turn, line, before, now, day);
    }

    /** What a line has earned by now. */
    private static Reckoning target(
            Turn turn, CurrencyUnit currency, Line line, Obligation obligation) {
        Optional<LocalDate> now = Optional.empty();
        return switch (line.revenue()) {
            case RIGHT_TO_INVOICE -> billable(turn, currency, line);
            case OUTPUT_MILESTONES, INPUT_HOURS, INPUT_COST ->
                    turn.state().contract().stands()
                            ? Earned.until(turn, obligation, currency, now)
                            : committed(turn, currency, line);
            case POINT_IN_TIME -> {
                if (Progress.done(turn, line, now).signum() == 0) {
                    yield Reckoning.of(RECOGNIZED, turn.state().revenue().of(line.id(), currency));
                }
                yield turn.state().contract().stands()
                        ? Earned.until(turn, obligation, currency, now)
                        : committed(turn, currency, line);
            }
            case STRAIGHT_LINE -> committed(turn, currency, line);
            case NONE -> Reckoning.of("internal", Money.zero(currency));
        };
    }

    private static Reckoning committed(Turn turn, CurrencyUnit currency, Line line) {
        Money zero = Money.zero(currency);
        return Reckoning.of("price", turn.state().contract().committed(line).orElse(zero));
    }

    private static Reckoning billable(Turn turn, CurrencyUnit currency, Line line) {
        Reckoning claim =
                Reckoning.of(
                        "entitled, less what was written off",
                        turn.state().billing().line(line.id(), currency).claim());
        return line.pricing() instanceof TimeAndMaterials(_, var cap)
                ? cap.map(most -> claim.atMost("cap", most)).orElse(claim)
                : claim;
    }

    private static LocalDate effective(Turn turn, Line line, Occasion occasion) {
        return switch (occasion) {
            case Happened(TimeApproved time) -> time.on();
            case Happened(TimeTakenBack time) -> time.on();
            case Happened(MilestoneAccepted accepted) -> accepted.on();
            case Happened(ChargeRaised charge) -> charge.on();
            case Happened(UnitsWrittenOff units) -> units.on();
            case Happened(EstimateRevised estimate) -> estimate.on();
            case Happened(ExpenseCounted expense) -> expense.on();
            case Happened(ContractAmended amended) -> amended.amendment().day();
            case Happened(AmendmentRevoked revoked) -> revoked.on();
            case Happened(ContractCancelled cancelled) -> cancelled.on();
            case Happened(ContractReinstated reinstated) -> reinstated.on();
            case DayReached(var today) ->
                    today.isBefore(line.term().until()) ? today : line.term().until();
            case Happened _, Occasion.Again _ -> turn.today();
        };
    }

    /** What a line has earned, less what was recognized of it before. */
    static RevenueRecognized event(
            Turn turn, Line line, LocalDate effective, Reckoning target, Money before) {
        Reckoning more = target.minus(RECOGNIZED, before);
        String method = line.revenue().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return turn.because(
                new RevenueRecognized(
                        line.id(), turn.periodOf(effective).id(), effective, more.amount(), method),
                method,
                line.revenue().paragraph(),
                more);
    }
}
