package throughline.billing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.BusinessException;
import throughline.engagement.Event;
import throughline.engagement.Event.CreditNotePosted;
import throughline.engagement.Event.TimeApproved;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;

/** Follows billed time that changed, and credits, until what they opened is settled. */
public final class Corrections {

    private static final String CODE = "billed-time-changed";
    private static final String POOL = "pool";

    private Corrections() {}

    /** Tells people that a unit which is on an invoice was taken back. */
    public static List<Event> takenBack(Turn turn, TimeApproved unit, long sequence) {
        String key = TimePool.key(unit.line(), unit.period(), unit.role());
        TimePool pool = turn.state().billing().pools().get(key);
        if (pool == null || unit.amount().isZero()) {
            return List.of();
        }
        return switch (pool.allocationOf(sequence)) {
            case TimePool.Allocation.Open _ -> List.of();
            case TimePool.Allocation.OnInvoice(var invoice) ->
                    Exceptions.raise(turn, changed(turn, unit, invoice, key));
        };
    }

    private static BusinessException changed(
            Turn turn, TimeApproved unit, String invoice, String pool) {
        return Exceptions.keyed(
                CODE + ":" + unit.unit(),
                CODE,
                ("Time entry %s was changed after it was billed on %s. The difference goes "
                                + "on the next invoice; credit that invoice if the customer must "
                                + "see it corrected.")
                        .formatted(unit.unit().id(), invoice),
                Map.of("entry", unit.unit().toString(), "invoice", invoice, POOL, pool),
                Optional.of(unit.amount()),
                turn.release().ownerOf("billing"));
    }

    /** Closes what was settled by a further invoice or a credit. */
    public static List<Event> settled(Turn turn, Occasion occasion) {
        return turn.state().attention().exceptions().values().stream()
                .filter(found -> found.code().equals(CODE) && isSettled(turn, found))
                .flatMap(found -> Exceptions.close(turn, found.key(), "it was settled").stream())
                .toList();
    }

    private static boolean isSettled(Turn turn, BusinessException found) {
        TimePool pool = turn.state().billing().pools().get(found.facts().getOrDefault(POOL, ""));
        return pool == null || pool.openAmount().isZero();
    }

    /** Asks what becomes of units that a credit opened again. */
    public static List<Event> creditPosted(Turn turn, Occasion occasion) {
        return occasion instanceof Happened(CreditNotePosted posted)
                ? Crediting.undecided(turn, posted)
                : List.of();
    }
}
