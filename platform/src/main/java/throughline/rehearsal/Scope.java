package throughline.rehearsal;

import java.util.Optional;

/**
 * Which engagements are rehearsed.
 *
 * @param percent of all of them, chosen by their names, always the same ones; 100 for all
 * @param unit only those of this business unit
 */
public record Scope(int percent, Optional<String> unit) {

    /** Everything. */
    public static final Scope WHOLE = new Scope(100, Optional.empty());

    public Scope {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException(
                    "Cannot rehearse " + percent + " percent. Say a number from 1 to 100.");
        }
    }

    boolean takes(String engagement, String ofUnit) {
        return unit.map(ofUnit::equals).orElse(true)
                && Math.floorMod(engagement.hashCode() * 0x9E3779B1, 100) < percent;
    }

    /** Whether it is everything. */
    public boolean isWhole() {
        return percent == 100 && unit.isEmpty();
    }

    @Override
    public String toString() {
        String all = unit.map(name -> "unit " + name).orElse("whole history");
        return percent == 100 ? all : "a sample of " + percent + " percent, " + all;
    }
}
