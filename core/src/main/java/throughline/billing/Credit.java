package throughline.billing;

import java.util.Map;
import throughline.engagement.Entries;
import throughline.engagement.Event.CreditNotePosted;
import throughline.money.Money;

/**
 * A posted credit note.
 *
 * @param undecided by line, what it opened again and nobody decided upon yet
 */
public record Credit(
        String invoice, Money net, Map<String, Money> netByLine, Map<String, Money> undecided) {

    public Credit {
        netByLine = Entries.of(netByLine);
        undecided = Entries.of(undecided);
    }

    static Credit of(CreditNotePosted event, Map<String, Money> undecided) {
        boolean voided = event.net().signum() < 0;
        return new Credit(
                event.invoice(),
                event.net(),
                event.netByLine(),
                voided ? Entries.none() : undecided);
    }

    Credit settled(String line) {
        return new Credit(invoice, net, netByLine, Entries.minus(undecided, line));
    }

    /** Whether it stands in the financial system. */
    boolean stands() {
        return net.signum() > 0;
    }
}
