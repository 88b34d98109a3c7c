package throughline.billing;

import java.util.Map;
import throughline.engagement.Entries;
import throughline.engagement.Event.CreditNotePosted;
import throughline.money.Money;

/**
 * A posted credit note.
 *
 * @param settled by pool, what it settled of time that was taken back after it was billed
 * @param undecided by line, what it opened again and nobody decided upon yet
 */
public record Credit(
        String invoice,
        Money net,
        Map<String, Money> netByLine,
        Map<String, Money> settled,
        Map<String, Money> undecided) {

    public Credit {
        netByLine = Entries.of(netByLine);
        settled = Entries.of(settled);
        undecided = Entries.of(undecided);
    }

    static Credit of(CreditNotePosted event) {
        return new Credit(
                event.invoice(), event.net(), event.netByLine(), Entries.none(), event.netByLine());
    }

    /** One that was voided: it settles and opens nothing. */
    static Credit voided(CreditNotePosted event) {
        return new Credit(
                event.invoice(), event.net(), event.netByLine(), Entries.none(), Entries.none());
    }

    Credit settling(TimePool pool, Money part) {
        Money left = undecided.getOrDefault(pool.line(), part).minus(part);
        return new Credit(
                invoice,
                net,
                netByLine,
                Entries.plus(settled, pool.key(), part),
                left.isZero()
                        ? Entries.minus(undecided, pool.line())
                        : Entries.plus(undecided, pool.line(), left));
    }

    Credit decided(String line) {
        return new Credit(invoice, net, netByLine, settled, Entries.minus(undecided, line));
    }

    /** Whether it stands in the financial system. */
    boolean stands() {
        return net.signum() > 0;
    }

    /** Whether somebody gave up units that it opened. */
    boolean isWrittenOff() {
        Money accounted = settled.values().stream().reduce(Money.zero(net.currency()), Money::plus);
        accounted = undecided.values().stream().reduce(accounted, Money::plus);
        return stands() && !accounted.equals(net);
    }
}
