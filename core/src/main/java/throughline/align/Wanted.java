package throughline.align;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import throughline.money.Money;

/**
 * One record that a system should hold.
 *
 * @param purpose the action's key without its attempt
 * @param body made when it is asked for: most of what is wanted is on its way already
 * @param dependsOn purposes that must be confirmed first
 */
public record Wanted(
        String purpose,
        String system,
        ActionKind kind,
        String naturalKey,
        Supplier<Map<String, Object>> body,
        List<String> dependsOn,
        Optional<Money> atStake,
        Optional<Instant> due) {

    Action attempt(int number, Effects effects) {
        List<ActionKey> first = new ArrayList<>(dependsOn.size());
        for (String need : dependsOn) {
            Effect known = effects.byPurpose().get(need);
            first.add(known == null ? ActionKey.of(need, 1) : known.key());
        }
        ActionKey key = ActionKey.of(purpose, number);
        return new Action(key, system, kind, naturalKey, body.get(), first, atStake, due);
    }
}
