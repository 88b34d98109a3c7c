package throughline.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.align.CreditOrders;
import throughline.engagement.AttentionEvent;
import throughline.engagement.BillingEvent.CreditNotePosted;
import throughline.engagement.BusinessException;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Signal;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.terms.Line;

/** Follows billed time that changed, and credits, until what they opened is settled. */
public final class Corrections {

    private static final String CODE = "billed-time-changed";
    private static final String POOL = "pool";
    private static final String TAKEN = "taken";
    private static final String POLICY = "billed-time-changed";

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
                    Exceptions.raise(turn, changed(turn, unit, sequence, invoice, key));
        };
    }

    private static BusinessException changed(
            Turn turn, TimeApproved unit, long sequence, String invoice, String pool) {
        return Exceptions.keyed(
                CODE + ":" + unit.unit(),
                CODE,
                ("Time entry %s was changed after it was billed on %s. The difference goes "
                                + "on the next invoice; credit that invoice if the customer must "
                                + "see it corrected.")
                        .formatted(unit.unit().id(), invoice),
                Map.of(
                        "entry",
                        unit.unit().toString(),
                        "invoice",
                        invoice,
                        POOL,
                        pool,
                        TAKEN,
                        Long.toString(sequence)),
                Optional.of(unit.amount()),
                turn.release().ownerOf("billing"));
    }

    /**
     * Orders a credit note over what was billed too much, where the policy says so; what there is
     * more of is billed like any other time. Without the policy a person decides, and the
     * difference goes on the next invoice.
     */
    public static List<Event> credited(Turn turn, Occasion occasion) {
        return occasion instanceof Happened(AttentionEvent.ExceptionRaised(var found))
                        && found.code().equals(CODE)
                        && credits(turn)
                ? ordered(turn, found)
                : List.of();
    }

    private static List<Event> ordered(Turn turn, BusinessException found) {
        String invoice = found.facts().getOrDefault("invoice", "");
        TimePool pool = turn.state().billing().pools().get(found.facts().getOrDefault(POOL, ""));
        Invoice billed = turn.state().billing().invoices().get(invoice);
        if (pool == null
                || pool.owed().signum() == 0
                || billed == null
                || !(billed.status() instanceof Invoice.Status.Posted)) {
            return List.of();
        }
        String order =
                "time-"
                        + found.facts().getOrDefault("entry", "").replace('/', '-')
                        + "-"
                        + found.facts().getOrDefault(TAKEN, "");
        return CreditOrders.ordered(
                turn,
                new Signal.Verdict.Credit(
                        invoice,
                        pool.owed(),
                        order,
                        "a time entry was changed after it was billed"));
    }

    private static boolean credits(Turn turn) {
        return turn.setting(GateName.SCHEDULE, POLICY).filter("credit"::equals).isPresent();
    }

    /** Whether a credit note is on its way for what a pool was billed too much. */
    static boolean isCredited(Turn turn, TimePool pool) {
        return pool.openAmount().signum() < 0
                && credits(turn)
                && turn.state().attention().exceptions().values().stream()
                        .anyMatch(
                                found ->
                                        found.code().equals(CODE)
                                                && pool.key().equals(found.facts().get(POOL)));
    }

    /** What credit notes that are on their way will take off the invoices of a line. */
    static Money onTheWay(Turn turn, Line line, CurrencyUnit currency) {
        Money sum = Money.zero(currency);
        for (TimePool pool : turn.state().billing().units().openPools().values()) {
            if (pool.line().equals(line.id()) && isCredited(turn, pool)) {
                sum = sum.plus(pool.owed());
            }
        }
        return sum;
    }

    /** Closes what was settled by a further invoice or a credit. */
    public static List<Event> settled(Turn turn, Occasion occasion) {
        List<Event> events = new ArrayList<>(Crediting.settled(turn));
        for (BusinessException found : turn.state().attention().exceptions().values()) {
            if (found.code().equals(CODE) && isSettled(turn, found)) {
                events.addAll(Exceptions.close(turn, found.key(), "it was settled"));
            }
        }
        return events;
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
