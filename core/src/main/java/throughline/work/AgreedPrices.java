package throughline.work;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.calendar.FiscalPeriod;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.landscape.TimeRate;
import throughline.money.Money;
import throughline.terms.Amendment;
import throughline.terms.Line;
import throughline.terms.Terms;
import throughline.work.RateCard.Rating;

/** What the unit's tables say today that delivered work may cost a customer at most. */
public final class AgreedPrices {

    private AgreedPrices() {}

    /**
     * The highest rate that a kind of time has on any day of a period, whoever works where; empty
     * when the card has none.
     *
     * @param kind the role and the type of the time, as invoices write it
     */
    public static Optional<TimeRate> ofTime(
            Turn turn, Line line, String kind, FiscalPeriod period) {
        TimeKind of = TimeKind.named(kind);
        Set<LocalDate> changes = effectiveDays(turn);
        Terms terms = turn.state().termsFor(period.range().from()).orElseThrow();
        Optional<TimeRate> highest = Optional.empty();
        for (LocalDate day = period.range().from();
                day.isBefore(period.range().until());
                day = day.plusDays(1)) {
            if (changes.contains(day)) {
                terms = turn.state().termsFor(day).orElse(terms);
            }
            Line then = WorkLines.named(terms, Optional.of(line.id())).orElse(line);
            for (Rating rating : RateCard.possible(turn, terms, then, of, day)) {
                if (rating instanceof Rating.Rated(var rate, _, _, _)
                        && highest.filter(most -> !rate.isAbove(most)).isEmpty()) {
                    highest = Optional.of(rate);
                }
            }
        }
        return highest;
    }

    private static Set<LocalDate> effectiveDays(Turn turn) {
        return turn.state().agreement().changes().agreed().values().stream()
                .map(Amendment::effective)
                .collect(Collectors.toSet());
    }

    /** What of an expense is passed on at most; empty where the policy does not limit it. */
    public static Optional<Money> ofExpense(Turn turn, Line line, ExpenseCounted expense) {
        return Spending.most(turn, line, expense);
    }
}
