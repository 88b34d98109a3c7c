package throughline.scenario;

import java.time.LocalDate;
import java.util.regex.Pattern;
import throughline.calendar.FiscalPeriod;

/** Names of time in expectations: a fiscal period, a calendar quarter, a calendar year, a day. */
final class Spans {

    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern QUARTER = Pattern.compile("\\d{4}-Q[1-4]");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Spans() {}

    /** Whether something of a period, effective on a day, lies in a span. */
    static boolean contains(String span, String period, LocalDate day) {
        if (YEAR.matcher(span).matches()) {
            return span.equals(year(day));
        }
        if (QUARTER.matcher(span).matches()) {
            return span.equals(quarter(day));
        }
        return DAY.matcher(span).matches() ? span.equals(day.toString()) : span.equals(period);
    }

    /** Whether a day lies in a span or before it. */
    static boolean reaches(String span, FiscalPeriod period, LocalDate day) {
        if (YEAR.matcher(span).matches()) {
            return year(day).compareTo(span) <= 0;
        }
        if (QUARTER.matcher(span).matches()) {
            return quarter(day).compareTo(span) <= 0;
        }
        return DAY.matcher(span).matches()
                ? day.toString().compareTo(span) <= 0
                : period.id().compareTo(span) <= 0;
    }

    private static String year(LocalDate day) {
        return "%04d".formatted(day.getYear());
    }

    private static String quarter(LocalDate day) {
        return "%04d-Q%d".formatted(day.getYear(), (day.getMonthValue() + 2) / 3);
    }
}
