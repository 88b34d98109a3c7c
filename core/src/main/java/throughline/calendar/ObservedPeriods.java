package throughline.calendar;

import java.util.Map;

/** The accounting periods of all legal entities, by the entities' codes. */
public record ObservedPeriods(Map<String, AccountingPeriods> byEntity) {

    /** Nothing was observed: every period is open. */
    public static final ObservedPeriods NONE = new ObservedPeriods(Map.of());

    public ObservedPeriods {
        byEntity = Map.copyOf(byEntity);
    }

    /** Those of one entity. */
    public AccountingPeriods of(String entity) {
        return byEntity.getOrDefault(entity, AccountingPeriods.NONE);
    }
}
