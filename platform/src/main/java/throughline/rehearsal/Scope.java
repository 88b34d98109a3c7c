package throughline.rehearsal;

import java.util.Optional;
import throughline.releases.RefusedReleaseException;

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

    /**
     * As somebody writes it.
     *
     * @param percent a whole number
     * @param unit empty for all
     * @throws RefusedReleaseException when the number is none from 1 to 100
     */
    public static Scope of(String percent, String unit) {
        int share = percent.matches("[0-9]{1,3}") ? Integer.parseInt(percent) : 0;
        if (share < 1 || share > 100) {
            throw new RefusedReleaseException(
                    "bad-sample",
                    "Cannot rehearse such a sample: write its percent as a whole number from 1 to"
                            + " 100.");
        }
        return new Scope(share, unit.isBlank() ? Optional.empty() : Optional.of(unit.strip()));
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
