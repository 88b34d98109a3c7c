package throughline.billing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import throughline.engagement.BillingEvent.CreditNotePosted;
import throughline.engagement.Entries;
import throughline.money.Money;

/**
 * A posted credit note.
 *
 * @param units which units of its invoice it took back
 * @param settled by unit, what it settled of time and charges that were taken back once billed
 * @param undecided by line, what it opened again and nobody decided upon yet
 * @param again by unit, what it opened again to be billed once more
 * @param quantities hours or units of what it took back by quantity
 */
public record Credit(
        String invoice,
        Money net,
        Map<String, Money> netByLine,
        Map<String, Money> units,
        Map<String, Money> settled,
        Map<String, Money> undecided,
        Map<String, Money> again,
        Map<String, BigDecimal> quantities) {

    public Credit {
        netByLine = Entries.of(netByLine);
        units = Entries.of(units);
        settled = Entries.of(settled);
        undecided = Entries.of(undecided);
        again = Entries.of(again);
        quantities = Entries.of(quantities);
    }

    /** One that settled nothing yet; negative when it was voided: then nothing is undecided. */
    static Credit of(CreditNotePosted event, Map<String, Money> units) {
        boolean stands = event.net().signum() > 0;
        return new Credit(
                event.invoice(),
                event.net(),
                event.netByLine(),
                units,
                Entries.none(),
                stands ? event.netByLine() : Entries.none(),
                Entries.none(),
                event.quantityByUnit());
    }

    /** What of a line nobody decided upon. */
    Money undecided(String line) {
        return undecided.getOrDefault(line, Money.zero(net.currency()));
    }

    /** With a part of a line settling what is owed of a unit. */
    Credit settling(String line, String unit, Money part) {
        return new Credit(
                invoice,
                net,
                netByLine,
                units,
                Entries.sum(settled, unit, part),
                less(line, part),
                again,
                quantities);
    }

    /** With a part of a line waiting to be billed again. */
    Credit openingAgain(String line, String unit, Money part) {
        return new Credit(
                invoice,
                net,
                netByLine,
                units,
                settled,
                less(line, part),
                Entries.sum(again, unit, part),
                quantities);
    }

    private Map<String, Money> less(String line, Money part) {
        Money left = undecided(line).minus(part);
        return left.isZero() ? Entries.minus(undecided, line) : Entries.plus(undecided, line, left);
    }

    Credit decided(String line) {
        Map<String, Money> rest = Entries.minus(undecided, line);
        return new Credit(invoice, net, netByLine, units, settled, rest, again, quantities);
    }

    /** Whether it stands in the financial system. */
    boolean stands() {
        return net.signum() > 0;
    }

    /** Whether somebody gave up units that it opened. */
    boolean isWrittenOff() {
        Money accounted = Money.zero(net.currency());
        for (Map<String, Money> part : List.of(settled, undecided, again)) {
            accounted = part.values().stream().reduce(accounted, Money::plus);
        }
        return stands() && !accounted.equals(net);
    }
}
