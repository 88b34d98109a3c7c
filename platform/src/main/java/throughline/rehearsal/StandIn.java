package throughline.rehearsal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.align.Effect;
import throughline.align.Effects;
import throughline.money.Money;

/**
 * Stands in for the outside systems: answers a write as its system did when the same write was
 * made, and takes one that was never made, so that an engagement goes on. A write of which nobody
 * has heard stays unheard of.
 */
final class StandIn {

    private static final String NUMBER = "number";
    private static final String TAX = "tax";

    private final Map<String, Document> known;
    private final Map<ActionKey, ActionOutcome> toCome = new HashMap<>();
    private final Map<ActionKey, ActionOutcome> heard = new HashMap<>();
    private final Map<ActionKey, Action> waiting = new LinkedHashMap<>();
    private final Map<String, Action> newest = new LinkedHashMap<>();
    private final Map<ActionKey, Action> asked = new HashMap<>();

    /**
     * A stand-in for one engagement's writes.
     *
     * @param kept the engagement, with the outcomes that its writes had
     */
    StandIn(Kept kept) {
        this.known = kept.inForce().documents();
        for (Step step : kept.steps()) {
            if (step.reached() instanceof Step.Reached.Ended(var key, var outcome)) {
                toCome.put(key, outcome);
            }
        }
    }

    /** A write was planned. */
    void planned(Action action) {
        newest.put(action.key().purpose(), action);
        asked.put(action.key(), action);
        waiting.put(action.key(), action);
    }

    /** The write that decides what a system holds. */
    Optional<Action> standing(ActionKey key) {
        return Optional.ofNullable(asked.get(key))
                .or(() -> Optional.ofNullable(newest.get(key.purpose())));
    }

    /** What is said at the moment at which the system said this. */
    ActionOutcome heardNow(ActionKey key, ActionOutcome outcome) {
        toCome.remove(key, outcome);
        heard.put(key, outcome);
        Action last = newest.get(key.purpose());
        return last == null ? outcome : adapted(last, outcome);
    }

    /** What can be answered at once, now that the engagement stands like this. */
    List<Answer> answers(Effects effects) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Answer> answers = new ArrayList<>();
        for (Action action : List.copyOf(waiting.values())) {
            ActionKey key = action.key();
            Optional<Effect> effect =
                    effects.of(key.purpose()).filter(each -> each.key().equals(key));
            if (effect.isEmpty() || !(effect.get().status() instanceof Effect.Status.Planned)) {
                waiting.remove(key);
            } else if (toCome.containsKey(key)) {
                waiting.remove(key);
            } else if (heard.containsKey(key)) {
                waiting.remove(key);
                answers.add(new Answer(key, adapted(action, heard.get(key))));
            } else if (!isKnown(key) && ready(action, effects)) {
                waiting.remove(key);
                answers.add(new Answer(key, taken(action)));
            }
        }
        return answers;
    }

    /** An answer that comes at once. */
    record Answer(ActionKey key, ActionOutcome outcome) {}

    /** Whether the same write was made in life; what became of it then, becomes of it now. */
    private boolean isKnown(ActionKey key) {
        Document document = known.get(key.purpose());
        return document != null && document.key().attempt() >= key.attempt();
    }

    private static boolean ready(Action action, Effects effects) {
        return action.dependsOn().stream().allMatch(need -> effects.confirmed(need.purpose()));
    }

    private static ActionOutcome taken(Action action) {
        Map<String, String> facts = new HashMap<>();
        facts.put(NUMBER, "rehearsed " + action.naturalKey());
        Object date = action.body().get("date");
        if (date != null) {
            facts.put("date", date.toString());
        }
        return new ActionOutcome.Confirmed("rehearsed", facts);
    }

    /** The tax that a system put on a document grows with the document. */
    private ActionOutcome adapted(Action asked, ActionOutcome outcome) {
        Document before = known.get(asked.key().purpose());
        if (before == null
                || !(outcome instanceof ActionOutcome.Confirmed(var id, var facts))
                || !facts.containsKey(TAX)) {
            return outcome;
        }
        Optional<Money> was = before.amount();
        Optional<Money> is = asked.atStake();
        if (was.isEmpty() || is.isEmpty() || was.equals(is) || was.get().isZero()) {
            return outcome;
        }
        Map<String, String> next = new HashMap<>(facts);
        next.put(TAX, scaled(facts.getOrDefault(TAX, "0"), was.get(), is.get()));
        return new ActionOutcome.Confirmed(id, next);
    }

    private static String scaled(String tax, Money was, Money is) {
        try {
            return new BigDecimal(tax)
                    .multiply(is.decimal())
                    .divide(was.decimal(), is.currency().getDecimalPlaces(), RoundingMode.HALF_UP)
                    .toPlainString();
        } catch (NumberFormatException unreadable) {
            return tax;
        }
    }
}
