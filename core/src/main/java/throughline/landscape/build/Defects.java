package throughline.landscape.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that was found wrong so far. */
public final class Defects {

    private final Set<Defect> found = new LinkedHashSet<>();

    /** Notes one. */
    public void add(Place place, String code, String sentence) {
        found.add(new Defect(place, code, sentence));
    }

    /** Whether nothing was found. */
    public boolean none() {
        return found.isEmpty();
    }

    /** All of them, by file and line. */
    public List<Defect> all() {
        List<Defect> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Defect::place));
        return List.copyOf(sorted);
    }
}
