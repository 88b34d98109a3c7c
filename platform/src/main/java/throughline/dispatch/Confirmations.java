package throughline.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;

/**
 * Which writes were confirmed lately, durably, and under which ids. What is confirmed stays so for
 * good, so whoever depends on these need not look them up again, on whichever node they are.
 *
 * <p><b>Threads</b>: safe for any number.
 */
final class Confirmations {

    private static final int MOST = 20_000;

    private final Map<ActionKey, Confirmed> newest =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ActionKey, Confirmed> eldest) {
                    return size() > MOST;
                }
            };

    /** An outcome was kept. */
    void note(Action action, ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Confirmed(var id, _)) {
            synchronized (newest) {
                newest.put(action.key(), new Confirmed(action.kind().name(), id));
            }
        }
    }

    /**
     * The ids of all that a write depends on, by kind; empty when one of them is not known here,
     * which says nothing about it.
     */
    Optional<Map<String, Object>> idsFor(Action action) {
        Map<String, Object> ids = new TreeMap<>();
        synchronized (newest) {
            for (ActionKey needed : action.dependsOn()) {
                @Nullable Confirmed confirmed = newest.get(needed);
                if (confirmed == null) {
                    return Optional.empty();
                }
                ids.put(confirmed.kind(), confirmed.id());
            }
        }
        return Optional.of(ids);
    }

    private record Confirmed(String kind, String id) {}
}
