package throughline.wording;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** A number with the form of the word that goes with it. */
public final class Counted {

    private Counted() {}

    /** {@code 1 amount}, {@code 2 amounts}: of a word that takes an s. */
    public static String of(long count, String one) {
        return of(count, one, one + "s");
    }

    /** {@code 1 copy is}, {@code 2 copies are}. */
    public static String of(long count, String one, String many) {
        return count + " " + word(count, one, many);
    }

    /** {@code 1 hour}, {@code 1.5 hours}: of what may be a part of one. */
    public static String of(BigDecimal count, String one) {
        return of(count, one, one + "s");
    }

    /** {@code 1 hour has}, {@code 1.5 hours have}. */
    public static String of(BigDecimal count, String one, String many) {
        return count.toPlainString() + " " + word(count, one, many);
    }

    /** {@code 1 engagement}, {@code 12,345 engagements}: as pages write large numbers. */
    public static String grouped(long count, String one) {
        return grouped(count) + " " + word(count, one, one + "s");
    }

    /** {@code 12,345}, wherever this machine stands. */
    public static String grouped(long count) {
        return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ENGLISH))
                .format(count);
    }

    /** The word alone, where the number stands apart from it. */
    public static String word(long count, String one, String many) {
        return count == 1 ? one : many;
    }

    /** The same of what may be a part of one. */
    public static String word(BigDecimal count, String one, String many) {
        return count.compareTo(BigDecimal.ONE) == 0 ? one : many;
    }
}
