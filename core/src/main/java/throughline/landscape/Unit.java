package throughline.landscape;

import java.util.List;
import java.util.Optional;
import throughline.calendar.BusinessCalendar;

/** A business unit: the base landscape with the unit's allowed variations applied. */
public interface Unit {

    /** Its name. */
    String name();

    /** A decision table by name, in the version that is in force for this unit. */
    Optional<DecisionTable> table(String name);

    /** The nine gates in their order, as configured for this unit. */
    List<GatePolicy> gates();

    /** The business clocks. */
    List<ClockPolicy> clocks();

    /** Codes of the legal entities that sell for it; the first is the usual one. */
    default List<String> sellingEntities() {
        return List.of();
    }

    /** What it has different from its base, as {@code tables/rate-card}; empty for a base. */
    default List<String> variations() {
        return List.of();
    }

    /** Working hours and holidays by which clocks run. */
    BusinessCalendar calendar();
}
