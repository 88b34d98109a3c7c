package throughline.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.ActionOutcome.Ambiguous;
import throughline.align.ActionOutcome.Cancelled;
import throughline.align.ActionOutcome.Confirmed;
import throughline.align.ActionOutcome.Rejected;
import throughline.engagement.BusinessException;
import throughline.engagement.EffectEvent.ActionConcluded;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.EffectEvent.ActionWithdrawn;
import throughline.engagement.EffectEvent.RecordLinked;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.observed.RecordKey;

/** Learns how writes ended, and asks a person where no rule can go on. */
public final class Answers {

    private Answers() {}

    /** Learns an outcome. A confirmation is final; refusals count for the newest attempt only. */
    public static List<Event> learned(Turn turn, ActionKey key, ActionOutcome outcome) {
        Effect effect = turn.state().effects().byPurpose().get(key.purpose());
        if (effect == null || effect.isConfirmed()) {
            return List.of();
        }
        Event concluded = new ActionConcluded(key, effect.system(), outcome);
        boolean newest = key.attempt() == effect.attempt();
        return switch (outcome) {
            case Confirmed _ ->
                    newest || !(effect.status() instanceof Effect.Status.Planned)
                            ? List.of(concluded)
                            : List.of(new ActionWithdrawn(effect.key()), concluded);
            case Rejected _, Ambiguous _, Cancelled _ ->
                    newest && isNews(effect.status(), outcome) ? List.of(concluded) : List.of();
        };
    }

    private static boolean isNews(Effect.Status status, ActionOutcome outcome) {
        return switch (status) {
            case Effect.Status.Planned _ -> true;
            case Effect.Status.Ambiguous _ -> outcome instanceof Rejected;
            case Effect.Status.Rejected _ -> outcome instanceof Cancelled;
            case Effect.Status.Confirmed _, Effect.Status.Cancelled _, Effect.Status.Withdrawn _ ->
                    false;
        };
    }

    /**
     * A person does not want a write to be sent. Only the newest attempt can be cancelled, while it
     * is planned or refused: what may have left the house is settled instead.
     */
    public static List<Event> cancelled(Turn turn, ActionKey key, String by, String reason) {
        return learned(turn, key, new Cancelled(by, reason));
    }

    /** A person wants a refused or cancelled write to be tried again. */
    public static List<Event> retried(Turn turn, ActionKey key) {
        return turn.state()
                .effects()
                .of(key.purpose())
                .filter(effect -> mayBeAskedForAgain(effect.status()))
                .map(effect -> Aligning.again(turn, effect))
                .orElse(List.of());
    }

    /** Whether a person may ask for it once more: it certainly is not there. */
    public static boolean mayBeAskedForAgain(Effect.Status status) {
        return switch (status) {
            case Effect.Status.Rejected _, Effect.Status.Cancelled _ -> true;
            case Effect.Status.Planned _,
                    Effect.Status.Confirmed _,
                    Effect.Status.Ambiguous _,
                    Effect.Status.Withdrawn _ ->
                    false;
        };
    }

    /** Keeps one exception open for each purpose that needs a person. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        return switch (occasion) {
            case Happened(ActionConcluded(var key, var system, var outcome)) ->
                    ended(turn, key, system, outcome);
            case Happened(ActionPlanned(var action)) ->
                    Exceptions.close(turn, exceptionKey(action.key()), "it was asked for again");
            case Happened(ActionWithdrawn(var key)) ->
                    Exceptions.close(turn, exceptionKey(key), "it is no longer wanted");
            case Happened _, Occasion.DayReached _, Occasion.Again _ -> List.of();
        };
    }

    private static List<Event> ended(
            Turn turn, ActionKey key, String system, ActionOutcome outcome) {
        return switch (outcome) {
            case Confirmed(var id, var facts) -> {
                List<Event> events = new ArrayList<>(linked(turn, system, id, facts));
                events.addAll(Exceptions.close(turn, exceptionKey(key), system + " holds it"));
                yield events;
            }
            case Rejected(var code, var sentence) ->
                    Exceptions.raise(
                            turn,
                            found(
                                    turn,
                                    key,
                                    "action-rejected",
                                    system + " refused: " + sentence,
                                    code));
            case Ambiguous(var sentence) ->
                    Exceptions.raise(
                            turn,
                            found(
                                    turn,
                                    key,
                                    "action-ambiguous",
                                    "Nobody can tell whether "
                                            + system
                                            + " took it: "
                                            + sentence
                                            + " Look there, and say what became of it.",
                                    "ambiguous"));
            case Cancelled(var by, var reason) -> takenBack(turn, key, system, by, reason);
        };
    }

    /** A credit note is a person's own order, and gone with it; anything else is wanted still. */
    private static List<Event> takenBack(
            Turn turn, ActionKey key, String system, String by, String reason) {
        boolean ordered =
                turn.state()
                        .effects()
                        .of(key.purpose())
                        .filter(effect -> effect.kind() == ActionKind.POST_CREDIT_NOTE)
                        .isPresent();
        String sentence =
                "%s does not get it: %s cancelled it%s. Ask for it again when it may be sent."
                        .formatted(system, by, reason.isEmpty() ? "" : " (" + reason + ")");
        return ordered
                ? Exceptions.close(turn, exceptionKey(key), "it was cancelled")
                : Exceptions.raise(
                        turn, found(turn, key, "action-cancelled", sentence, "cancelled"));
    }

    private static BusinessException found(
            Turn turn, ActionKey key, String code, String sentence, String reason) {
        Optional<Effect> effect = turn.state().effects().of(key.purpose());
        String system = effect.map(Effect::system).orElse("");
        return new BusinessException(
                exceptionKey(key),
                code,
                sentence,
                Map.of("action", key.value(), "reason", reason),
                Desired.of(turn).stream()
                        .filter(wanted -> wanted.purpose().equals(key.purpose()))
                        .findFirst()
                        .flatMap(Wanted::atStake),
                turn.release().ownerOf(system),
                code + ":" + system + ":" + reason,
                turn.state().attention().nextDeadline());
    }

    private static List<Event> linked(
            Turn turn, String system, String id, Map<String, String> facts) {
        String type = facts.getOrDefault("type", "");
        if (type.isBlank() || id.isBlank()) {
            return List.of();
        }
        RecordKey record = new RecordKey(system, type, id);
        return turn.state().agreement().linked().containsKey(record.toString())
                ? List.of()
                : List.of(new RecordLinked(record));
    }

    private static String exceptionKey(ActionKey key) {
        return "action:" + key.purpose();
    }
}
