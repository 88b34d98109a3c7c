package throughline.revenue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.RevenueMethod;

/**
 * Progress by hours or cost that nobody can measure: as long as nobody estimated what a line takes
 * in all, it earns what it cost and no more than its price; when all of it is delivered, the price
 * (606-10-25-36 and 25-37; IFRS 15.44 and 15.45).
 */
final class Unmeasured {

    private static final String CODE = "progress-unmeasured";
    private static final String COST = "~cost";
    private static final String PARAGRAPH = "606-10-25-36 and 25-37; IFRS 15.44 and 15.45";

    private Unmeasured() {}

    /** Under which name the cost of a line is kept whose measure is hours. */
    static String key(String line) {
        return line + COST;
    }

    /** Whether a line is measured by something that nobody estimated. */
    static boolean is(Turn turn, Line line, Optional<LocalDate> asOf) {
        return switch (line.revenue()) {
            case INPUT_HOURS, INPUT_COST -> Progress.estimated(turn, line, asOf).signum() <= 0;
            case OUTPUT_MILESTONES, OUTPUT_PROGRESS, USAGE, VARIABLE -> false;
            case RIGHT_TO_INVOICE, STRAIGHT_LINE, POINT_IN_TIME, NONE -> false;
        };
    }

    /** What both standards say of a line that is not measured now. */
    static Optional<String> paragraph(Turn turn, Line line) {
        Optional<LocalDate> now = Optional.empty();
        return Optional.of(PARAGRAPH)
                .filter(_ -> is(turn, line, now) && !isDelivered(turn, line, now));
    }

    /**
     * What is earned of a price.
     *
     * @param from what was done before that day is earned already
     * @param until before which day; empty for all that is known by today
     */
    static Reckoning part(
            Turn turn,
            Line line,
            Reckoning price,
            Optional<LocalDate> from,
            Optional<LocalDate> until) {
        if (isDelivered(turn, line, until)) {
            return price;
        }
        BigDecimal before = from.map(day -> cost(turn, line, from)).orElse(BigDecimal.ZERO);
        BigDecimal cost = cost(turn, line, until).subtract(before).max(BigDecimal.ZERO);
        Money most = price.amount();
        Money spent = Money.rounded(most.currency(), cost, RoundingMode.HALF_UP);
        return Reckoning.of("cost, since nobody estimated what it takes in all", spent)
                .atMost("price", most);
    }

    /** All of it was accepted; the end of a term says nothing about what is left to do. */
    static boolean isDelivered(Turn turn, Line line, Optional<LocalDate> until) {
        return !line.pricing().milestones().isEmpty() && Progress.isDelivered(turn, line, until);
    }

    private static BigDecimal cost(Turn turn, Line line, Optional<LocalDate> until) {
        boolean byCost = line.revenue() == RevenueMethod.INPUT_COST;
        return byCost
                ? Progress.done(turn, line, until)
                : turn.state()
                        .revenue()
                        .done()
                        .getOrDefault(key(line.id()), Done.NOTHING)
                        .before(until);
    }

    /** Says so, from the first work on until somebody estimates or all is delivered. */
    static List<Event> told(Turn turn, Line line) {
        Optional<LocalDate> now = Optional.empty();
        boolean measured = !is(turn, line, now);
        if (measured && turn.state().attention().exceptions().isEmpty()) {
            return List.of();
        }
        String key = CODE + ":" + line.id();
        if (measured) {
            return Exceptions.close(turn, key, "somebody estimated what the line takes");
        }
        if (isDelivered(turn, line, now) || !turn.state().contract().stands()) {
            return Exceptions.close(turn, key, "nothing more is to be delivered");
        }
        if (Progress.done(turn, line, now).signum() == 0) {
            return List.of();
        }
        String measure = line.revenue() == RevenueMethod.INPUT_COST ? "cost" : "hours";
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        key,
                        CODE,
                        ("Line %s is earned by its %s, and nobody estimated how much it takes in"
                                        + " all: it earns what it cost until somebody does."
                                        + " Estimate it in the delivery system.")
                                .formatted(line.id(), measure),
                        Map.of("line", line.id(), "measure", measure),
                        turn.state().contract().committed(line),
                        turn.release().ownerOf("billing")));
    }
}
