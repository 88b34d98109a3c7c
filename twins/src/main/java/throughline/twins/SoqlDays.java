package throughline.twins;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The days that a word of the query language stands for, seen from a day.
 *
 * @param until the day after the last of them
 */
record SoqlDays(LocalDate from, LocalDate until) {

    static Optional<SoqlDays> of(String word, int n, LocalDate today) {
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.withMonth((today.getMonthValue() - 1) / 3 * 3 + 1);
        LocalDate year = today.withDayOfYear(1);
        return Optional.ofNullable(
                switch (word) {
                    case "TODAY" -> days(today, 1);
                    case "YESTERDAY" -> days(today.minusDays(1), 1);
                    case "TOMORROW" -> days(today.plusDays(1), 1);
                    case "THIS_WEEK" -> days(week, 7);
                    case "LAST_WEEK" -> days(week.minusWeeks(1), 7);
                    case "NEXT_WEEK" -> days(week.plusWeeks(1), 7);
                    case "THIS_MONTH" -> months(month, 1);
                    case "LAST_MONTH" -> months(month.minusMonths(1), 1);
                    case "NEXT_MONTH" -> months(month.plusMonths(1), 1);
                    case "THIS_QUARTER" -> months(quarter, 3);
                    case "LAST_QUARTER" -> months(quarter.minusMonths(3), 3);
                    case "NEXT_QUARTER" -> months(quarter.plusMonths(3), 3);
                    case "THIS_YEAR" -> months(year, 12);
                    case "LAST_YEAR" -> months(year.minusYears(1), 12);
                    case "NEXT_YEAR" -> months(year.plusYears(1), 12);
                    case "LAST_90_DAYS" -> days(today.minusDays(90), 91);
                    case "NEXT_90_DAYS" -> days(today.plusDays(1), 90);
                    case "LAST_N_DAYS" -> n > 0 ? days(today.minusDays(n), n + 1) : null;
                    case "NEXT_N_DAYS" -> n > 0 ? days(today.plusDays(1), n) : null;
                    case "N_DAYS_AGO" -> n > 0 ? days(today.minusDays(n), 1) : null;
                    case "LAST_N_WEEKS" -> n > 0 ? days(week.minusWeeks(n), 7 * n) : null;
                    case "LAST_N_MONTHS" -> n > 0 ? months(month.minusMonths(n), n) : null;
                    case "LAST_N_YEARS" -> n > 0 ? months(year.minusYears(n), 12 * n) : null;
                    default -> null;
                });
    }

    private static SoqlDays days(LocalDate from, int days) {
        return new SoqlDays(from, from.plusDays(days));
    }

    private static SoqlDays months(LocalDate from, int months) {
        return new SoqlDays(from, from.plusMonths(months));
    }
}
