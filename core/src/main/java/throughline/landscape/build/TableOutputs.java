package throughline.landscape.build;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import throughline.landscape.NearMiss;
import throughline.terms.RevenueMethod;
import throughline.wording.Counted;
import throughline.wording.Kebab;

/**
 * Checks what decision tables decide, where the product reads it: an amount that is none would be
 * found out by the first hour that it prices, long after somebody could still mend it at leisure.
 */
final class TableOutputs {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,6})?");
    private static final String OUTPUT = "then ";

    private static final Map<String, Set<String>> WORDS =
            Map.of(
                    "revenue-policy method",
                    Stream.of(RevenueMethod.values())
                            .map(each -> Kebab.of(each))
                            .collect(Collectors.toSet()),
                    "tax-treatment treatment",
                    Set.of(
                            "domestic",
                            "reverse-charge",
                            "export",
                            "exempt",
                            "intra-group",
                            "out-of-scope"),
                    "allowed-pricing allowed",
                    Set.of("yes", "no"),
                    "expense-policy billable",
                    Set.of("yes", "no"),
                    "rate-card per",
                    Set.of("hour", "day"));
    private static final Set<String> AMOUNTS =
            Set.of(
                    "rate-card rate",
                    "rate-card cost",
                    "rate-card standard-rate",
                    "expense-policy rate",
                    "expense-policy limit",
                    "expense-policy receipt-above",
                    "resource-tolerance percent");
    private static final Set<String> HOURS_OF_A_DAY = Set.of("rate-card hours-per-day");
    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(24);
    private static final Set<String> CURRENCIES =
            Set.of("rate-card currency", "rate-card cost-currency");
    private static final Set<String> ENTITIES = Set.of("legal-entity entity");

    private final Set<String> entities;
    private final Defects defects;

    /**
     * A check.
     *
     * @param entities the codes of the legal entities
     */
    TableOutputs(Set<String> entities, Defects defects) {
        this.entities = entities;
        this.defects = defects;
    }

    void check(Sheet sheet) {
        String table = sheet.name().substring(sheet.name().lastIndexOf('/') + 1);
        for (Sheet.Line line : sheet.lines()) {
            Place place = new Place(sheet.place().file(), line.number(), 0);
            int cells = Math.min(line.cells().size(), sheet.header().size());
            for (int i = 0; i < cells; i++) {
                String column = sheet.header().get(i);
                String text = line.cells().get(i).strip();
                if (column.startsWith(OUTPUT) && !text.isEmpty()) {
                    String output = column.substring(OUTPUT.length()).strip();
                    decided(table + " " + output, output, text, place);
                }
            }
            if (table.equals("rate-card")) {
                digits(sheet, line, place);
            }
        }
    }

    private void decided(String name, String output, String text, Place place) {
        if (AMOUNTS.contains(name) && !AMOUNT.matcher(text).matches()) {
            defects.add(
                    place,
                    "bad-value",
                    "%s is %s. Write a number that is not negative, such as 62.50."
                            .formatted(output, text));
        }
        if (HOURS_OF_A_DAY.contains(name) && !isPartOfDay(text)) {
            defects.add(
                    place,
                    "bad-value",
                    "%s is %s. Write the hours of a day, more than 0 and at most 24, such as 7.5."
                            .formatted(output, text));
        }
        if (CURRENCIES.contains(name) && currency(text) == null) {
            defects.add(
                    place,
                    "unknown-currency",
                    "There is no currency %s. Use an ISO 4217 code such as EUR.".formatted(text));
        }
        Set<String> words = ENTITIES.contains(name) ? entities : WORDS.getOrDefault(name, Set.of());
        if (!words.isEmpty() && !words.contains(text)) {
            defects.add(
                    place,
                    "unknown-value",
                    "%s is %s.%s Use one of %s."
                            .formatted(
                                    output,
                                    text,
                                    NearMiss.hint(text, words),
                                    String.join(", ", new TreeSet<>(words))));
        }
    }

    private static boolean isPartOfDay(String text) {
        return AMOUNT.matcher(text).matches()
                && new BigDecimal(text).signum() > 0
                && new BigDecimal(text).compareTo(MOST_HOURS) <= 0;
    }

    private static @org.jspecify.annotations.Nullable CurrencyUnit currency(String code) {
        try {
            return CurrencyUnit.of(code);
        } catch (IllegalCurrencyException unknown) {
            return null;
        }
    }

    /** An hour's price has the digits of its currency: nothing rounds it silently. */
    private void digits(Sheet sheet, Sheet.Line line, Place place) {
        for (String output : List.of("rate", "standard-rate", "cost")) {
            String code = cell(sheet, line, "then currency");
            String own = cell(sheet, line, "then " + output + "-currency");
            code = own.isEmpty() ? code : own;
            CurrencyUnit currency = code.isEmpty() ? null : currency(code);
            String text = cell(sheet, line, OUTPUT + output);
            if (currency != null
                    && AMOUNT.matcher(text).matches()
                    && new BigDecimal(text).stripTrailingZeros().scale()
                            > currency.getDecimalPlaces()) {
                defects.add(
                        place,
                        "bad-value",
                        "%s is %s, and %s has %s after the point. Round it."
                                .formatted(
                                        output,
                                        text,
                                        code,
                                        Counted.of(currency.getDecimalPlaces(), "digit")));
            }
        }
    }

    private static String cell(Sheet sheet, Sheet.Line line, String column) {
        int place = sheet.header().indexOf(column);
        return place < 0 || place >= line.cells().size() ? "" : line.cells().get(place).strip();
    }
}
