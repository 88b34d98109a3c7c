package throughline.work;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import throughline.calendar.FiscalPeriod;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.work.RateCard.Rating;

/** What the unit's tables say today that delivered work may cost a customer at most. */
public final class AgreedPrices {

    private AgreedPrices() {}

    /** The highest rate of a role on any day of a period; empty when the card has none. */
    public static Optional<Money> ofAnHour(Turn turn, Line line, String role, FiscalPeriod period) {
        Optional<String> named = Optional.of(role).filter(name -> !name.isEmpty());
        Set<Money> rates = new HashSet<>();
        for (LocalDate day = period.range().from();
                day.isBefore(period.range().until());
                day = day.plusDays(1)) {
            var currency = turn.state().terms().orElseThrow().currency();
            if (RateCard.rate(turn, line, currency, named, day)
                    instanceof Rating.Rated(var rate, _, _, _)) {
                rates.add(rate);
            }
        }
        return rates.stream().max(Money::compareTo);
    }

    /** What of an expense is passed on at most; empty where the policy does not limit it. */
    public static Optional<Money> ofExpense(Turn turn, Line line, ExpenseCounted expense) {
        return Spending.most(turn, line, expense);
    }
}
