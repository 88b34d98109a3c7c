package throughline.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;

/**
 * What metrics need to know of the enterprise and of the day.
 *
 * @param dimensions that the landscape declares
 * @param weekStartsOn the first day of its weeks
 * @param cutoffDays by legal entity: days after a month in which its time is billed
 * @param today the last day that counts when none is named
 */
public record Settings(
        List<String> dimensions,
        DayOfWeek weekStartsOn,
        Map<String, Integer> cutoffDays,
        LocalDate today) {

    public Settings {
        dimensions = List.copyOf(dimensions);
        cutoffDays = Map.copyOf(cutoffDays);
    }

    /** Those of a release. */
    public static Settings of(Release release, LocalDate today) {
        Map<String, Integer> cutoffs = new java.util.HashMap<>();
        for (LegalEntity entity : release.legalEntities()) {
            cutoffs.put(entity.code(), entity.cutoffDays());
        }
        return new Settings(release.dimensions(), release.weekStartsOn(), cutoffs, today);
    }
}
