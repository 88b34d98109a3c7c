package throughline.calendar;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A half-open range of days {@code [from, until)} in the legal entity's calendar.
 *
 * @param until the first day that no longer belongs to it
 */
public record DateRange(LocalDate from, LocalDate until) {

    public DateRange {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException(
                    "range ends before it begins: " + from + " .. " + until);
        }
    }

    /** One day. */
    public static DateRange day(LocalDate day) {
        return new DateRange(day, day.plusDays(1));
    }

    /** How many days it has. */
    public long days() {
        return ChronoUnit.DAYS.between(from, until);
    }

    /** Whether it has no day. */
    public boolean isEmpty() {
        return from.equals(until);
    }

    /** Whether a day belongs to it. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }

    /** Whether all days of the other belong to it. */
    public boolean contains(DateRange other) {
        return !other.from.isBefore(from) && !other.until.isAfter(until);
    }

    /** The days of both; empty when there are none. */
    public Optional<DateRange> intersect(DateRange other) {
        LocalDate start = from.isAfter(other.from) ? from : other.from;
        LocalDate end = until.isBefore(other.until) ? until : other.until;
        return start.isBefore(end) ? Optional.of(new DateRange(start, end)) : Optional.empty();
    }

    /** The last day that belongs to it; a range without days has none. */
    public LocalDate lastDay() {
        if (isEmpty()) {
            throw new IllegalStateException("an empty range has no last day: " + this);
        }
        return until.minusDays(1);
    }

    /** Its first and last day, as people read them: {@code 2026-03-01 to 2026-03-31}. */
    public String words() {
        return isEmpty() ? "no day" : days() == 1 ? from.toString() : from + " to " + lastDay();
    }

    @Override
    public String toString() {
        return "[" + from + ", " + until + ")";
    }
}
