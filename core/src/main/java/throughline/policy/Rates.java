package throughline.policy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.landscape.DecisionTable.Row;
import throughline.landscape.TimeRate;
import throughline.money.Money;

/**
 * What an hour of a role is worth and costs at sale, by the unit's table {@code rate-card}: it is
 * asked as for ordinary time on a working day, by whomever and wherever. A price of days is told by
 * the hour, to the minor unit.
 *
 * @param cost empty when the table does not say
 */
record Rates(Money rate, Optional<Money> cost) {

    static final String TABLE = "rate-card";

    /** The rate of a role on a line, in the contract's currency; empty when no row can tell. */
    static Optional<Rates> of(
            Case asked, Draft draft, LineDraft line, String role, Findings findings) {
        Map<String, String> inputs = new HashMap<>();
        inputs.put("unit", asked.unit().name());
        draft.entity().ifPresent(entity -> inputs.put("entity", entity.code()));
        draft.currency().map(CurrencyUnit::getCode).ifPresent(c -> inputs.put("currency", c));
        inputs.put("pricing-model", line.modelWord());
        inputs.put("service-line", line.serviceLine());
        inputs.put("role", role);
        inputs.put("day", "working-day");
        line.rateCard().ifPresent(card -> inputs.put("card", card));
        return draft.currency()
                .flatMap(
                        currency ->
                                asked.decide(TABLE, inputs, findings)
                                        .flatMap(row -> read(row, currency)));
    }

    private static Optional<Rates> read(Row row, CurrencyUnit currency) {
        boolean foreign =
                row.output("currency").filter(code -> !code.equals(currency.getCode())).isPresent();
        if (foreign) {
            return Optional.empty();
        }
        try {
            Optional<Money> cost =
                    row.output("cost")
                            .filter(any -> costsIn(row, currency))
                            .map(text -> hourly(row, text, currency));
            return row.output("rate").map(text -> new Rates(hourly(row, text, currency), cost));
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** A margin at sale mixes no currencies: a cost in another one is not known here. */
    private static boolean costsIn(Row row, CurrencyUnit currency) {
        return row.output("cost-currency").map(currency.getCode()::equals).orElse(true);
    }

    private static Money hourly(Row row, String text, CurrencyUnit currency) {
        return TimeRate.of(row, Money.exact(currency, new BigDecimal(text))).anHour();
    }
}
