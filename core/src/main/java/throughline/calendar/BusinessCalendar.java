package throughline.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Working hours by which business clocks run. Daylight saving is the zone's business: a working day
 * has the length that its clock times have on that day.
 *
 * @param opens the time at which a working day begins
 * @param closes the time at which it ends, after {@code opens}
 */
public record BusinessCalendar(
        ZoneId zone,
        LocalTime opens,
        LocalTime closes,
        Set<DayOfWeek> workdays,
        Set<LocalDate> holidays) {

    private static final int LONGEST_SEARCH_DAYS = 3_660;

    public BusinessCalendar {
        workdays = Set.copyOf(workdays);
        holidays = Set.copyOf(holidays);
        if (!opens.isBefore(closes) || workdays.isEmpty()) {
            throw new IllegalArgumentException(
                    "a working week needs a day that opens before it closes");
        }
    }

    /** Whether work is done on a day. */
    public boolean isWorkday(LocalDate day) {
        return workdays.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    /** The instant at which that much business time has passed since {@code start}. */
    public Instant plus(Instant start, Duration business) {
        Duration left = business;
        LocalDate day = start.atZone(zone).toLocalDate();
        for (int i = 0; i < LONGEST_SEARCH_DAYS; i++, day = day.plusDays(1)) {
            Instant from = later(start, opening(day));
            Duration here = openBetween(day, from, closing(day));
            if (isWorkday(day) && left.compareTo(here) <= 0) {
                return from.plus(left);
            }
            left = left.minus(here);
        }
        throw new IllegalArgumentException("no " + business + " of business time within ten years");
    }

    /** The business time between two instants; zero when the second is not after the first. */
    public Duration between(Instant start, Instant end) {
        Duration sum = Duration.ZERO;
        LocalDate last = end.atZone(zone).toLocalDate();
        for (LocalDate day = start.atZone(zone).toLocalDate();
                !day.isAfter(last);
                day = day.plusDays(1)) {
            sum =
                    sum.plus(
                            openBetween(
                                    day, later(start, opening(day)), earlier(end, closing(day))));
        }
        return sum;
    }

    private Duration openBetween(LocalDate day, Instant from, Instant until) {
        return isWorkday(day) && from.isBefore(until)
                ? Duration.between(from, until)
                : Duration.ZERO;
    }

    private Instant opening(LocalDate day) {
        return day.atTime(opens).atZone(zone).toInstant();
    }

    private Instant closing(LocalDate day) {
        return day.atTime(closes).atZone(zone).toInstant();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
