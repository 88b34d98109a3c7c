package throughline.landscape;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a system is to be left alone, because its owner works on it: nothing is sent to it and
 * nothing is read from it, and everything goes on by itself afterwards.
 */
public record Maintenance(List<Window> windows) {

    /** Never. */
    public static final Maintenance NONE = new Maintenance(List.of());

    public Maintenance {
        windows = List.copyOf(windows);
    }

    /** When it ends; empty when there is none at that moment. Windows that touch are one. */
    public Optional<Instant> until(Instant now) {
        Instant end = now;
        Optional<Instant> more = ending(end);
        while (more.isPresent() && more.get().isAfter(end)) {
            end = more.get();
            more = ending(end);
        }
        return end.equals(now) ? Optional.empty() : Optional.of(end);
    }

    private Optional<Instant> ending(Instant now) {
        return windows.stream()
                .flatMap(window -> window.until(now).stream())
                .max(Instant::compareTo);
    }

    /** A stretch of time; its beginning belongs to it, its end does not. */
    public sealed interface Window {

        /** When it ends, if it holds at that moment. */
        Optional<Instant> until(Instant now);
    }

    /** Once, from one moment to another. */
    public record Once(Instant from, Instant end) implements Window {

        public Once {
            if (!end.isAfter(from)) {
                throw new IllegalArgumentException("a stretch of time ends after its beginning");
            }
        }

        @Override
        public Optional<Instant> until(Instant now) {
            return now.isBefore(from) || !now.isBefore(end) ? Optional.empty() : Optional.of(end);
        }
    }

    /**
     * On days of the week, by the clock of a place. One that ends no later than it begins ends on
     * the day after.
     */
    public record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime end, ZoneId zone)
            implements Window {

        public Weekly {
            days = EnumSet.copyOf(days);
        }

        @Override
        public Optional<Instant> until(Instant now) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            return List.of(today.minusDays(1), today).stream()
                    .filter(day -> days.contains(day.getDayOfWeek()))
                    .filter(day -> !now.isBefore(at(day, from)))
                    .map(day -> at(end.isAfter(from) ? day : day.plusDays(1), end))
                    .filter(now::isBefore)
                    .findFirst();
        }

        /** A time that a change of the clocks leaves out is as much later as they are set. */
        private Instant at(LocalDate day, LocalTime time) {
            return ZonedDateTime.of(day, time, zone).toInstant();
        }
    }
}
