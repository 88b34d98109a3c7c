package throughline.revenue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import throughline.billing.HoldingBack;
import throughline.billing.LineTotals;
import throughline.billing.SharedCap;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.AgreementEvent.ContractCancelled;
import throughline.engagement.AgreementEvent.ContractReinstated;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.BillingEvent.UnitsWrittenOff;
import throughline.engagement.Entries;
import throughline.engagement.Event;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Obligation;
import throughline.terms.PricingModel;
import throughline.terms.PricingModel.AdvanceDrawdown;
import throughline.terms.PricingModel.Expenses;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.FixedFeeMilestones;
import throughline.terms.PricingModel.Internal;
import throughline.terms.PricingModel.ManagedService;
import throughline.terms.PricingModel.PerUnit;
import throughline.terms.PricingModel.PrepaidBlock;
import throughline.terms.PricingModel.Retainer;
import throughline.terms.PricingModel.TimeAndMaterials;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;
import throughline.work.RatedAgain;

/**
 * Recognizes the difference between what a line has earned by its method and what was recognized,
 * on the day on which it was earned. Whatever the order of the facts, the sum is the same.
 */
public final class Recognizing {

    private static final String RECOGNIZED = "recognized before";

    private Recognizing() {}

    /** What is left to recognize of the lines that this concerns. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        return InOpenPeriods.landed(
                turn,
                occasion instanceof Happened(AmendmentRevoked revoked)
                        ? both(earned(turn, occasion), takenBack(turn, revoked))
                        : earned(turn, occasion));
    }

    private static List<Event> both(List<Event> some, List<Event> others) {
        if (others.isEmpty()) {
            return some;
        }
        List<Event> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** A line that the terms do not have any more, since its change was revoked, earned nothing. */
    private static List<Event> takenBack(Turn turn, AmendmentRevoked revoked) {
        Set<String> sold = new HashSet<>();
        turn.state().terms().map(Terms::lines).orElse(List.of()).forEach(l -> sold.add(l.id()));
        List<Event> events = new ArrayList<>();
        turn.state()
                .revenue()
                .recognized()
                .forEach(
                        (line, amount) -> {
                            if (!sold.contains(line) && !amount.isZero()) {
                                events.add(takenBack(turn, line, revoked.on(), amount));
                            }
                        });
        return events;
    }

    private static Event takenBack(Turn turn, String line, LocalDate on, Money amount) {
        Reckoning less =
                Reckoning.of("nothing agreed", Money.zero(amount.currency()))
                        .minus(RECOGNIZED, amount);
        return turn.because(
                new RevenueRecognized(line, turn.periodOf(on).id(), on, less.amount(), "revoked"),
                "revoked",
                "606-10-25-10; IFRS 15.18",
                less);
    }

    private static List<Event> earned(Turn turn, Occasion occasion) {
        Optional<Terms> terms = turn.state().terms();
        if (terms.isEmpty()) {
            return List.of();
        }
        Map<String, Obligation> before = Before.of(turn, occasion);
        List<Line> lines =
                of(occasion)
                        .map(moved -> concernedBy(moved, terms.get()))
                        .orElse(terms.get().lines());
        return turn.inOrder(lines, (now, line) -> recognized(now, line, occasion, before));
    }

    private static List<Line> concernedBy(String moved, Terms terms) {
        List<Line> concerned = new ArrayList<>();
        for (Line line : terms.lines()) {
            if (concerns(moved, line)) {
                concerned.add(line);
            }
        }
        return concerned;
    }

    /** A variable amount is concerned by whatever moves the line that measures it. */
    private static boolean concerns(String moved, Line line) {
        return moved.equals(line.id())
                || line.measuredBy().isPresent() && line.measuredBy().get().equals(moved);
    }

    private static Optional<String> of(Occasion occasion) {
        return switch (occasion) {
            case Happened(TimeApproved time) -> Optional.of(time.line());
            case Happened(TimeTakenBack time) -> Optional.of(time.line());
            case Happened(MilestoneAccepted accepted) -> Optional.of(accepted.line());
            case Happened(ChargeRaised charge) -> Optional.of(charge.line());
            case Happened(EstimateRevised estimate) -> Optional.of(estimate.line());
            case Happened(ExpenseCounted expense) -> Optional.of(expense.line());
            case Happened(UnitsWrittenOff units) -> Optional.of(units.line());
            case Happened _, DayReached _, Occasion.Again _ -> Optional.empty();
        };
    }

    private static List<Event> recognized(
            Turn turn, Line line, Occasion occasion, Map<String, Obligation> before) {
        CurrencyUnit currency = turn.state().terms().orElseThrow().currency();
        List<Event> ofPrice =
                both(ofPrice(turn, line, occasion, before), Unmeasured.told(turn, line));
        if (!AsDelivered.isApart(line) || occasion instanceof DayReached) {
            return ofPrice;
        }
        Money known = turn.state().revenue().delivered(line.id(), currency);
        Reckoning delivered = AsDelivered.target(turn, line, currency);
        if (delivered.amount().equals(known)) {
            return ofPrice;
        }
        LocalDate on = effective(turn, line, occasion);
        return both(ofPrice, List.of(event(turn, line, AsDelivered.METHOD, on, delivered, known)));
    }

    private static List<Event> ofPrice(
            Turn turn, Line line, Occasion occasion, Map<String, Obligation> others) {
        Obligation obligation = turn.state().agreement().changes().obligations().get(line.id());
        if (obligation == null) {
            return List.of();
        }
        boolean byCalendar = line.revenue() == RevenueMethod.STRAIGHT_LINE;
        if (byCalendar && turn.state().contract().stands()) {
            return switch (occasion) {
                case DayReached(var today) -> StraightLine.upTo(turn, line, obligation, today);
                case Happened(ContractAmended amended) ->
                        caughtUp(turn, line, obligation, amended.amendment().day(), others);
                case Happened(AmendmentRevoked revoked) ->
                        caughtUp(turn, line, obligation, revoked.on(), others);
                case Happened _, Occasion.Again _ -> List.of();
            };
        }
        Optional<Line> measure = MeasuredByDays.measure(turn, line);
        if (measure.isPresent() && turn.state().contract().stands()) {
            return occasion instanceof DayReached(var today)
                    ? MeasuredByDays.upTo(turn, line, measure.get(), obligation, today)
                    : MeasuredByDays.caughtUp(
                            turn, line, measure.get(), obligation, effective(turn, line, occasion));
        }
        CurrencyUnit currency = turn.state().terms().orElseThrow().currency();
        Money before = turn.state().revenue().ofPrice(line.id(), currency);
        Reckoning target = target(turn, currency, line, obligation);
        return target.amount().equals(before)
                ? List.of()
                : List.of(event(turn, line, effective(turn, line, occasion), target, before));
    }

    private static List<Event> caughtUp(
            Turn turn, Line line, Obligation now, LocalDate day, Map<String, Obligation> before) {
        return StraightLine.caughtUp(turn, line, before.getOrDefault(line.id(), now), now, day);
    }

    /** What a line has earned by now. */
    private static Reckoning target(
            Turn turn, CurrencyUnit currency, Line line, Obligation obligation) {
        Optional<LocalDate> now = Optional.empty();
        return switch (line.revenue()) {
            case RIGHT_TO_INVOICE -> billable(turn, currency, line);
            case OUTPUT_MILESTONES, OUTPUT_PROGRESS, INPUT_HOURS, INPUT_COST, USAGE, VARIABLE ->
                    turn.state().contract().stands()
                            ? Earned.until(turn, obligation, currency, now)
                            : committed(turn, currency, line);
            case POINT_IN_TIME -> {
                if (Progress.done(turn, line, now).signum() == 0) {
                    yield Reckoning.of(
                            RECOGNIZED, turn.state().revenue().ofPrice(line.id(), currency));
                }
                yield turn.state().contract().stands()
                        ? Earned.until(turn, obligation, currency, now)
                        : committed(turn, currency, line);
            }
            case STRAIGHT_LINE -> committed(turn, currency, line);
            case NONE -> Reckoning.of("internal", Money.zero(currency));
        };
    }

    /** What is owed when nothing more is delivered. */
    private static Reckoning committed(Turn turn, CurrencyUnit currency, Line line) {
        Money zero = Money.zero(currency);
        return Reckoning.of("price", turn.state().contract().committed(line).orElse(zero))
                .plus("further blocks", Bought.further(turn, line, currency));
    }

    private static Reckoning billable(Turn turn, CurrencyUnit currency, Line line) {
        LineTotals totals = turn.state().billing().line(line.id(), currency);
        Reckoning entitled = Reckoning.of("entitled, less what was written off", totals.claim());
        Money heldBack = HoldingBack.of(turn, line);
        Reckoning claim = heldBack.isZero() ? entitled : entitled.plus("kept back", heldBack);
        return switch (line.pricing()) {
            case TimeAndMaterials _ ->
                    SharedCap.most(turn, line).map(most -> claim.atMost("cap", most)).orElse(claim);
            case AdvanceDrawdown(_, var advance) ->
                    turn.state().contract().stands()
                            ? drawn(turn, line, advance, totals.writtenOff())
                            : claim;
            case FixedFeeMilestones _, FixedFeeCalendar _, PricingModel.Progress _ -> claim;
            case Retainer _, PrepaidBlock _, ManagedService _, PerUnit _ -> claim;
            case PricingModel.Outcome _, Expenses _, Internal _ -> claim;
        };
    }

    /** The work that was done; what of an advance was not used when the term ends is kept. */
    private static Reckoning drawn(Turn turn, Line line, Money advance, Money writtenOff) {
        Money zero = Money.zero(advance.currency());
        Money worth =
                Entries.startingWith(turn.state().work().delivered(), line.id() + "/")
                        .values()
                        .stream()
                        .flatMap(delivered -> delivered.worth().stream())
                        .reduce(zero, Money::plus);
        Reckoning work = Reckoning.of("hours by their rates", worth);
        Reckoning done = writtenOff.isZero() ? work : work.minus("written off", writtenOff);
        return turn.today().isBefore(line.term().until())
                ? done
                : done.atLeast("the advance, which is not given back", advance);
    }

    private static LocalDate effective(Turn turn, Line line, Occasion occasion) {
        return switch (occasion) {
            case Happened(TimeApproved time) -> RatedAgain.day(turn, time.on());
            case Happened(TimeTakenBack time) -> RatedAgain.day(turn, time.on());
            case Happened(MilestoneAccepted accepted) -> accepted.on();
            case Happened(ChargeRaised charge) -> charge.on();
            case Happened(UnitsWrittenOff units) -> units.on();
            case Happened(EstimateRevised estimate) -> estimate.on();
            case Happened(ExpenseCounted expense) -> expense.on();
            case Happened(ContractAmended amended) -> amended.amendment().day();
            case Happened(AmendmentRevoked revoked) -> revoked.on();
            case Happened(ContractCancelled cancelled) -> cancelled.on();
            case Happened(ContractReinstated reinstated) -> reinstated.on();
            case DayReached(var today) -> onDay(line, today);
            case Happened _, Occasion.Again _ -> turn.today();
        };
    }

    /** What nobody used by the end of the term is earned in the last period of it. */
    private static LocalDate onDay(Line line, LocalDate today) {
        LocalDate until = line.term().until();
        return today.isBefore(until)
                ? today
                : switch (line.revenue()) {
                    case USAGE, RIGHT_TO_INVOICE -> line.term().lastDay();
                    case INPUT_HOURS, INPUT_COST, OUTPUT_MILESTONES, OUTPUT_PROGRESS -> until;
                    case VARIABLE, STRAIGHT_LINE, POINT_IN_TIME, NONE -> until;
                };
    }

    /** What a line has earned, less what was recognized of it before. */
    static RevenueRecognized event(
            Turn turn, Line line, LocalDate effective, Reckoning target, Money before) {
        return event(turn, line, line.revenue().word(), effective, target, before);
    }

    private static RevenueRecognized event(
            Turn turn,
            Line line,
            String method,
            LocalDate effective,
            Reckoning target,
            Money before) {
        Reckoning more = target.minus(RECOGNIZED, before);
        return turn.because(
                new RevenueRecognized(
                        line.id(), turn.periodOf(effective).id(), effective, more.amount(), method),
                method,
                Unmeasured.paragraph(turn, line).orElse(line.revenue().paragraph()),
                more);
    }
}
