package throughline.revenue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.engagement.Event;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Obligation;
import throughline.terms.RevenueMethod;

/**
 * A variable amount that belongs to a line which is earned by days: it is earned with that line's
 * days, as each fiscal period of its term completes. What is estimated anew, or becomes due, counts
 * for the periods that are complete: at once for those before it, and in each later one for that.
 */
final class MeasuredByDays {

    private MeasuredByDays() {}

    /** The line by whose days a variable one is earned; empty when it is earned another way. */
    static Optional<Line> measure(Turn turn, Line line) {
        return line.revenue() != RevenueMethod.VARIABLE || line.measuredBy().isEmpty()
                ? Optional.empty()
                : turn.state().terms().stream()
                        .flatMap(terms -> terms.lines().stream())
                        .filter(other -> line.measuredBy().get().equals(other.id()))
                        .filter(other -> other.revenue() == RevenueMethod.STRAIGHT_LINE)
                        .findFirst();
    }

    /** What the calendar has earned by a morning, each completed period by itself. */
    static List<Event> upTo(
            Turn turn, Line line, Line measure, Obligation obligation, LocalDate today) {
        CurrencyUnit currency = currency(turn);
        Money recognized = turn.state().revenue().ofPrice(line.id(), currency);
        List<Event> events = new ArrayList<>();
        for (LocalDate end : ends(turn, measure, begin(turn, line, measure), today)) {
            Reckoning toDate = Earned.until(turn, obligation, currency, Optional.of(end));
            if (!toDate.amount().equals(recognized)) {
                events.add(Recognizing.event(turn, line, end.minusDays(1), toDate, recognized));
                recognized = toDate.amount();
            }
        }
        return events;
    }

    /** What something that happened on a day means for the periods that are complete by now. */
    static List<Event> caughtUp(
            Turn turn, Line line, Line measure, Obligation obligation, LocalDate day) {
        List<LocalDate> ends = ends(turn, measure, measure.term().from(), turn.today());
        if (ends.isEmpty()) {
            return List.of();
        }
        CurrencyUnit currency = currency(turn);
        Money recognized = turn.state().revenue().ofPrice(line.id(), currency);
        Optional<LocalDate> last = Optional.of(ends.getLast());
        Reckoning target = Earned.until(turn, obligation, currency, last);
        Money more = target.amount().minus(recognized);
        if (more.isZero()) {
            return List.of();
        }
        if (!ends.getLast().isAfter(day)) {
            return List.of(Recognizing.event(turn, line, day, target, recognized));
        }
        return byPeriod(turn, line, measure, new Change(more, day, ends));
    }

    /**
     * More than was recognized.
     *
     * @param day on which it happened
     * @param ends of the periods that are complete by now
     */
    private record Change(Money more, LocalDate day, List<LocalDate> ends) {}

    private static List<Event> byPeriod(Turn turn, Line line, Line measure, Change change) {
        List<LocalDate> ends = change.ends();
        BigDecimal all = BigDecimal.valueOf(measure.daysUntil(ends.getLast()));
        Money told = Money.zero(change.more().currency());
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            LocalDate end = ends.get(i);
            boolean caughtUpLater = i + 1 < ends.size() && !ends.get(i + 1).isAfter(change.day());
            if (caughtUpLater) {
                continue;
            }
            Reckoning toDate =
                    Reckoning.of("what the change adds", change.more())
                            .times(
                                    "days to " + end.minusDays(1),
                                    BigDecimal.valueOf(measure.daysUntil(end)))
                            .over("days complete", all)
                            .rounded();
            if (!toDate.amount().equals(told)) {
                LocalDate on = end.isAfter(change.day()) ? end.minusDays(1) : change.day();
                events.add(Recognizing.event(turn, line, on, toDate, told));
                told = toDate.amount();
            }
        }
        return events;
    }

    /** The next day on which a part of it is complete; empty while there is nothing to earn. */
    static Optional<LocalDate> nextEnd(Turn turn, Line line) {
        Obligation obligation = turn.state().agreement().changes().obligations().get(line.id());
        Optional<Line> measure = measure(turn, line);
        if (obligation == null || measure.isEmpty()) {
            return Optional.empty();
        }
        Money none = Money.zero(currency(turn));
        boolean nothing = Consideration.of(turn, obligation.last(), none).amount().isZero();
        LocalDate from = later(turn.today(), measure.get().term().from());
        return nothing ? Optional.empty() : StraightLine.nextEnd(turn, measure.get(), from);
    }

    private static List<LocalDate> ends(Turn turn, Line measure, LocalDate begin, LocalDate today) {
        List<LocalDate> ends = new ArrayList<>();
        for (Optional<LocalDate> next = StraightLine.nextEnd(turn, measure, begin);
                next.isPresent() && !next.get().isAfter(today);
                next = StraightLine.nextEnd(turn, measure, next.get())) {
            ends.add(next.get());
        }
        return ends;
    }

    /** The period in which something was recognized last may not have been complete then. */
    private static LocalDate begin(Turn turn, Line line, Line measure) {
        LocalDate from = measure.term().from();
        return turn.state()
                .revenue()
                .through(line.id())
                .map(last -> later(turn.periodOf(last).range().from(), from))
                .orElse(from);
    }

    private static CurrencyUnit currency(Turn turn) {
        return turn.state().terms().orElseThrow().currency();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
