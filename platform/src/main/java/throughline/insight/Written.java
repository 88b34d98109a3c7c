package throughline.insight;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Days, months and instants as people and programs write them. A year has four digits: whoever
 * writes another slipped, and no database takes the furthest of them.
 *
 * <p><b>Errors</b>: {@link DateTimeException} for whatever is none.
 */
public final class Written {

    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9_999;

    private Written() {}

    /** A day, as {@code 2017-03-01}. */
    public static LocalDate day(String text) {
        LocalDate day = LocalDate.parse(text);
        check(text, day.getYear());
        return day;
    }

    /** A month, as {@code 2017-03}. */
    public static YearMonth month(String text) {
        YearMonth month = YearMonth.parse(text);
        check(text, month.getYear());
        return month;
    }

    /** An instant, as {@code 2026-01-01T00:00:00Z}. */
    public static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        check(text, instant.atOffset(ZoneOffset.UTC).getYear());
        return instant;
    }

    private static void check(String text, int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new DateTimeException("'" + text + "' has no year of four digits");
        }
    }
}
