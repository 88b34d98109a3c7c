package throughline.landscape.build;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import throughline.calendar.BusinessCalendar;

/** Reads working hours and holidays. */
final class CalendarReader {

    private CalendarReader() {}

    static BusinessCalendar read(Tree tree, Defects defects) {
        Reading reading = Reading.of(tree, "calendar", defects);
        ZoneId zone =
                EntityReader.zone(reading.optional("zone").orElse("UTC"), reading, "zone")
                        .orElse(ZoneOffset.UTC);
        LocalTime opens = time(reading, "opens", "09:00");
        LocalTime closes = time(reading, "closes", "17:00");
        Set<DayOfWeek> workdays = EnumSet.noneOf(DayOfWeek.class);
        for (String day : reading.texts("workdays")) {
            Vocabularies.constant(DayOfWeek.class, day, reading, "workdays")
                    .ifPresent(workdays::add);
        }
        if (!reading.has("workdays")) {
            workdays.addAll(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        }
        Set<LocalDate> holidays = new HashSet<>();
        for (String day : reading.texts("holidays")) {
            EntityReader.day(day, reading, "holidays").ifPresent(holidays::add);
        }
        reading.done();
        if (!opens.isBefore(closes) || workdays.isEmpty()) {
            defects.add(tree.place(), "bad-value", "A working day needs to open before it closes.");
            return new BusinessCalendar(
                    zone, LocalTime.MIN, LocalTime.MAX, EnumSet.allOf(DayOfWeek.class), Set.of());
        }
        return new BusinessCalendar(zone, opens, closes, workdays, holidays);
    }

    private static LocalTime time(Reading reading, String key, String otherwise) {
        String text = reading.optional(key).orElse(otherwise);
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException unreadable) {
            reading.defect(
                    key, "bad-value", "%s is %s. Write a time as \"09:00\".".formatted(key, text));
            return LocalTime.parse(otherwise);
        }
    }
}
