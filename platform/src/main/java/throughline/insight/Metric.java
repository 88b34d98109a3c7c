package throughline.insight;

import java.util.List;

/**
 * One number by its definition.
 *
 * @param name in kebab case
 * @param definition the version of the definition; raised when its meaning changes
 * @param formula as a controller would write it
 * @param dimensions what it can be cut by beyond those that every engagement has
 */
public record Metric(
        String name,
        int definition,
        Unit unit,
        String formula,
        List<String> dimensions,
        Computation computation) {

    public Metric {
        dimensions = List.copyOf(dimensions);
    }

    /** What it is counted in. */
    public enum Unit {
        MONEY,
        HOURS,
        RATIO,
        DAYS,
        COUNT
    }
}
