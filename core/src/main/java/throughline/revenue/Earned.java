package throughline.revenue;

import static java.math.RoundingMode.HALF_UP;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Obligation;
import throughline.terms.Obligation.Version;

/**
 * What an obligation has earned before a day. For every method it is one formula:
 *
 * <pre>earned = base + (allocated - base) x (done - done before E) / (all - done before E)</pre>
 *
 * <p>E is the day of the last prospective change of terms and base what was earned before it under
 * the terms of that time; without one, base is nothing and E the beginning. A change that catches
 * up replaces what is allocated and what is all, and leaves base and E as they are.
 */
final class Earned {

    private Earned() {}

    /** A start from which what is left is recognized. */
    private record Start(Money base, Optional<LocalDate> day) {}

    /**
     * Earned before a day.
     *
     * @param until empty for all that is known by today
     */
    static Reckoning until(
            Turn turn, Obligation obligation, CurrencyUnit currency, Optional<LocalDate> until) {
        Start start = new Start(Money.zero(currency), Optional.empty());
        Line line = obligation.last().line();
        Version current = obligation.versions().getFirst();
        for (Version next : obligation.versions()) {
            Optional<LocalDate> from = next.from();
            if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
                break;
            }
            if (next.isProspective() && from.isPresent()) {
                start = new Start(earned(turn, current, start, from, from).amount(), from);
            }
            current = next;
        }
        Reckoning earned = earned(turn, current, start, until, Optional.empty());
        BigDecimal materials = Materials.handed(turn, line, until);
        return materials.signum() == 0
                ? earned
                : earned.plus("materials at cost", Money.rounded(currency, materials, HALF_UP));
    }

    /**
     * Without materials, which are earned at their cost.
     *
     * @param asOf by the estimates that were in force before that day
     */
    private static Reckoning earned(
            Turn turn,
            Version version,
            Start start,
            Optional<LocalDate> until,
            Optional<LocalDate> asOf) {
        Line line = version.line();
        Reckoning price = Consideration.of(turn, version, start.base());
        BigDecimal materials = Materials.inAll(turn, line, asOf);
        if (materials.signum() != 0) {
            price =
                    price.minus(
                            "materials",
                            Money.rounded(price.amount().currency(), materials, HALF_UP));
        }
        if (line.ended().filter(end -> !end.isAfter(until.orElse(turn.today()))).isPresent()) {
            return Reckoning.of("kept when it ended", price.amount());
        }
        boolean begun = start.day().isPresent();
        BigDecimal before = begun ? Progress.done(turn, line, start.day()) : BigDecimal.ZERO;
        BigDecimal done = Progress.done(turn, line, until).subtract(before);
        BigDecimal all = Progress.total(turn, line, asOf).subtract(before);
        boolean complete = all.signum() <= 0 && (begun || done.signum() > 0) && !line.rests();
        Reckoning left =
                begun
                        ? Reckoning.of("left of the price", price.amount().minus(start.base()))
                        : price;
        if (Unmeasured.is(turn, line, asOf)) {
            Reckoning cost = Unmeasured.part(turn, line, left, start.day(), until);
            return begun ? cost.plus(earnedBefore(start), start.base()) : cost;
        }
        Reckoning part =
                all.signum() > 0 || complete
                        ? share(
                                left,
                                Progress.words(line, until),
                                complete ? all : done,
                                all,
                                Precision.of(turn))
                        : Reckoning.of("nothing to measure", left.amount().minus(left.amount()));
        return begun ? part.plus(earnedBefore(start), start.base()) : part;
    }

    private static String earnedBefore(Start start) {
        return "earned before " + start.day().orElseThrow();
    }

    /** When nothing was left to do, all that is left is earned. */
    private static Reckoning share(
            Reckoning price,
            Progress.Words words,
            BigDecimal done,
            BigDecimal all,
            Precision precision) {
        return all.signum() <= 0
                ? price
                : precision.share(price, words, done.min(all).max(BigDecimal.ZERO), all);
    }
}
