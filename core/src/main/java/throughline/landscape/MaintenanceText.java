package throughline.landscape;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maintenance as a system's file words it, below {@code maintenance}. */
public final class MaintenanceText {

    private static final Set<String> NAMES = Set.of("on", "from", "until", "zone");
    private static final String EXAMPLE =
            "Write {on: sunday, from: \"02:00\", until: \"04:00\", zone: Europe/Berlin}, or {from:"
                    + " 2026-12-05T22:00:00Z, until: 2026-12-06T04:00:00Z}.";

    private MaintenanceText() {}

    /** What a system declared; whatever was refused when its file was read is left out. */
    public static Maintenance of(SystemDeclaration system) {
        if (!(system.settings().get("maintenance") instanceof List<?> declared)) {
            return Maintenance.NONE;
        }
        List<Maintenance.Window> windows = new ArrayList<>();
        declared.forEach(each -> windows.add(window(each)));
        return new Maintenance(windows);
    }

    /**
     * One window.
     *
     * @throws IllegalArgumentException with a sentence for whoever wrote it
     */
    public static Maintenance.Window window(Object declared) {
        if (!(declared instanceof Map<?, ?> map) || !NAMES.containsAll(map.keySet())) {
            throw refused("a time of maintenance has on, from, until and zone, and nothing else");
        }
        String from = text(map, "from");
        String until = text(map, "until");
        try {
            if (from.contains("T")) {
                return new Maintenance.Once(Instant.parse(from), Instant.parse(until));
            }
            return new Maintenance.Weekly(
                    days(map.get("on")),
                    LocalTime.parse(from),
                    LocalTime.parse(until),
                    ZoneId.of(text(map, "zone")));
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            throw refused(String.valueOf(unreadable.getMessage()));
        }
    }

    private static Set<DayOfWeek> days(@Nullable Object on) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<?> named = on instanceof List<?> list ? list : on == null ? List.of() : List.of(on);
        named.forEach(day -> days.add(day(day.toString())));
        return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
    }

    private static DayOfWeek day(String name) {
        try {
            return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(name + " is no day of the week", unknown);
        }
    }

    private static String text(Map<?, ?> map, String name) {
        Object value = map.get(name);
        return value == null ? "" : value.toString();
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(
                "This is no time of maintenance: " + why + ". " + EXAMPLE);
    }
}
