package throughline.money;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;

/** One sum for each currency; currencies never mix. */
public final class Totals {

    private final Map<CurrencyUnit, Money> byCurrency;

    private Totals(Map<CurrencyUnit, Money> byCurrency) {
        this.byCurrency = byCurrency;
    }

    /** No sums at all. */
    public static Totals none() {
        return new Totals(Map.of());
    }

    /** The sums of these amounts. */
    public static Totals of(Collection<Money> amounts) {
        Map<CurrencyUnit, Money> sums = new TreeMap<>();
        amounts.forEach(amount -> sums.merge(amount.currency(), amount, Money::plus));
        return new Totals(sums);
    }

    /** These sums with one more amount. */
    public Totals plus(Money amount) {
        Map<CurrencyUnit, Money> sums = new TreeMap<>(byCurrency);
        sums.merge(amount.currency(), amount, Money::plus);
        return new Totals(sums);
    }

    /** The sum in one currency; zero when there is none. */
    public Money in(CurrencyUnit currency) {
        return byCurrency.getOrDefault(currency, Money.zero(currency));
    }

    /** All sums, ordered by currency code. */
    public Collection<Money> all() {
        return byCurrency.values();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Totals totals && byCurrency.equals(totals.byCurrency);
    }

    @Override
    public int hashCode() {
        return byCurrency.hashCode();
    }

    @Override
    public String toString() {
        return byCurrency.values().stream().map(Money::toString).collect(Collectors.joining(" + "));
    }
}
