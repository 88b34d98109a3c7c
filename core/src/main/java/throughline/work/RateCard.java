package throughline.work;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.engagement.Turn;
import throughline.landscape.DecisionTable;
import throughline.landscape.DecisionTable.Row;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.RevenueMethod;

/**
 * What an hour is worth and costs, from the unit's table {@code rate-card}: inputs {@code card},
 * {@code role}, {@code service-line}; outputs {@code rate}, {@code currency}, {@code cost}, {@code
 * cost-currency}, {@code standard-rate}, which is the rate itself where it is not stated. What an
 * hour costs has a currency of its own: people are paid in one, customers in another.
 */
final class RateCard {

    /** The table's name. */
    static final String TABLE = "rate-card";

    private static final String DEFAULT = "default: ";

    private RateCard() {}

    /** What the card says about an hour. */
    sealed interface Rating {
        /**
         * A price and a cost for an hour, and the row that says so.
         *
         * @param standard the price before anything was agreed, in the currency of the card
         */
        record Rated(Money rate, Money cost, Money standard, String source) implements Rating {}

        /** No usable row. */
        record Unrated(String why) implements Rating {}
    }

    /** Whether a rate was the card's default, because the role is missing or unknown. */
    static boolean isDefault(String rateSource) {
        return rateSource.startsWith(DEFAULT);
    }

    /** The rating of an hour of a role on a day. */
    static Rating rate(
            Turn turn, Line line, CurrencyUnit currency, Optional<String> role, LocalDate on) {
        Optional<DecisionTable> table = turn.unit().table(TABLE);
        if (table.isEmpty()) {
            return new Rating.Unrated("there is no table rate-card");
        }
        Map<String, String> inputs = new HashMap<>();
        inputs.put("service-line", line.serviceLine());
        line.pricing().hourly().ifPresent(card -> inputs.put("card", card));
        Optional<Row> byDefault = table.get().decide(inputs, on);
        role.ifPresent(name -> inputs.put("role", name));
        Optional<Row> row = role.isPresent() ? table.get().decide(inputs, on) : byDefault;
        if (row.isEmpty()) {
            return new Rating.Unrated("no row of rate-card matches " + inputs + " on " + on);
        }
        boolean guessed = byDefault.isPresent() && byDefault.get().number() == row.get().number();
        return read(
                row.get(),
                line,
                currency,
                guessed ? DEFAULT + row.get().source() : row.get().source());
    }

    private static Rating read(Row row, Line line, CurrencyUnit currency, String source) {
        Optional<String> stated = row.output("currency");
        boolean foreign = stated.filter(code -> !code.equals(currency.getCode())).isPresent();
        if (foreign && line.pricing().hourly().isPresent()) {
            return new Rating.Unrated(
                    row.source() + " is in " + stated.get() + ", the contract in " + currency);
        }
        CurrencyUnit paid =
                row.output("cost-currency").or(() -> stated).map(CurrencyUnit::of).orElse(currency);
        if (line.revenue() == RevenueMethod.INPUT_COST && !paid.equals(currency)) {
            return new Rating.Unrated(
                    "%s costs in %s, and line %s is recognized by its cost in %s"
                            .formatted(row.source(), paid, line.id(), currency));
        }
        try {
            Money rate =
                    foreign
                            ? Money.zero(currency)
                            : money(row.output("rate").orElse("0"), currency);
            CurrencyUnit of = stated.map(CurrencyUnit::of).orElse(currency);
            String standard = row.output("standard-rate").or(() -> row.output("rate")).orElse("0");
            return new Rating.Rated(
                    rate, money(row.output("cost").orElse("0"), paid), money(standard, of), source);
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return new Rating.Unrated(row.source() + " has a rate or cost that is no amount");
        }
    }

    private static Money money(String text, CurrencyUnit currency) {
        return Money.exact(currency, new BigDecimal(text));
    }
}
