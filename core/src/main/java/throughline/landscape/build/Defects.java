package throughline.landscape.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that was found wrong so far. What only follows from something that is there and could
 * not be read is not told: whoever mends the one would look for the other in vain.
 */
public final class Defects {

    private final Map<Defect, Set<String>> found = new LinkedHashMap<>();
    private final Set<String> unread = new TreeSet<>();

    /** Notes one. */
    public void add(Place place, String code, String sentence) {
        found.put(new Defect(place, code, sentence), Set.of());
    }

    /**
     * Notes that a part is there and could not be read.
     *
     * @param part as {@code tables/stages}; {@code tables/} for any of them
     */
    public void unread(String part) {
        unread.add(part);
    }

    /** Notes one that is none when a part is there and could not be read. */
    public void unless(String part, Place place, String code, String sentence) {
        found.putIfAbsent(new Defect(place, code, sentence), Set.of(part));
    }

    /** The parts that are there and could not be read, as they were noted. */
    public Set<String> unread() {
        return Set.copyOf(unread);
    }

    /** Whether a part is there and could not be read. */
    public boolean isUnread(String part) {
        return unread.stream().anyMatch(each -> related(part, each));
    }

    private boolean stands(Set<String> causes) {
        return causes.stream().noneMatch(this::isUnread);
    }

    private static boolean related(String part, String other) {
        return part.equals(other)
                || part.endsWith("/") && other.startsWith(part)
                || other.endsWith("/") && part.startsWith(other);
    }

    /** Whether nothing was found. */
    public boolean none() {
        return standing().findAny().isEmpty();
    }

    /** How many stand. */
    public long count() {
        return standing().count();
    }

    private Stream<Defect> standing() {
        return found.entrySet().stream()
                .filter(each -> stands(each.getValue()))
                .map(Map.Entry::getKey);
    }

    /** All of them, by file and line. */
    public List<Defect> all() {
        List<Defect> sorted = new ArrayList<>(standing().toList());
        sorted.sort(Comparator.comparing(Defect::place));
        return List.copyOf(sorted);
    }
}
