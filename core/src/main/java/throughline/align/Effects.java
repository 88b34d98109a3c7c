package throughline.align;

import java.util.Map;
import java.util.Optional;
import throughline.engagement.Entries;

/**
 * What was asked of other systems, and how it ended.
 *
 * @param byPurpose the newest attempt at each purpose
 */
public record Effects(Map<String, Effect> byPurpose) {

    /** Nothing was asked. */
    public static final Effects NONE = new Effects(Entries.none());

    public Effects {
        byPurpose = Entries.of(byPurpose);
    }

    /** What became of a purpose. */
    public Optional<Effect> of(String purpose) {
        return Optional.ofNullable(byPurpose.get(purpose));
    }

    /** Whether the system holds what was asked for. */
    public boolean confirmed(String purpose) {
        return of(purpose).map(Effect::isConfirmed).orElse(false);
    }

    /** After a write was planned. */
    public Effects planned(Action action) {
        ActionKey key = action.key();
        Effect effect =
                new Effect(
                        key.purpose(),
                        key.attempt(),
                        action.system(),
                        action.kind(),
                        Content.hash(action),
                        new Effect.Status.Planned());
        return with(effect);
    }

    /** After a planned write was withdrawn. */
    public Effects withdrawn(ActionKey key) {
        return of(key.purpose())
                .filter(effect -> effect.attempt() == key.attempt() && !effect.isConfirmed())
                .map(effect -> with(effect.with(new Effect.Status.Withdrawn())))
                .orElse(this);
    }

    /** After a write ended. A confirmation is final, whichever attempt it is for. */
    public Effects concluded(ActionKey key, ActionOutcome outcome) {
        return of(key.purpose())
                .filter(effect -> !effect.isConfirmed())
                .map(effect -> with(effect.ended(key.attempt(), statusOf(outcome))))
                .orElse(this);
    }

    private Effects with(Effect effect) {
        return new Effects(Entries.plus(byPurpose, effect.purpose(), effect));
    }

    private static Effect.Status statusOf(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Confirmed(var id, var facts) ->
                    new Effect.Status.Confirmed(id, facts);
            case ActionOutcome.Rejected(var code, var sentence) ->
                    new Effect.Status.Rejected(code, sentence);
            case ActionOutcome.Ambiguous(var sentence) -> new Effect.Status.Ambiguous(sentence);
            case ActionOutcome.Cancelled(var by, var reason) ->
                    new Effect.Status.Cancelled(by, reason);
        };
    }
}
