package throughline.landscape;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a landscape promises to those who read its canonical records, beside their shape.
 *
 * @param owner answers for it
 * @param sunsets by path, {@code deal.attributes.region}: what may be gone one day
 * @param agreed by path: breaks that their readers agreed to
 */
public record Publication(String owner, Map<String, Sunset> sunsets, Map<String, Agreed> agreed) {

    /** Nothing is promised beyond the shape. */
    public static final Publication NONE = new Publication("", Map.of(), Map.of());

    public Publication {
        sunsets = new TreeMap<>(sunsets);
        agreed = new TreeMap<>(agreed);
    }

    /**
     * The end of a field.
     *
     * @param on from this day on it may be gone
     * @param instead what to read in its place
     */
    public record Sunset(LocalDate on, Optional<String> instead, String why) {}

    /** Somebody answers for a break. */
    public record Agreed(String by, String why) {}

    /** The days of all sunsets, by path. */
    public Map<String, LocalDate> days() {
        Map<String, LocalDate> days = new TreeMap<>();
        sunsets.forEach((path, sunset) -> days.put(path, sunset.on()));
        return days;
    }
}
