package throughline.work;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import throughline.engagement.Turn;
import throughline.landscape.DecisionTable;
import throughline.landscape.DecisionTable.Row;
import throughline.landscape.TimeRate;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.terms.Line;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;

/**
 * What time is worth and costs, from the unit's table {@code rate-card}. Of the contract it knows
 * the inputs {@code unit}, {@code entity}, {@code currency}, {@code pricing-model}, {@code
 * service-line} and {@code card}; of the time {@code role}, {@code person}, {@code location},
 * {@code time-type}, {@code day} and {@code time.<attribute>}. Outputs: {@code rate}, {@code
 * currency}, {@code cost}, {@code cost-currency}, {@code standard-rate}, which is the rate itself
 * where it is not stated, {@code per} (hour or day) and {@code hours-per-day}. What time costs has
 * a currency of its own: people are paid in one, customers in another.
 */
final class RateCard {

    /** The table's name. */
    static final String TABLE = "rate-card";

    /** Inputs that differ from one hour of a role to the next on the same day. */
    private static final Set<String> OF_AN_ENTRY = Set.of("person", "location");

    private static final String DEFAULT = "default: ";
    private static final String ATTRIBUTE = "time.";

    private RateCard() {}

    /** What the card says about time. */
    sealed interface Rating {
        /**
         * A price and a cost, and the row that says so.
         *
         * @param standard the price before anything was agreed, in the currency of the card
         */
        record Rated(TimeRate rate, TimeRate cost, TimeRate standard, String source)
                implements Rating {}

        /** No usable row. */
        record Unrated(String why) implements Rating {}
    }

    /** Whether a rate was the card's default, because the role is missing or unknown. */
    static boolean isDefault(String rateSource) {
        return rateSource.startsWith(DEFAULT);
    }

    /** The rating of the time of an entry. */
    static Rating rate(Turn turn, Terms terms, Line line, TimeEntry entry) {
        Optional<DecisionTable> table = turn.unit().table(TABLE);
        if (table.isEmpty()) {
            return new Rating.Unrated("there is no table rate-card");
        }
        Map<String, String> contract = ofContract(terms, line);
        Optional<Row> byDefault = table.get().decide(contract, entry.on());
        Map<String, String> inputs = new HashMap<>(contract);
        entry.attributes().forEach((name, text) -> inputs.put(ATTRIBUTE + name, text));
        inputs.put("person", entry.person().id());
        inputs.put("day", day(turn, entry.on()));
        Optional.ofNullable(entry.attributes().get("location"))
                .ifPresent(location -> inputs.put("location", location));
        TimeKind.of(entry).describe(inputs);
        Optional<Row> row = table.get().decide(inputs, entry.on());
        if (row.isEmpty()) {
            return new Rating.Unrated(
                    "no row of rate-card matches %s on %s".formatted(told(inputs), entry.on()));
        }
        boolean guessed = byDefault.isPresent() && byDefault.get().number() == row.get().number();
        return read(
                row.get(),
                line,
                terms.currency(),
                guessed ? DEFAULT + row.get().source() : row.get().source());
    }

    /** Every rating that a kind of time may have on a day, whoever works where. */
    static List<Rating> possible(Turn turn, Terms terms, Line line, TimeKind kind, LocalDate on) {
        Map<String, String> inputs = new HashMap<>(ofContract(terms, line));
        inputs.put("day", day(turn, on));
        kind.describe(inputs);
        return turn.unit().table(TABLE).stream()
                .flatMap(
                        table ->
                                table
                                        .possible(
                                                inputs,
                                                input ->
                                                        OF_AN_ENTRY.contains(input)
                                                                || input.startsWith(ATTRIBUTE),
                                                on)
                                        .stream())
                .map(row -> read(row, line, terms.currency(), row.source()))
                .toList();
    }

    /** What of a contract decides which row rates the time of a line. */
    static Map<String, String> ofContract(Terms terms, Line line) {
        Map<String, String> inputs = new HashMap<>();
        inputs.put("unit", terms.unit());
        inputs.put("entity", terms.legalEntity());
        inputs.put("currency", terms.currency().getCode());
        inputs.put("pricing-model", line.pricing().word());
        inputs.put("service-line", line.serviceLine());
        line.pricing().hourly().ifPresent(card -> inputs.put("card", card));
        return inputs;
    }

    private static String told(Map<String, String> inputs) {
        return new TreeMap<>(inputs)
                .entrySet().stream()
                        .map(input -> input.getKey() + " " + input.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String day(Turn turn, LocalDate on) {
        return turn.unit().calendar().isWorkday(on) ? "working-day" : "day-off";
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
        boolean byCost = line.revenue() == RevenueMethod.INPUT_COST;
        if (byCost && row.output("cost").isEmpty()) {
            return new Rating.Unrated(
                    "%s does not say what time costs, and line %s is recognized by its cost"
                            .formatted(row.source(), line.id()));
        }
        if (byCost && !paid.equals(currency)) {
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
                    TimeRate.of(row, rate),
                    TimeRate.of(row, money(row.output("cost").orElse("0"), paid)),
                    TimeRate.of(row, money(standard, of)),
                    source);
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return new Rating.Unrated(row.source() + " has a rate or cost that is no amount");
        }
    }

    private static Money money(String text, CurrencyUnit currency) {
        return Money.exact(currency, new BigDecimal(text));
    }
}
