package throughline.revenue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.engagement.Event;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Obligation;
import throughline.terms.RevenueMethod;

/**
 * By days over the service period, inclusive start, half-open end, as each fiscal period completes.
 * Every part is what is earned to date less what was recognized before, so that the parts add up to
 * the price exactly.
 */
final class StraightLine {

    private StraightLine() {}

    static List<Event> upTo(Turn turn, Line line, Obligation obligation, LocalDate today) {
        Optional<Money> allocated = obligation.last().allocated();
        Optional<LocalDate> next = nextEnd(turn, line, begin(turn, line));
        if (allocated.isEmpty() || next.isEmpty() || next.get().isAfter(today)) {
            return List.of();
        }
        List<Event> events = new ArrayList<>();
        var currency = allocated.get().currency();
        Money recognized = turn.state().revenue().ofPrice(line.id(), currency);
        while (next.isPresent() && !next.get().isAfter(today)) {
            Optional<LocalDate> known = Optional.of(known(line, next.get()));
            Reckoning toDate = Earned.until(turn, obligation, currency, known);
            LocalDate last = next.get().minusDays(1);
            events.add(Recognizing.event(turn, line, last, toDate, recognized));
            recognized = toDate.amount();
            next = nextEnd(turn, line, next.get());
        }
        return events;
    }

    /** The end of a line is a version of its own, which begins on that day. */
    private static LocalDate known(Line line, LocalDate end) {
        return line.ended().filter(end::equals).isPresent() ? end.plusDays(1) : end;
    }

    /**
     * What a change of terms means for periods that were recognized already: the difference of each
     * of them, from the day of the change on.
     *
     * @param before the obligation without the change
     */
    static List<Event> caughtUp(
            Turn turn, Line line, Obligation before, Obligation after, LocalDate day) {
        Optional<LocalDate> through = turn.state().revenue().through(line.id());
        Optional<Money> allocated = after.last().allocated();
        List<Event> events = new ArrayList<>();
        if (through.isEmpty() || allocated.isEmpty()) {
            return events;
        }
        var currency = allocated.get().currency();
        LocalDate end = through.get().plusDays(1);
        boolean goesOn = line.rests() && line.ended().isEmpty();
        boolean over = !day.isBefore(end) && !goesOn && nextEnd(turn, line, end).isEmpty();
        LocalDate known = over ? day.plusDays(1) : end;
        Money left =
                Earned.until(turn, after, currency, Optional.of(known))
                        .amount()
                        .minus(turn.state().revenue().ofPrice(line.id(), currency));
        Money told = Money.zero(currency);
        LocalDate from = day;
        while (from.isBefore(end) && !left.isZero()) {
            LocalDate periodEnd = turn.periodOf(from).range().until();
            Optional<LocalDate> next = Optional.of(periodEnd.isBefore(end) ? periodEnd : end);
            Reckoning now = Earned.until(turn, after, currency, next);
            Money was = Earned.until(turn, before, currency, next).amount();
            Money difference = now.amount().minus(was);
            boolean last = next.get().equals(end);
            Money part = last ? left : difference.minus(told);
            if (!part.isZero()) {
                LocalDate on = from.equals(day) ? day : next.get().minusDays(1);
                Money recognized = now.amount().minus(part);
                events.add(Recognizing.event(turn, line, on, now, recognized));
            }
            told = difference;
            left = left.minus(part);
            from = next.get();
        }
        if (!left.isZero()) {
            LocalDate on = over || day.isBefore(end) ? day : through.get();
            Money none = Money.zero(currency);
            Reckoning rest = Reckoning.of("what the change leaves", left);
            events.add(Recognizing.event(turn, line, on, rest, none));
        }
        return events;
    }

    /** The next day on which a part of a line is complete. */
    static Optional<LocalDate> nextEnd(Turn turn, Line line) {
        boolean priced = line.price().map(price -> !price.isZero()).orElse(false);
        return priced && line.revenue() == RevenueMethod.STRAIGHT_LINE
                ? nextEnd(turn, line, begin(turn, line))
                : Optional.empty();
    }

    private static LocalDate begin(Turn turn, Line line) {
        LocalDate from = line.term().from();
        LocalDate through = turn.state().revenue().through().get(line.id());
        return through == null || through.isBefore(from) ? from : through.plusDays(1);
    }

    /** Periods in which nothing is delivered, because the line is paused, are passed over. */
    static Optional<LocalDate> nextEnd(Turn turn, Line line, LocalDate begin) {
        LocalDate until = line.term().until();
        LocalDate from = begin;
        while (from.isBefore(until)) {
            LocalDate periodEnd = turn.periodOf(from).range().until();
            LocalDate end = periodEnd.isBefore(until) ? periodEnd : until;
            boolean always = line.paused().isEmpty() && !from.isBefore(line.term().from());
            if (always || line.daysUntil(end) > line.daysUntil(from)) {
                return Optional.of(end);
            }
            from = end;
        }
        return Optional.empty();
    }
}
