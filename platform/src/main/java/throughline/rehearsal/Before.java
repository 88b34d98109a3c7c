package throughline.rehearsal;

import java.util.List;
import java.util.Map;

/**
 * What some engagements are held against.
 *
 * @param standings what the release in force would have made of them, where that is not what they
 *     are in life
 */
record Before(Map<String, Standing> standings) {
    /** All of them are held against what they are. */
    static final Before LIFE = new Before(Map.of());

    Standing of(Kept kept) {
        return standings.getOrDefault(kept.id().value(), kept.inForce());
    }

    boolean isLife(Kept kept) {
        return !standings.containsKey(kept.id().value());
    }

    List<String> apart() {
        return standings.keySet().stream().sorted().toList();
    }
}
