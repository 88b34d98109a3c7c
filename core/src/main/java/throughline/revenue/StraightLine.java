package throughline.revenue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.calendar.DateRange;
import throughline.engagement.Event;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.RevenueMethod;

/**
 * By days over the service period, inclusive start, half-open end, as each fiscal period completes.
 * Every part is the rounded amount to date less what was recognized before, so that the parts add
 * up to the price exactly.
 */
final class StraightLine {

    private StraightLine() {}

    static List<Event> upTo(Turn turn, Line line, LocalDate today) {
        Optional<Money> price = turn.state().contract().committed(line);
        List<Event> events = new ArrayList<>();
        if (price.isEmpty() || price.get().isZero()) {
            return events;
        }
        Money recognized = turn.state().revenue().of(line.id(), price.get().currency());
        for (Optional<LocalDate> next = nextEnd(turn, line, begin(turn, line));
                next.isPresent() && !next.get().isAfter(today);
                next = nextEnd(turn, line, next.get())) {
            Reckoning toDate = toDate(price.get(), line.term(), next.get());
            LocalDate last = next.get().minusDays(1);
            events.add(Recognizing.event(turn, line, last, toDate, recognized));
            recognized = toDate.amount();
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
        return turn.state()
                .revenue()
                .through(line.id())
                .map(last -> last.plusDays(1))
                .orElse(line.term().from());
    }

    private static Optional<LocalDate> nextEnd(Turn turn, Line line, LocalDate begin) {
        LocalDate until = line.term().until();
        if (!begin.isBefore(until)) {
            return Optional.empty();
        }
        LocalDate periodEnd = turn.periodOf(begin).range().until();
        return Optional.of(periodEnd.isBefore(until) ? periodEnd : until);
    }

    private static Reckoning toDate(Money price, DateRange term, LocalDate end) {
        return Reckoning.of("price", price)
                .times("days to " + end.minusDays(1), new DateRange(term.from(), end).days())
                .over("days of the term", term.days())
                .rounded();
    }
}
