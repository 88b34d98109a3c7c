package throughline.billing;

import java.time.LocalDate;
import java.util.Optional;
import throughline.align.ActionKind;
import throughline.engagement.NextDay;
import throughline.engagement.Turn;
import throughline.landscape.LegalEntity;
import throughline.money.Money;

/** When open units are billed: time after the cutoff of its period, charges on their day. */
public final class Cutoff {

    private Cutoff() {}

    /** The days on which open units are to be billed; none when nobody takes invoices. */
    public static void dueDates(Turn turn, NextDay found) {
        Units units = turn.state().billing().units();
        if (turn.receiver(ActionKind.POST_INVOICE).isEmpty()) {
            return;
        }
        for (Charge charge : units.openCharges().values()) {
            found.accept(charge.on());
        }
        for (TimePool pool : units.openPools().values()) {
            if (billable(turn, pool)) {
                found.accept(dueOn(turn, pool));
            }
        }
    }

    /** Whether something of it will be billed once its cutoff has come. */
    static boolean billable(Turn turn, TimePool pool) {
        Optional<Money> left =
                Invoicing.line(turn, pool.line()).flatMap(line -> Cap.left(turn, line));
        return pool.openAmount().signum() > 0 && left.map(room -> !room.isZero()).orElse(true);
    }

    /** The day on which the time of a day is billed: its period's end and the entity's cutoff. */
    public static LocalDate dueOn(Turn turn, LocalDate worked) {
        int cutoff = turn.entity().map(LegalEntity::cutoffDays).orElse(0);
        return turn.periodOf(worked).range().until().plusDays(cutoff);
    }

    static LocalDate dueOn(Turn turn, TimePool pool) {
        return dueOn(turn, pool.lastDay());
    }
}
