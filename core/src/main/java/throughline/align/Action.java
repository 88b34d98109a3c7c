package throughline.align;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.money.Money;

/**
 * One idempotent write to one system.
 *
 * @param system the system's name in the landscape
 * @param naturalKey what the receiving system is searched by when an answer never came
 * @param body the desired record in canonical words: texts, exact decimals as texts, lists, maps
 * @param dependsOn actions that must be confirmed before this one is sent
 * @param atStake the money that waits for this write; decides its priority
 * @param due when it becomes late
 */
public record Action(
        ActionKey key,
        String system,
        ActionKind kind,
        String naturalKey,
        Map<String, Object> body,
        List<ActionKey> dependsOn,
        Optional<Money> atStake,
        Optional<Instant> due) {

    public Action {
        body = Collections.unmodifiableSortedMap(new TreeMap<>(body));
        dependsOn = List.copyOf(dependsOn);
    }
}
