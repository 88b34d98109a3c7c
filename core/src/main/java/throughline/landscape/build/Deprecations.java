package throughline.landscape.build;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.landscape.Part.Deprecation;

/** Reads which parts are on their way out. */
final class Deprecations {

    private Deprecations() {}

    /**
     * Those that are named, by part.
     *
     * @param parts all that there are
     */
    static Map<String, Deprecation> read(List<Reading> rows, Set<String> parts) {
        Map<String, Deprecation> found = new TreeMap<>();
        for (Reading row : rows) {
            String part = row.text("part");
            String until = row.text("until");
            Optional<String> instead = row.optional("instead");
            Optional<String> note = row.optional("note");
            row.done();
            known(row, "part", part, parts);
            instead.ifPresent(other -> known(row, "instead", other, parts));
            if (found.containsKey(part)) {
                row.defect("part", "duplicate", part + " is deprecated twice. Keep one.");
            }
            day(row, until).ifPresent(day -> found.put(part, new Deprecation(day, instead, note)));
        }
        return found;
    }

    private static void known(Reading row, String key, String part, Set<String> parts) {
        if (!part.isEmpty() && !parts.contains(part)) {
            row.unless(
                    Ownership.cause(part),
                    key,
                    "unknown-reference",
                    "There is no part %s. Correct the name, or remove the row.".formatted(part));
        }
    }

    private static Optional<LocalDate> day(Reading row, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException unreadable) {
            row.defect(
                    "until", "bad-date", "%s is no day. Write it as 2027-03-31.".formatted(text));
            return Optional.empty();
        }
    }
}
