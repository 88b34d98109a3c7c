package throughline.landscape;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one gate is set for a unit.
 *
 * @param gate which of the nine
 * @param required field names that must be present, in the gate's own words (see the reference)
 * @param settings thresholds and choices of the gate, as texts
 * @param conditions further conditions in CEL over {@code deal}, {@code customer} and {@code terms}
 * @param waivers roles that may waive a violation; empty when nobody may
 */
public record GatePolicy(
        GateName gate,
        boolean enabled,
        List<String> required,
        Map<String, String> settings,
        List<Condition> conditions,
        String owner,
        List<String> waivers) {

    public GatePolicy {
        required = List.copyOf(required);
        settings = Map.copyOf(settings);
        conditions = List.copyOf(conditions);
        waivers = List.copyOf(waivers);
    }

    /** A compiled condition of the landscape. */
    public interface Condition {
        /** Its published code. */
        String code();

        /** Which facts it reads, by path: {@code deal.attributes.unit}. */
        default Set<String> reads() {
            return Set.of();
        }

        /** The sentence shown when it does not hold. */
        String sentence();

        /**
         * Whether it holds for these facts; facts that it needs and that are absent: it does not.
         */
        boolean holds(Map<String, Object> facts);
    }
}
