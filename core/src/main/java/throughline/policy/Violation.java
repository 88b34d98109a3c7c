package throughline.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.GateName;
import throughline.money.Money;

/**
 * A gate's refusal.
 *
 * @param code published, for example {@code customer-unknown}
 * @param sentence what was asked, why not, what would work
 * @param evidence the facts that it rests on, by name
 */
public record Violation(
        GateName gate,
        String code,
        String sentence,
        Map<String, String> evidence,
        Optional<Money> atStake,
        String owner,
        List<String> waivers) {

    public Violation {
        evidence = Map.copyOf(evidence);
        waivers = List.copyOf(waivers);
    }
}
