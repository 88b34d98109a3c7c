package throughline.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.landscape.ExchangePolicy;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;

/**
 * What metrics need to know of the enterprise and of the day.
 *
 * @param dimensions that the landscape declares
 * @param weekStartsOn the first day of its weeks
 * @param cutoffDays by legal entity: days after a month in which its time is billed
 * @param today the last day that counts when none is named
 * @param exchange where rates of exchange come from and which of them count
 * @param functionalCurrencies by legal entity
 */
public record Settings(
        List<String> dimensions,
        DayOfWeek weekStartsOn,
        Map<String, Integer> cutoffDays,
        LocalDate today,
        ExchangePolicy exchange,
        Map<String, String> functionalCurrencies) {

    public Settings {
        dimensions = List.copyOf(dimensions);
        cutoffDays = Map.copyOf(cutoffDays);
        functionalCurrencies = Map.copyOf(functionalCurrencies);
    }

    /** Of an enterprise that knows no rates of exchange. */
    public Settings(
            List<String> dimensions,
            DayOfWeek weekStartsOn,
            Map<String, Integer> cutoffDays,
            LocalDate today) {
        this(dimensions, weekStartsOn, cutoffDays, today, ExchangePolicy.NONE, Map.of());
    }

    /** Those of a release. */
    public static Settings of(Release release, LocalDate today) {
        Map<String, Integer> cutoffs = new HashMap<>();
        Map<String, String> functional = new HashMap<>();
        for (LegalEntity entity : release.legalEntities()) {
            cutoffs.put(entity.code(), entity.cutoffDays());
            functional.put(entity.code(), entity.functionalCurrency().getCode());
        }
        return new Settings(
                release.dimensions(),
                release.weekStartsOn(),
                cutoffs,
                today,
                release.exchange(),
                functional);
    }
}
