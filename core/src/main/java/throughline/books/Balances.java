package throughline.books;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import throughline.money.Money;

/**
 * What stands on each account in one currency: debits less credits.
 *
 * @param debitsLessCredits absent accounts stand at nothing
 */
public record Balances(CurrencyUnit currency, Map<Account, Money> debitsLessCredits) {

    public Balances {
        debitsLessCredits = Map.copyOf(debitsLessCredits);
    }

    /** The balances after these postings, all of which are in the currency. */
    public static Balances of(CurrencyUnit currency, Collection<Posting> postings) {
        Map<Happening, Money> moved = new EnumMap<>(Happening.class);
        for (Posting posting : postings) {
            moved.merge(posting.happening(), posting.amount(), Money::plus);
        }
        Map<Account, Money> balances = new EnumMap<>(Account.class);
        moved.forEach(
                (happening, amount) -> {
                    for (Happening.Leg leg : happening.legs()) {
                        balances.merge(leg.debit(), amount, Money::plus);
                        balances.merge(leg.credit(), amount.negated(), Money::plus);
                    }
                });
        return new Balances(currency, balances);
    }

    /** Debits less credits of an account. */
    public Money debit(Account account) {
        return debitsLessCredits.getOrDefault(account, Money.zero(currency));
    }

    /** Credits less debits of an account. */
    public Money credit(Account account) {
        return debit(account).negated();
    }
}
