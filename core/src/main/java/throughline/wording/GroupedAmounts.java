package throughline.wording;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/**
 * Amounts within sentences as people read them. Sentences are kept with {@code EUR 123456.00}, so
 * that they are the same for whoever compares them; who shows one to people shows {@code EUR
 * 123,456.00}.
 */
public final class GroupedAmounts {

    /**
     * What stands in quotes is a name or somebody's words, and is left alone; so is what goes on
     * before or behind as codes, days and numbers of documents do.
     */
    private static final Pattern QUOTED_OR_AMOUNT =
            Pattern.compile(
                    "\"[^\"]*\"|(?<![\\w.:/#-])([A-Z]{3}) (-?)([0-9]++)(\\.[0-9]++)?+"
                            + "(?![\\w#]|-\\w|[.,:/][0-9])");

    private static final Pattern THOUSANDS = Pattern.compile("(?<=[0-9])(?=(?:[0-9]{3})+$)");

    private GroupedAmounts() {}

    /** The sentence with every amount grouped that has exactly the digits of its currency. */
    public static String in(String sentence) {
        return QUOTED_OR_AMOUNT
                .matcher(sentence)
                .replaceAll(found -> Matcher.quoteReplacement(grouped(found)));
    }

    private static String grouped(MatchResult found) {
        String fraction = found.group(4) == null ? "" : found.group(4);
        if (found.group(1) == null || !fits(found.group(1), fraction)) {
            return found.group();
        }
        return found.group(1)
                + " "
                + found.group(2)
                + THOUSANDS.matcher(found.group(3)).replaceAll(",")
                + fraction;
    }

    /** Whether it is a currency, and written with its digits: three letters may mean much else. */
    private static boolean fits(String code, String fraction) {
        try {
            int digits = CurrencyUnit.of(code).getDecimalPlaces();
            return fraction.length() == (digits == 0 ? 0 : digits + 1);
        } catch (IllegalCurrencyException none) {
            return false;
        }
    }
}
