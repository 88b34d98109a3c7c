package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.BillingEvent.UnitsWrittenOff;
import throughline.engagement.Entries;
import throughline.engagement.Event;
import throughline.engagement.NextDay;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Clauses.Holdback;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Terms;

/**
 * Keeps back a share of every charge until it is released. What is kept back is no right to bill
 * yet, and lowers what is entitled; it is revenue all the same, since it was delivered. The release
 * gives rise to a charge of its own.
 */
public final class HoldingBack {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private HoldingBack() {}

    /** Keeps back what of the charges so far must be, and releases it when that is so. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        List<Line> lines = new ArrayList<>();
        for (Line line : turn.state().terms().map(Terms::lines).orElse(List.of())) {
            if (line.clauses().holdback().isPresent() && concerns(occasion, line)) {
                lines.add(line);
            }
        }
        return lines.isEmpty()
                ? List.of()
                : turn.inOrder(
                        lines,
                        (now, line) ->
                                kept(
                                        now,
                                        line,
                                        line.clauses().holdback().orElseThrow(),
                                        day(now, occasion)));
    }

    private static boolean concerns(Occasion occasion, Line line) {
        return switch (occasion) {
            case Happened(ChargeRaised charge) -> !Aside.is(charge.charge());
            case Happened(UnitsWrittenOff units) -> units.line().equals(line.id());
            case Happened _, DayReached _, Occasion.Again _ -> true;
        };
    }

    /** An acceptance releases on its day, however late it is known. */
    private static LocalDate day(Turn turn, Occasion occasion) {
        return occasion instanceof Happened(MilestoneAccepted accepted)
                ? accepted.on()
                : turn.today();
    }

    private static List<Event> kept(Turn turn, Line line, Holdback holdback, LocalDate day) {
        boolean byHours = line.pricing() instanceof PricingModel.TimeAndMaterials;
        Money gross = byHours ? due(turn, line) : charged(turn, line);
        String held = Aside.heldBack(line);
        Optional<LocalDate> released = released(turn, holdback, day);
        if (released.isEmpty()) {
            Reckoning keep =
                    Reckoning.of("charged", gross.negated())
                            .times("percent kept back", holdback.percent())
                            .over("percent", HUNDRED)
                            .rounded(turn.rounding());
            return Aside.difference(turn, line, held, day, keep, false);
        }
        Money owed = Aside.charged(turn, held, gross).negated();
        Reckoning back = Reckoning.of("kept back so far", owed);
        return Aside.difference(turn, line, Aside.released(line), released.get(), back, false);
    }

    /** What was charged of a line for anything but its clauses. */
    private static Money charged(Turn turn, Line line) {
        Money sum = Money.zero(turn.state().terms().orElseThrow().currency());
        for (Charge charge :
                Entries.startingWith(turn.state().billing().charges(), line.id() + "/").values()) {
            sum = Aside.is(charge.id()) || charge.writtenOff() ? sum : sum.plus(charge.amount());
        }
        return sum;
    }

    /** The time of a line whose cutoff has come, up to its cap. */
    private static Money due(Turn turn, Line line) {
        Money none = Money.zero(turn.state().terms().orElseThrow().currency());
        LineTotals totals = turn.state().billing().line(line.id(), none.currency());
        Money notDue = none;
        for (TimePool pool :
                Entries.startingWith(turn.state().billing().pools(), line.id() + "/").values()) {
            boolean waits = Cutoff.dueOn(turn, pool).isAfter(turn.today());
            notDue = waits ? notDue.plus(pool.openAmount()) : notDue;
        }
        Money due = totals.claim().plus(of(turn, line)).minus(notDue);
        return Cap.of(turn, line).map(due::min).orElse(due);
    }

    /** The day on which what is kept back is released; empty until it is. */
    private static Optional<LocalDate> released(Turn turn, Holdback holdback, LocalDate happened) {
        Optional<LocalDate> day = holdback.release().on().filter(on -> !on.isAfter(turn.today()));
        Optional<LocalDate> accepted =
                holdback.release()
                        .milestone()
                        .filter(
                                milestone ->
                                        BigDecimal.ONE.compareTo(
                                                        turn.state()
                                                                .work()
                                                                .accepted()
                                                                .getOrDefault(
                                                                        milestone, BigDecimal.ZERO))
                                                == 0)
                        .map(_ -> happened);
        return day.or(() -> accepted);
    }

    /** What is kept back of a line now: delivered, and no right to bill yet. */
    public static Money of(Turn turn, Line line) {
        Money none = Money.zero(turn.state().terms().orElseThrow().currency());
        if (line.clauses().holdback().isEmpty()) {
            return none;
        }
        return none.minus(Aside.charged(turn, Aside.heldBack(line), none))
                .minus(Aside.charged(turn, Aside.released(line), none));
    }

    /** The days on which something that is kept back is released. */
    public static void dueDates(Turn turn, NextDay found) {
        for (Line line : turn.state().terms().map(Terms::lines).orElse(List.of())) {
            line.clauses()
                    .holdback()
                    .flatMap(holdback -> holdback.release().on())
                    .filter(_ -> of(turn, line).signum() != 0)
                    .ifPresent(found);
        }
    }
}
