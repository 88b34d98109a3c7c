package throughline.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.insight.Written;

/**
 * Days named as reports name them.
 *
 * @param until the day after the last
 */
record PieceOfTime(LocalDate from, LocalDate until) {

    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");

    /**
     * The days of the one that is given.
     *
     * @throws CommandFailure when it is none
     */
    static PieceOfTime of(
            @Nullable String month,
            @Nullable String week,
            @Nullable String quarter,
            @Nullable String year) {
        try {
            if (month != null) {
                YearMonth of = Written.month(month);
                return new PieceOfTime(of.atDay(1), of.plusMonths(1).atDay(1));
            }
            if (week != null) {
                LocalDate first = Written.day(week);
                return new PieceOfTime(first, first.plusWeeks(1));
            }
            if (quarter != null) {
                return quarter(quarter);
            }
            LocalDate first = Written.day(year + "-01-01");
            return new PieceOfTime(first, first.plusYears(1));
        } catch (DateTimeException wrong) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "no-such-period",
                    "Cannot read the period: "
                            + wrong.getMessage()
                            + ". Write a month as 2017-03, a week by its first day as 2017-03-06, a"
                            + " quarter as 2017-Q1, a year as 2017.");
        }
    }

    private static PieceOfTime quarter(String text) {
        Matcher matcher = QUARTER.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("'" + text + "' is no quarter");
        }
        int month = (Integer.parseInt(matcher.group(2)) - 1) * 3 + 1;
        LocalDate first = Written.month("%s-%02d".formatted(matcher.group(1), month)).atDay(1);
        return new PieceOfTime(first, first.plusMonths(3));
    }
}
