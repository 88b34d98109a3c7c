package throughline.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import throughline.engagement.BillingEvent.UnitsWrittenOff;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.RecordKey;

/**
 * Gives up open units, as a person decided. The key's type says what: {@code charge}, {@code time}
 * (id {@code line/period/role}) or {@code credit-note}.
 */
public final class WritingOff {

    private WritingOff() {}

    /** What a decision to write off means; nothing when these units are not open. */
    public static List<Event> decided(Turn turn, RecordKey unit, String by, String reason) {
        return switch (unit.type()) {
            case "charge" -> charge(turn, unit.id(), by, reason);
            case "time" -> time(turn, unit.id(), by, reason);
            case "credit-note" -> credit(turn, unit.id(), by, reason);
            default -> List.of();
        };
    }

    private static List<Event> charge(Turn turn, String id, String by, String reason) {
        Charge charge = turn.state().billing().charges().get(id);
        if (charge == null || !charge.isOpen()) {
            return List.of();
        }
        Money none = Money.zero(charge.amount().currency());
        return List.of(
                new UnitsWrittenOff(
                        id,
                        charge.line(),
                        charge.period(),
                        "",
                        turn.today(),
                        BigDecimal.ZERO,
                        charge.open(),
                        none,
                        by,
                        reason));
    }

    private static List<Event> time(Turn turn, String key, String by, String reason) {
        TimePool pool = turn.state().billing().pools().get(key);
        if (pool == null || pool.openAmount().isZero()) {
            return List.of();
        }
        return List.of(
                new UnitsWrittenOff(
                        key,
                        pool.line(),
                        pool.period(),
                        pool.role(),
                        turn.today(),
                        pool.openHours(),
                        pool.openAmount(),
                        SoftBooking.change(turn, pool.line(), pool.openAmount().negated()),
                        by,
                        reason));
    }

    private static List<Event> credit(Turn turn, String id, String by, String reason) {
        Credit credit = turn.state().billing().credits().get(id);
        if (credit == null || credit.undecided().isEmpty()) {
            return List.of();
        }
        List<Event> events =
                new ArrayList<>(
                        turn.inOrder(
                                credit.undecided().entrySet(),
                                (now, part) ->
                                        List.of(
                                                new UnitsWrittenOff(
                                                        id,
                                                        part.getKey(),
                                                        "",
                                                        "",
                                                        now.today(),
                                                        BigDecimal.ZERO,
                                                        part.getValue(),
                                                        SoftBooking.change(
                                                                now,
                                                                part.getKey(),
                                                                part.getValue().negated()),
                                                        by,
                                                        reason))));
        events.addAll(Exceptions.close(turn, "credit-undecided:" + id, "written off: " + reason));
        return events;
    }
}
