package throughline.landscape;

import java.math.RoundingMode;

/** How amounts of document lines become whole minor units, as the gate of prices says. */
public final class Rounding {

    /** The setting of the gate {@code pricing}: {@code half-up} or {@code half-even}. */
    public static final String SETTING = "rounding";

    /** The word for rounding halves to the even neighbour. */
    public static final String HALF_EVEN = "half-even";

    private Rounding() {}

    /** The mode that a word names; half up for any other. */
    public static RoundingMode of(String word) {
        return word.equals(HALF_EVEN) ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP;
    }
}
