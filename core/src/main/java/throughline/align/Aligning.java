package throughline.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.align.Effect.Status.Ambiguous;
import throughline.align.Effect.Status.Cancelled;
import throughline.align.Effect.Status.Confirmed;
import throughline.align.Effect.Status.Planned;
import throughline.align.Effect.Status.Rejected;
import throughline.align.Effect.Status.Withdrawn;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.EffectEvent.ActionWithdrawn;
import throughline.engagement.Event;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.engagement.Turn;

/** Compares what systems should hold with what was asked of them; the difference is actions. */
public final class Aligning {

    private Aligning() {}

    /**
     * Asks for what is missing. A new document asks for itself only, so that a long contract stays
     * cheap; a repeated attempt has a new key, so what depends on it is asked for again.
     */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        return switch (occasion) {
            case Happened(ActionPlanned(var action)) when !action.key().isRepeated() -> List.of();
            case Happened(InvoicePlanned invoice) ->
                    turn.inOrder(
                            DesiredDocuments.invoice(turn, invoice.invoice()), Aligning::asked);
            case Happened(JournalPlanned journal) ->
                    turn.inOrder(DesiredDocuments.journal(turn, journal), Aligning::asked);
            case Happened _, DayReached _, Again _ -> everything(turn);
        };
    }

    /** Whether the whole state is compared then, and not only one document. */
    public static boolean isWhole(Occasion occasion) {
        return switch (occasion) {
            case Happened(ActionPlanned(var action)) -> action.key().isRepeated();
            case Happened(InvoicePlanned _), Happened(JournalPlanned _) -> false;
            case Happened _, DayReached _, Again _ -> true;
        };
    }

    /**
     * Whether comparing again would find nothing: so it is after first attempts, whose keys were
     * known before. A repeated attempt has a new key, which others may have to wait for.
     */
    public static boolean isSettledBy(List<Event> asked) {
        for (Event event : asked) {
            if (!(event instanceof ActionPlanned(var action)) || action.key().isRepeated()) {
                return false;
            }
        }
        return true;
    }

    /** Asks for what is missing, again for what changed, and withdraws what is not wanted. */
    private static List<Event> everything(Turn turn) {
        List<Wanted> wanted = Desired.of(turn);
        List<Event> events = new ArrayList<>(turn.inOrder(wanted, Aligning::asked));
        Set<String> purposes = wanted.stream().map(Wanted::purpose).collect(Collectors.toSet());
        turn.state().effects().byPurpose().values().stream()
                .filter(effect -> isHeldBack(effect.status()))
                // A person ordered a credit note; no rule takes it back.
                .filter(effect -> effect.kind() != ActionKind.POST_CREDIT_NOTE)
                .filter(effect -> !purposes.contains(effect.purpose()))
                .forEach(effect -> events.add(new ActionWithdrawn(effect.key())));
        return events;
    }

    /** Whether it would be asked for, or is only not asked for because a person cancelled it. */
    private static boolean isHeldBack(Effect.Status status) {
        return switch (status) {
            case Planned _, Cancelled _ -> true;
            case Confirmed _, Rejected _, Ambiguous _, Withdrawn _ -> false;
        };
    }

    private static List<Event> asked(Turn turn, Wanted wanted) {
        Effects effects = turn.state().effects();
        Effect before = effects.byPurpose().get(wanted.purpose());
        if (before == null) {
            return List.of(new ActionPlanned(wanted.attempt(1, effects)));
        }
        return switch (before.status()) {
            // What a person cancelled is asked for when a person says so, whatever it says now.
            case Confirmed _, Ambiguous _, Cancelled _ -> List.of();
            case Withdrawn _ -> List.of(new ActionPlanned(next(wanted, before, effects)));
            case Rejected _ -> otherwise(wanted, before, effects);
            case Planned _ -> {
                List<Event> other = otherwise(wanted, before, effects);
                yield other.isEmpty()
                        ? other
                        : List.of(new ActionWithdrawn(before.key()), other.getFirst());
            }
        };
    }

    /** Another attempt, where it asks for something else than the one before. */
    private static List<Event> otherwise(Wanted wanted, Effect before, Effects effects) {
        Action next = next(wanted, before, effects);
        return Content.hash(next).equals(before.content())
                ? List.of()
                : List.of(new ActionPlanned(next));
    }

    private static Action next(Wanted wanted, Effect before, Effects effects) {
        return wanted.attempt(before.attempt() + 1, effects);
    }

    /** Asks once more for what was refused, if it is still wanted. */
    static List<Event> again(Turn turn, Effect refused) {
        return Desired.of(turn).stream()
                .filter(wanted -> wanted.purpose().equals(refused.purpose()))
                .map(wanted -> wanted.attempt(refused.attempt() + 1, turn.state().effects()))
                .<Event>map(ActionPlanned::new)
                .toList();
    }
}
